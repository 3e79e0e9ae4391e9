"""Entries that are never changed: whatever is entered anew is a further revision of its key."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import timedelta, timezone
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, exists, select, true

from thidua.core.record.bulk import insert_rows, portions
from thidua.core.record.mapping import Values
from thidua.core.record.stored import Stored
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all

_VIETNAM = timezone(timedelta(hours=7))

_LOOK_AGAIN = Text(
    "Hãy xem lại nội dung hiện nay rồi sửa tiếp.",
    "Look at what stands there now, then edit again.",
)


def _always(_: FromClause) -> ColumnElement[bool]:
    return true()


@frozen
class Kept:
    """How a table keeps its entries apart.

    ``key`` names the columns that make two rows revisions of one entry, within the rows that
    ``holds`` selects; ``content`` the columns whose change is worth a revision; ``stated`` those of
    the content that the others tell about: of another statement nothing is taken as told.
    """

    table: Table
    key: tuple[str, ...]
    content: tuple[str, ...]
    holds: Callable[[FromClause], ColumnElement[bool]] = _always
    stated: tuple[str, ...] = ()

    def key_of(self, entry: Values) -> tuple[Any, ...]:
        """The identity of an entry."""
        return tuple(entry[name] for name in self.key)

    def content_of(self, entry: Values) -> tuple[Any, ...]:
        """What is said in an entry."""
        return tuple(entry[name] for name in self.content)


def current_rows(kept: Kept, *conditions: ColumnElement[bool]) -> Select[Any]:
    """The rows that no later revision replaces, in the order in which they were written."""
    now, later = kept.table.c, kept.table.alias("later")
    replaced = exists().where(
        kept.holds(later),
        *(later.c[name] == now[name] for name in kept.key),
        later.c.revision > now.revision,
    )
    return select(kept.table).where(kept.holds(kept.table), *conditions, ~replaced).order_by(now.id)


def append_revisions(
    connection: Connection,
    kept: Kept,
    entries: Sequence[Values],
    stamp: Values,
    seen: int | None = None,
    unsaid: Collection[str] = (),
) -> Stored:
    """Write the entries that say something new, each with the ``stamp`` of who and when.

    ``unsaid`` names columns of which the entries say nothing: they stay as they were while what is
    ``stated`` stays. With ``seen`` (0: no entry yet) every entry whose latest revision is another
    one is refused, all at once: somebody else was quicker.
    """
    latest = _latest(connection, kept, (entry["unit"] for entry in entries))
    if seen is not None:
        refuse_all(_overtaken(kept, entries, latest, seen))
    rows: list[Values] = []
    new = 0
    for entry in entries:
        key = kept.key_of(entry)
        before = latest.get(key)
        said = {**entry, **_carried(kept, entry, before, unsaid)}
        if before is not None and kept.content_of(before) == kept.content_of(said):
            continue
        new += before is None
        latest[key] = _next(said, before, stamp)
        rows.append(latest[key])
    insert_rows(connection, kept.table, rows)
    return Stored(new=new, changed=len(rows) - new, unchanged=len(entries) - len(rows))


def _latest(
    connection: Connection, kept: Kept, units: Iterable[str]
) -> dict[tuple[Any, ...], Values]:
    return {
        kept.key_of(row): row
        for portion in portions(units)
        for row in _as_values(connection, current_rows(kept, kept.table.c.unit.in_(portion)))
    }


def _as_values(connection: Connection, query: Select[Any]) -> Iterable[Values]:
    return (dict(row) for row in connection.execute(query).mappings())


def _next(entry: Values, before: Values | None, stamp: Values) -> Values:
    return {**entry, **stamp, "revision": before["revision"] + 1 if before else 1}


def _carried(kept: Kept, entry: Values, before: Values | None, unsaid: Collection[str]) -> Values:
    if before is None or any(before[name] != entry[name] for name in kept.stated):
        return {}
    return {name: before[name] for name in unsaid}


def _overtaken(
    kept: Kept, entries: Iterable[Values], latest: dict[tuple[Any, ...], Values], seen: int
) -> Iterable[Fault]:
    for entry in entries:
        now = latest.get(kept.key_of(entry))
        if (now["revision"] if now else 0) != seen:
            yield Fault(_by_whom(now), place=_place(kept, entry), remedy=_LOOK_AGAIN)


def _by_whom(now: Values | None) -> Text:
    if now is None:
        return Text("Mục này chưa có để sửa.", "There is no such entry to edit.")
    moment = now["at"].astimezone(_VIETNAM)
    day, hour = f"{moment:%d/%m/%Y}", f"{moment:%H:%M}"
    who, number = now["actor"], now["revision"]
    return Text(
        f"Mục này vừa được {who} sửa lúc {hour} ngày {day} (lần ghi thứ {number});"
        " thay đổi của bạn chưa được lưu.",
        f"{who} has changed this entry at {hour} on {day} (revision {number});"
        " your change was not saved.",
    )


def _place(kept: Kept, entry: Values) -> str:
    return " · ".join(str(value) for value in kept.key_of(entry) if value is not None)
