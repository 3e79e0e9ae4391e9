"""What is odd in a criteria set, though nothing forbids it: to be shown to its author."""

from collections.abc import Iterator
from itertools import pairwise

from thidua.core.model.criteria import Alternative, Band, CriteriaSet, Criterion, Effect, Row, Start
from thidua.core.model.places import (
    alternative_places,
    criterion_places,
    row_places,
    section_places,
)
from thidua.core.model.validation.branches import branches
from thidua.core.model.validation.shown_numbers import shown_number
from thidua.core.model.validation.trees import Placed
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault


def notices_of(criteria_set: CriteriaSet) -> tuple[Fault, ...]:
    """The oddities of a valid set, each with its place."""
    return tuple(_notices(criteria_set))


def _notices(source: CriteriaSet) -> Iterator[Fault]:
    parents = {branch.place for branch in branches(source)}
    titled: tuple[Placed, ...] = (*section_places(source), *criterion_places(source))
    for place, item in titled:
        if item.title == Text(item.code, item.code):
            yield Fault(Text("Chưa có tên gọi.", "It has no title."), f"{place}.title")
    for place, criterion in criterion_places(source):
        if place not in parents:
            yield from _idle_rows(place, criterion)
        for at, row in row_places(place, criterion):
            yield from _worth_more_later(at, row)
    yield from _unbanded(source.bands)


def _idle_rows(place: str, criterion: Criterion) -> Iterator[Fault]:
    """Rows that cannot change anything in their criterion."""
    starts_full = criterion.base == Start(full=True)
    has_deductions = any(row.effect is Effect.DEDUCT for row in criterion.rows)
    for at, row in row_places(place, criterion):
        if row.effect is Effect.EARN and starts_full:
            yield Fault(
                Text(
                    "Tiêu chí đã bắt đầu với đủ điểm, nên dòng cộng (earn) này không có tác dụng.",
                    "The criterion starts full, so that this earn row does nothing.",
                ),
                at,
                Text('Có lẽ thiếu start = "zero".', 'Perhaps start = "zero" is missing.'),
            )
        if row.only_if_full and not has_deductions:
            yield Fault(
                Text(
                    "Tiêu chí không có dòng trừ nào, nên only_if không có tác dụng.",
                    "The criterion has no deduct row, so that only_if does nothing.",
                ),
                f"{at}.only_if",
            )


def _worth_more_later(place: str, row: Row) -> Iterator[Fault]:
    """Cases of which a later one is worth more: only the first that holds counts."""
    cases = alternative_places(place, row)
    for (_, earlier), (at, later) in pairwise(cases):
        if _is_comparable(earlier, later) and later.amount > earlier.amount:
            more, less = shown_number(later.amount), shown_number(earlier.amount)
            yield Fault(
                Text(
                    f"Trường hợp sau ({more.vi} điểm) lớn hơn trường hợp trước ({less.vi} điểm);"
                    " chỉ trường hợp đầu tiên đúng điều kiện được tính.",
                    f"This case ({more.en} points) is worth more than the one before"
                    f" ({less.en} points); only the first that holds counts.",
                ),
                at,
            )


def _is_comparable(earlier: Alternative, later: Alternative) -> bool:
    return earlier.per == later.per


def _unbanded(bands: tuple[Band, ...]) -> Iterator[Fault]:
    """Totals that would fall in no band."""
    if bands and all(band.low is not None for band in bands):
        yield Fault(
            Text(
                "Kết quả dưới bậc xếp loại thấp nhất không được xếp loại.",
                "Totals below the lowest band are in none.",
            ),
            "bands",
        )
    if bands and all(band.high is not None for band in bands):
        yield Fault(
            Text(
                "Kết quả từ ngưỡng trên của bậc cao nhất trở lên không được xếp loại.",
                "Totals from the upper edge of the highest band on are in none.",
            ),
            "bands",
        )
