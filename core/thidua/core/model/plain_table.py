"""One table of plain values, read key by key: every fault is noted with its place, and reading
goes on with a stand-in, so that one fault hides no other."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from thidua.core.model.code import CODE
from thidua.core.model.places import item_places, within
from thidua.core.model.plain_values import (
    NotRead,
    as_code,
    as_text,
    did_you_mean,
    plain_list,
    plain_mapping,
)
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.text.names import nearest

T = TypeVar("T")
S = TypeVar("S")

Faults = list[Fault]
"""What has been found wrong so far; the readers of one source append to one list."""


class PlainTable:
    """A table at a place of a source. Keys that nobody asked for are refused by :meth:`close`."""

    def __init__(self, plain: object, place: str, faults: Faults, position: int = 0) -> None:
        self.place = place
        self.position = position
        self.faults = faults
        self._asked: list[str] = []
        self._values: Mapping[str, Any] = {}
        try:
            self._values = plain_mapping(plain)
        except NotRead as refusal:
            self.note(refusal.what, remedy=refusal.remedy)
            self._unreadable = True
        else:
            self._unreadable = False

    def note(self, what: Text, key: str = "", remedy: Text | None = None) -> None:
        """Note a fault of the table, or of one of its keys."""
        self.faults.append(Fault(what, within(self.place, key) if key else self.place, remedy))

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that is there, asked for or not."""
        return tuple(self._values)

    def has(self, key: str) -> bool:
        """Whether a key is there; it counts as asked for."""
        if key not in self._asked:
            self._asked.append(key)
        return key in self._values

    def read(self, key: str, reader: Callable[[Any], T], absent: S) -> T | S:
        """The value of a key that may be left out."""
        return self._read(key, reader, absent) if self.has(key) else absent

    def need(self, key: str, reader: Callable[[Any], T], stand_in: T) -> T:
        """The value of a key that must be there; the stand-in after a fault."""
        if self.has(key):
            return self._read(key, reader, stand_in)
        if not self._unreadable:
            self.note(Text(f"Thiếu mục “{key}”.", f"The key “{key}” is missing."), key)
        return stand_in

    def _read(self, key: str, reader: Callable[[Any], T], stand_in: S) -> T | S:
        try:
            return reader(self._values[key])
        except NotRead as refusal:
            self.note(refusal.what, key, refusal.remedy)
            return stand_in

    def code(self, key: str = "code") -> str:
        """The table's code; its position stands in, which is also how its place is written."""
        return self.need(key, as_code, str(self.position))

    def title(self, key: str, absent: S) -> Text | S:
        """A text in both languages, ``{ vi = "…", en = "…" }``; may be left out."""
        return self._bilingual(self.table(key)) if self.has(key) else absent

    def need_title(self, key: str, stand_in: str) -> Text:
        """A text in both languages that must be there."""
        self.need(key, lambda value: value, None)
        return self.title(key, Text(stand_in, stand_in))

    @staticmethod
    def _bilingual(table: "PlainTable") -> Text:
        text = Text(vi=table.need("vi", as_text, "?"), en=table.need("en", as_text, "?"))
        table.close()
        return text

    def table(self, key: str) -> "PlainTable":
        """The table under a key; an empty one where it is left out."""
        plain = self._values[key] if self.has(key) else {}
        return PlainTable(plain, within(self.place, key), self.faults)

    def items(self, key: str, reader: Callable[[Any], Sequence[Any]] = plain_list) -> Sequence[Any]:
        """The list under a key; empty where it is left out."""
        empty: Sequence[Any] = ()
        return self.read(key, reader, empty)

    def tables(self, key: str) -> tuple["PlainTable", ...]:
        """The tables of a list, each with a place that uses its code where it has one."""
        return self.tables_at(key, self.items(key))

    def need_tables(self, key: str) -> tuple["PlainTable", ...]:
        """As :meth:`tables`, for a list that must be there and hold something."""
        items = self.need(key, plain_list, UNREAD)
        if not items:
            self.note(Text("Danh sách còn trống.", "The list is empty."), key)
        return () if items is UNREAD else self.tables_at(key, items)

    def tables_at(self, key: str, items: Sequence[Any]) -> tuple["PlainTable", ...]:
        """Some tables of this one, as though they were the list under ``key``."""
        places = item_places(within(self.place, key), [_code_of(item) for item in items])
        return tuple(
            PlainTable(item, place, self.faults, position)
            for position, (item, place) in enumerate(zip(items, places, strict=True), start=1)
        )

    def values(self, key: str, reader: Callable[[Any], T]) -> tuple[T, ...]:
        """The single values of a list; those that cannot be read are left out."""
        read: list[T] = []
        for position, value in enumerate(self.items(key), start=1):
            try:
                read.append(reader(value))
            except NotRead as refusal:
                self.note(refusal.what, f"{key}[{position}]", refusal.remedy)
        return tuple(read)

    def pairs(self, key: str, reader: Callable[[Any], T]) -> dict[str, T]:
        """A table of values that are all of one kind, such as ``inputs``."""
        table = self.table(key)
        read = {name: table.read(name, reader, None) for name in table._values}
        return {name: value for name, value in read.items() if value is not None}

    def close(self) -> None:
        """Refuse the keys that nobody asked for, each with the nearest that is known."""
        for key in self._values:
            if key not in self._asked:
                what = Text(f"Không có mục “{key}” ở đây.", f"There is no key “{key}” here.")
                self.note(what, key, _key_meant(key, self._asked))


def _key_meant(key: str, known: Sequence[str]) -> Text | None:
    """The nearest key, or one that begins with the same word: ``when_blank`` for ``when_empty``."""
    begin = f"{key.partition('_')[0]}_"
    akin = [it for it in known if "_" in key and it.startswith(begin)]
    return did_you_mean(akin[0] if akin and not nearest(key, known) else key, known)


UNREAD: Sequence[Any] = (None, None)
"""In place of a list that cannot be read: neither empty nor too short."""


def _code_of(item: object) -> str | None:
    """The code by which an item of a list is called, if it has one that can be read."""
    code = item.get("code") if isinstance(item, Mapping) else None
    return code.strip() if isinstance(code, str) and CODE.fullmatch(code.strip()) else None
