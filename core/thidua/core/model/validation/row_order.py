"""Rows that read other rows: no row may depend on itself, by whatever way round."""

from collections.abc import Iterator, Mapping

from thidua.core.model.criteria import CriteriaSet, Effect, Row
from thidua.core.model.validation.expressions import ReadRow
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault

MAXIMUM_CHAIN = 20
"""Longest way from a row to those that it reads, those that these read, and so on."""


def row_order_faults(source: CriteriaSet, rows: tuple[ReadRow, ...]) -> Iterator[Fault]:
    """Each circle of rows, once."""
    depends = _dependencies(source, rows)
    reported: set[str] = set()
    for row in rows:
        circle = _circle(row.place, depends)
        if circle and reported.isdisjoint(circle):
            reported.update(circle)
            yield _runs_in_a_circle(circle, rows)
    if not reported:
        yield from (_too_long(row) for row in rows if _is_too_long(row.place, depends))


def _is_too_long(place: str, depends: Mapping[str, tuple[str, ...]]) -> bool:
    needed = {place}
    for _ in range(MAXIMUM_CHAIN):
        needed = {other for one in needed for other in depends[one]}
    return bool(needed)


def _too_long(row: ReadRow) -> Fault:
    return Fault(
        Text(
            f"Dòng này dựa vào chuỗi hơn {MAXIMUM_CHAIN} dòng khác.",
            f"This row depends on a chain of more than {MAXIMUM_CHAIN} others.",
        ),
        row.place,
    )


def _dependencies(source: CriteriaSet, rows: tuple[ReadRow, ...]) -> Mapping[str, tuple[str, ...]]:
    """Which rows each row needs, by place."""
    place_of = {row.row.code: row.place for row in reversed(rows)}
    return {
        row.place: (
            *(place_of[code] for code in sorted(row.reads)),
            *(_deductions(source, rows, row) if _looks_at_deductions(row.row) else ()),
        )
        for row in rows
    }


def _looks_at_deductions(row: Row) -> bool:
    return row.only_if_full and row.effect is Effect.BONUS


def _deductions(source: CriteriaSet, rows: tuple[ReadRow, ...], bonus: ReadRow) -> list[str]:
    """The deduct rows that a bonus "only if full" looks at, those of child criteria included."""
    codes = {bonus.criterion.code}
    for _ in source.criteria:
        codes |= {item.code for item in source.criteria if item.parent in codes}
    return [
        row.place for row in rows if row.criterion.code in codes and row.row.effect is Effect.DEDUCT
    ]


def _circle(start: str, depends: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The places on a way from a row back to itself; empty where there is none."""
    came_from: dict[str, str] = {}
    waiting = [start]
    while waiting:
        place = waiting.pop()
        for needed in depends[place]:
            if needed == start:
                return _way(start, place, came_from)
            if needed not in came_from:
                came_from[needed] = place
                waiting.append(needed)
    return ()


def _way(start: str, last: str, came_from: Mapping[str, str]) -> tuple[str, ...]:
    way = [last]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))


def _runs_in_a_circle(circle: tuple[str, ...], rows: tuple[ReadRow, ...]) -> Fault:
    names = {row.place: row.row.code or row.place for row in rows}
    way = " → ".join(names[place] for place in (*circle, circle[0]))
    return Fault(
        Text(f"Các dòng điểm phụ thuộc vòng: {way}.", f"The rows depend in a circle: {way}."),
        circle[0],
    )
