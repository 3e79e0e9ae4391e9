"""Caps, floors and rules of criteria and rows, one criterion at a time."""

from collections.abc import Iterator
from fractions import Fraction

from thidua.core.model.criteria import UNLIMITED, Cap, CriteriaSet, Criterion, Effect, Gate, Row
from thidua.core.model.places import (
    alternative_places,
    criterion_places,
    gate_places,
    row_places,
    section_places,
    within,
)
from thidua.core.model.validation.doubt import Doubt
from thidua.core.model.validation.trees import repeated_codes
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault

MAXIMUM_ROWS = 100
"""Most rows of a criterion: their sum is a tree as deep as they are many."""


def row_faults(source: CriteriaSet, doubt: Doubt) -> Iterator[Fault]:
    """What is wrong with caps, floors and rows."""
    yield from _cap_faults("", source.bonus_cap, source.deductions_cap)
    yield from _negative("points", source.points)
    if source.points == 0 and not doubt.about("points"):
        yield Fault(Text("Bảng điểm phải có điểm.", "A criteria set needs points."), "points")
    for place, section in section_places(source):
        yield from _cap_faults(place, section.bonus_cap, section.deductions_cap)
        yield from _negative(within(place, "points"), section.points)
    for place, criterion in criterion_places(source):
        yield from _cap_faults(place, criterion.bonus_cap, criterion.deductions_cap)
        yield from _negative(within(place, "points"), criterion.points)
        yield from _floor_faults(place, criterion, doubt)
        if len(criterion.rows) > MAXIMUM_ROWS:
            yield _too_many_rows(within(place, "rows"))
        for at, row in row_places(place, criterion):
            yield from _one_row(at, row)
    yield from repeated_codes(tuple(_rows_and_gates(source)), doubt)


def _too_many_rows(place: str) -> Fault:
    return Fault(
        Text(
            f"Tiêu chí có hơn {MAXIMUM_ROWS} dòng.",
            f"The criterion has more than {MAXIMUM_ROWS} rows.",
        ),
        place,
        Text("Tách thành các tiêu chí con.", "Split it into child criteria."),
    )


def _cap_faults(place: str, bonus_cap: Cap, deductions_cap: Cap) -> Iterator[Fault]:
    yield from _negative(within(place, "bonus_cap"), bonus_cap)
    yield from _negative(within(place, "deductions_cap"), deductions_cap)


def _negative(place: str, value: Cap) -> Iterator[Fault]:
    if isinstance(value, Fraction) and value < 0:
        yield Fault(Text("Số không được âm.", "The number may not be negative."), place)


def _floor_faults(place: str, criterion: Criterion, doubt: Doubt) -> Iterator[Fault]:
    if criterion.floor == UNLIMITED or doubt.about(place, "points", "floor"):
        return
    if criterion.floor > criterion.points >= 0:
        yield Fault(
            Text(
                "Mức sàn cao hơn điểm chuẩn của tiêu chí.",
                "The floor is above the points of the criterion.",
            ),
            within(place, "floor"),
        )


def _one_row(place: str, row: Row) -> Iterator[Fault]:
    yield from _negative(within(place, "cap"), row.cap)
    if row.only_if_full and row.effect is not Effect.BONUS:
        yield Fault(
            Text(
                'only_if = "full" chỉ dùng cho dòng cộng điểm thưởng (bonus).',
                'only_if = "full" is for bonus rows only.',
            ),
            within(place, "only_if"),
        )
    cases = alternative_places(place, row)
    for at, case in cases:
        yield from _negative(within(at, "cap"), case.cap if len(cases) > 1 else None)
    for at, case in cases[:-1]:
        if case.when is None:
            yield Fault(
                Text(
                    "Trường hợp này không có điều kiện, nên các trường hợp sau không bao giờ"
                    " được xét.",
                    "This case has no condition, so that the later ones can never count.",
                ),
                at,
                Text("Thêm when, hoặc để nó ở cuối.", "Give it a when, or put it last."),
            )


def _rows_and_gates(source: CriteriaSet) -> Iterator[tuple[str, Row | Gate]]:
    for place, criterion in criterion_places(source):
        yield from row_places(place, criterion)
        yield from gate_places(place, criterion)
