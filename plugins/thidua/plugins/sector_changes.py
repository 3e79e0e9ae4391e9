"""What another version of a sector changes, in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from thidua.core.model.criteria import CriteriaSet
from thidua.core.text.bilingual import LANGUAGES, Text
from thidua.plugins.sector_content import SectorContent

_NAMED: Final = 12
"""So many codes are named; of more only the number."""
_DETAILS: Final = 3
"""So many columns of a changed thing are named; of more only the number."""


def changes_between(old: SectorContent, new: SectorContent) -> tuple[Text, ...]:
    """A sentence for each kind of thing that was added, removed or changed."""
    return tuple(
        sentence
        for words, form, before, after in _compared(old, new)
        for sentence in _sentences(words, before, after, _details(form, old, new))
    )


def _compared(
    old: SectorContent, new: SectorContent
) -> Iterator[tuple[Text, str, Mapping[str, object], Mapping[str, object]]]:
    was, now = old.sector_file, new.sector_file
    yield Text("thẻ và ngành", "card and sector"), "", _cards(old), _cards(new)
    for words, key in (
        (Text("chỉ tiêu", "indicators"), "indicators"),
        (Text("công thức", "formulas"), "formulas"),
        (Text("phép kiểm tra", "checks"), "checks"),
    ):
        before, after = ({it.code: it for it in getattr(declared, key)} for declared in (was, now))
        yield words, key, before, after
    yield Text("bảng điểm", "criteria sets"), "sets", _outlines(old), _outlines(new)
    for words, key in (
        (Text("mục điểm", "sections"), "sections"),
        (Text("tiêu chí", "criteria"), "criteria"),
    ):
        yield words, key, _parts(old, key), _parts(new, key)
    yield Text("ví dụ tính sẵn", "worked cases"), "", old.cases, new.cases
    yield Text("mẫu báo cáo", "report templates"), "", old.templates, new.templates


def _cards(content: SectorContent) -> dict[str, object]:
    declared = content.sector_file
    return {it.code: it for it in (declared.plugin, declared.sector) if it is not None}


def _outlines(content: SectorContent) -> dict[str, object]:
    """The criteria sets by code, without their sections and criteria."""
    from attrs import asdict

    inner = ("sections", "criteria")
    return {
        it.code: asdict(it, recurse=False, filter=lambda field, _: field.name not in inner)
        for it in content.criteria_sets
    }


def _parts(content: SectorContent, key: str) -> dict[str, object]:
    """The sections or criteria of all sets; by set as well where a sector has several."""
    several = len(content.criteria_sets) > 1
    return {
        _called(it.code, of, several): it for of in content.criteria_sets for it in getattr(of, key)
    }


def _called(code: str, criteria_set: CriteriaSet, several: bool) -> str:
    return f"{criteria_set.code}/{code}" if several else code


@frozen
class _Details:
    """Says in which columns things of a form are no longer the same."""

    form: str
    before: Mapping[str, Mapping[str, Any]]
    after: Mapping[str, Mapping[str, Any]]

    def of(self, code: str) -> Text:
        """The code with what has changed, in brackets."""
        from thidua.core.workspace.sector_sheets.differences import differences

        if code not in self.before or code not in self.after:
            return Text(code, code)
        found = [it.said for it in differences(self.form, self.before[code], self.after[code])]
        more = len(found) - _DETAILS
        if more > 0:
            found[_DETAILS:] = [Text(f"và {more} chỗ khác", f"and {more} more")]
        vi, en = ("; ".join(it.in_language(language) for it in found) for language in LANGUAGES)
        return Text(f"{code} ({vi})", f"{code} ({en})") if found else Text(code, code)


def _details(form: str, old: SectorContent, new: SectorContent) -> _Details:
    return _Details(form, _plain(form, old), _plain(form, new))


def _plain(form: str, content: SectorContent) -> dict[str, Mapping[str, Any]]:
    """The plain values of the things of a form, called as they are compared."""
    from thidua.core.model.unstructuring import unstructure_criteria_set, unstructure_sector

    if form in ("indicators", "formulas", "checks"):
        items: Sequence[Mapping[str, Any]] = unstructure_sector(content.sector_file).get(form, ())
        return {str(it["code"]): it for it in items}
    if not form:
        return {}
    several = len(content.criteria_sets) > 1
    found: dict[str, Mapping[str, Any]] = {}
    for criteria_set in content.criteria_sets:
        plain = unstructure_criteria_set(criteria_set)
        if form == "sets":
            outline = {key: it for key, it in plain.items() if key not in ("sections", "criteria")}
            found[criteria_set.code] = outline
        else:
            for it in plain.get(form, ()):
                found[_called(str(it["code"]), criteria_set, several)] = it
    return found


def _sentences(
    words: Text, before: Mapping[str, object], after: Mapping[str, object], details: _Details
) -> Iterator[Text]:
    added = [code for code in after if code not in before]
    removed = [code for code in before if code not in after]
    changed = [code for code in after if code in before and after[code] != before[code]]
    for codes, vi, en in (
        (added, "thêm", "added"),
        (removed, "bỏ", "removed"),
        (changed, "sửa", "changed"),
    ):
        if codes:
            named = codes[:_NAMED]
            said = [details.of(it) if codes is changed else Text(it, it) for it in named]
            listed = _listed(said, len(codes) - len(named))
            yield Text(f"{vi} {words.vi}: {listed.vi}.", f"{words.en} {en}: {listed.en}.")


def _listed(said: Sequence[Text], more: int) -> Text:
    vi, en = (", ".join(it.in_language(language) for it in said) for language in LANGUAGES)
    return Text(f"{vi} và {more} mã khác", f"{en} and {more} more") if more else Text(vi, en)
