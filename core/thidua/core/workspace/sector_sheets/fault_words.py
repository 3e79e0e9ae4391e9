"""Faults of plain values in the words of the workbook: sheets and column titles, no keys."""

import re
from collections.abc import Mapping
from typing import Final

from attrs import evolve

from thidua.core.text.bilingual import LANGUAGES, Language, Text
from thidua.core.text.fault import Fault
from thidua.core.workspace.sector_sheets.columns import Column, Form
from thidua.core.workspace.sector_sheets.forms import FORMS

_MISSING: Final = re.compile(r"The key “(?P<key>\w+)” is missing\.")
_NO_PARENT: Final = re.compile(r"There is no “(?P<code>[^”]*)” to belong to\.")
_INDEX: Final = re.compile(r"\[(?P<item>[^\]]*)\]")
_QUOTED: Final = re.compile(r"“(?P<key>[a-z_]+)”")
_LISTED: Final = re.compile(r"(?P<head>ở đây có: |\bhere are: )(?P<keys>[a-z_]+(?:, [a-z_]+)*)")
_BASES: Final = {"bands": "bands_on", "interpolate": "interpolate_on", "judged": "judged_from"}
"""The column by which a criterion shows that it has a base."""
_ITEMS: Final = {
    "steps": Text("bậc nào", "no steps"),
    "knots": Text("mốc nào", "no knots"),
}
_PHRASES: Final = (
    (
        Text('khai uncovered = "no-score"', 'declare uncovered = "no-score"'),
        Text("ghi “không chấm” ở “Ngoài mọi bậc”", "write “no score” under “Outside all steps”"),
    ),
    (
        Text('khai uncovered = "no-score"', 'set uncovered = "no-score"'),
        Text("ghi “không chấm” ở “Ngoài mọi bậc”", "write “no score” under “Outside all steps”"),
    ),
    (
        Text("khai bonus_cap", "a bonus_cap"),
        Text("ghi “Trần điểm thưởng”", "a “Bonus cap”"),
    ),
    (
        Text(
            "from (từ, kể cả), over (trên), to (đến, kể cả), below (dưới)",
            "from (included), over, to (included) and below",
        ),
        Text(
            "các cột “Từ” (kể cả), “Trên”, “Đến” (kể cả), “Dưới”",
            "the columns “From” (included), “Over”, “To” (included) and “Below”",
        ),
    ),
    (Text(" (weight)", " (weight)"), Text(" (cột “Trọng số”)", " (column “Weight”)")),
)


def in_columns(fault: Fault) -> Fault:
    """A fault at the path of a value as the official reads it who fills in the sheets."""
    path = fault.place
    if found := _MISSING.fullmatch(fault.what.en):
        told = _nothing_there(path)
        return fault if told is None else evolve(fault, what=told)
    if found := _NO_PARENT.fullmatch(fault.what.en):
        return evolve(fault, what=_no_such(path, found["code"]) or fault.what)
    remedy = fault.remedy and _in_titles(fault.remedy, path)
    if "applies_to[" in path:
        remedy = _A_LINE_EACH
    return evolve(fault, what=_in_titles(fault.what, path), remedy=remedy)


_A_LINE_EACH: Final = Text(
    "Ghi mã ở trang “Loại đơn vị”, mỗi mã một dòng (Alt+Enter).",
    "Write codes of the sheet “Kinds of unit”, a line each (Alt+Enter).",
)


def _prefixes() -> Mapping[str, Form]:
    """The forms by the path of their records without codes: ``criteria.bands.steps``."""
    found: dict[str, str] = {"": ""}
    forms: dict[str, Form] = {}
    for form in FORMS:
        above = found.get(form.parent, "")
        found[form.code] = ".".join(part for part in (above, form.key) if part)
        if form.key:
            forms[found[form.code]] = form
    return forms | {"criteria.gates": forms["criteria.rows"]}


_FORMS: Final = _prefixes()
_ROOTS: Final = tuple(form for form in FORMS if not form.key and form.upright)


def _bare(path: str) -> str:
    """A path without codes, the titles of grades where their sheet has them."""
    bare = _INDEX.sub("", path).replace(".one_of", "")
    return bare.replace("indicators.grade_titles", "indicators.grades.title")


def _form_of(path: str) -> tuple[Form | None, str]:
    """The form of the record that a path is in, and the rest of the path inside it."""
    bare = _bare(path)
    for prefix in sorted(_FORMS, key=len, reverse=True):
        if bare == prefix or bare.startswith(f"{prefix}."):
            return _FORMS[prefix], bare[len(prefix) + 1 :]
    return None, bare


def _column(path: str) -> Column | None:
    """The column that a path stands for; of a text in two languages, the Vietnamese one."""
    form, rest = _form_of(path)
    for one in (form,) if form else _ROOTS:
        columns = {column.path: column for column in one.columns}
        if found := columns.get(rest) or columns.get(f"{rest}.vi"):
            return found
    return None


def _nothing_there(path: str) -> Text | None:
    form, rest = _form_of(path)
    if form is not None and not rest:
        codes = _INDEX.findall(path)
        of = codes[0] if codes else ""
        item = _ITEMS.get(form.code, Text("dòng nào", "no rows"))
        return Text(
            f"Trang “{form.title.vi}” chưa có {item.vi} của {of}.",
            f"The sheet “{form.title.en}” has {item.en} of {of}.",
        )
    column = _column(path)
    if column is None:
        return None
    return Text(f"Ô “{column.title.vi}” còn trống.", f"“{column.title.en}” is blank.")


def _no_such(path: str, code: str) -> Text | None:
    column = _column(path)
    for form in FORMS:
        if column is not None and form.code == column.names:
            return Text(
                f"Trang “{form.title.vi}” không có mã “{code}”.",
                f"The sheet “{form.title.en}” has no code “{code}”.",
            )
    return None


def _in_titles(text: Text, path: str) -> Text:
    for old, new in _PHRASES:
        text = Text(text.vi.replace(old.vi, new.vi), text.en.replace(old.en, new.en))
    vi, en = (_by_title(text.in_language(language), path, language) for language in LANGUAGES)
    return Text(vi, en)


def _by_title(said: str, path: str, language: Language) -> str:
    """A text with the titles of columns for the quoted keys of the same record."""

    def title(key: str) -> str | None:
        around = path
        while True:
            if column := _column(f"{around}.{key}".lstrip(".")) or _base(around, key):
                return column.title.in_language(language)
            if not around:
                return None
            around = around.rpartition(".")[0] if "." in around else ""

    said = _QUOTED.sub(lambda it: f"“{title(it['key']) or it['key']}”", said)
    return _LISTED.sub(
        lambda it: (
            it["head"] + ", ".join(f"“{title(key) or key}”" for key in it["keys"].split(", "))
        ),
        said,
    )


def _base(around: str, key: str) -> Column | None:
    form, rest = _form_of(around)
    if form is None or rest or form.code != "criteria" or key not in _BASES:
        return None
    return form.column(_BASES[key])
