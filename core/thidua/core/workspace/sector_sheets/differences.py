"""What two versions of a record say otherwise, by the titles of the workbook's columns."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import frozen

from thidua.core.text.bilingual import LANGUAGES, Language, Text
from thidua.core.workspace.sector_sheets.cell_writing import Content
from thidua.core.workspace.sector_sheets.columns import Column, Form
from thidua.core.workspace.sector_sheets.detail_forms import GROUP
from thidua.core.workspace.sector_sheets.forms import FORMS
from thidua.core.workspace.sector_sheets.sector_plain import PlainTable
from thidua.core.workspace.sector_sheets.writing import Named, lines_of

_SHORT: Final = 24
"""Longer texts are not shown, only that they differ."""
_BLANK: Final = Text("trống", "blank")


@frozen
class Difference:
    """One column of a record, or of a line below it, that is not the same."""

    column: Text
    """``Điểm``; of a line below, with where it stands: ``Bậc điểm 2: Điểm``."""
    said: Text
    """The column with what stood there and what stands there now: ``Điểm 45 → 40``."""


def differences(code: str, before: PlainTable, after: PlainTable) -> tuple[Difference, ...]:
    """All that differs between two records of a form, given by its code."""
    form = next(form for form in FORMS if form.code == code)
    return tuple(_different(form, dict(lines_of(form, before)), dict(lines_of(form, after))))


def _different(
    top: Form,
    before: Mapping[Named, Mapping[str, Content]],
    after: Mapping[Named, Mapping[str, Content]],
) -> Iterator[Difference]:
    for named in dict.fromkeys((*before, *after)):
        was, now = before.get(named), after.get(named)
        where = None if named.form is top else _where(named)
        if was is not None and now is not None:
            yield from _of_line(_columns(named.form), was, now, where)
        elif where is not None:
            vi, en = ("thêm", "added") if was is None else ("bỏ", "removed")
            yield Difference(where, Text(f"{vi} {where.vi}", f"{where.en} {en}"))


def _columns(form: Form) -> Iterable[Column]:
    return (column for column in form.values if column.code != GROUP)


def _of_line(
    columns: Iterable[Column],
    was: Mapping[str, Content],
    now: Mapping[str, Content],
    where: Text | None,
) -> Iterator[Difference]:
    for column in columns:
        old, new = was.get(column.code, ""), now.get(column.code, "")
        if old != new:
            title = _inside(where, column.title)
            vi, en = (_between(old, new, language) for language in LANGUAGES)
            yield Difference(title, Text(f"{title.vi}{vi}", f"{title.en}{en}"))


def _where(named: Named) -> Text:
    title = named.form.title
    return Text(f"{title.vi} {named.name}", f"{title.en} {named.name}")


def _inside(where: Text | None, title: Text) -> Text:
    return Text(f"{where.vi}: {title.vi}", f"{where.en}: {title.en}") if where else title


def _between(old: Content, new: Content, language: Language) -> str:
    shown = [_said(content, language) for content in (old, new)]
    if any(len(text) > _SHORT or "\n" in text for text in shown):
        return ""
    was, now = (text or _BLANK.in_language(language) for text in shown)
    return f" {was} → {now}"


def _said(content: Content, language: Language) -> str:
    return content.in_language(language) if isinstance(content, Text) else content
