"""What another version of a sector changes, in words."""

from collections.abc import Iterator, Mapping
from typing import Final

from thidua.core.model.criteria import CriteriaSet
from thidua.core.text.bilingual import Text
from thidua.plugins.sector_content import SectorContent

_NAMED: Final = 12
"""So many codes are named; of more only the number."""


def changes_between(old: SectorContent, new: SectorContent) -> tuple[Text, ...]:
    """A sentence for each kind of thing that was added, removed or changed."""
    return tuple(
        sentence
        for words, before, after in _compared(old, new)
        for sentence in _sentences(words, before, after)
    )


def _compared(
    old: SectorContent, new: SectorContent
) -> Iterator[tuple[Text, Mapping[str, object], Mapping[str, object]]]:
    was, now = old.sector_file, new.sector_file
    yield Text("thẻ và ngành", "card and sector"), _cards(old), _cards(new)
    for words, key in (
        (Text("chỉ tiêu", "indicators"), "indicators"),
        (Text("công thức", "formulas"), "formulas"),
        (Text("phép kiểm tra", "checks"), "checks"),
    ):
        before, after = ({it.code: it for it in getattr(declared, key)} for declared in (was, now))
        yield words, before, after
    yield Text("bảng điểm", "criteria sets"), _outlines(old), _outlines(new)
    yield Text("mục điểm", "sections"), _parts(old, "sections"), _parts(new, "sections")
    yield Text("tiêu chí", "criteria"), _parts(old, "criteria"), _parts(new, "criteria")
    yield Text("ví dụ tính sẵn", "worked cases"), old.cases, new.cases
    yield Text("mẫu báo cáo", "report templates"), old.templates, new.templates


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


def _sentences(
    words: Text, before: Mapping[str, object], after: Mapping[str, object]
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
            listed = _listed(codes)
            yield Text(f"{vi} {words.vi}: {listed.vi}.", f"{words.en} {en}: {listed.en}.")


def _listed(codes: list[str]) -> Text:
    named = ", ".join(codes[:_NAMED])
    more = len(codes) - _NAMED
    if more <= 0:
        return Text(named, named)
    return Text(f"{named} và {more} mã khác", f"{named} and {more} more")
