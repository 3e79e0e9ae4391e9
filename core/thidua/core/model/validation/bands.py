"""Tables of thresholds: steps and result bands that neither overlap nor leave gaps unsaid."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from attrs import evolve

from thidua.core.formula.tree import Step
from thidua.core.model.criteria import (
    Band,
    BandTable,
    CriteriaSet,
    Criterion,
    Interpolation,
    Judged,
)
from thidua.core.model.places import criterion_places, numbered, placed, within
from thidua.core.model.validation.doubt import Doubt
from thidua.core.model.validation.shown_numbers import shown_number
from thidua.core.model.validation.trees import repeated_codes
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault

PlacedStep = tuple[str, Step]


def band_faults(source: CriteriaSet, doubt: Doubt) -> Iterator[Fault]:
    """What is wrong with the bases that are tables."""
    for place, criterion in criterion_places(source):
        base = criterion.base
        if isinstance(base, BandTable) and not doubt.within(f"{place}.bands"):
            yield from _table_faults(f"{place}.bands", base)
            yield from _too_many_points(place, criterion, _step_points(place, base), doubt)
        elif isinstance(base, Interpolation) and not doubt.within(f"{place}.interpolate"):
            yield from _knot_faults(f"{place}.interpolate", base)
            yield from _too_many_points(place, criterion, _knot_points(place, base), doubt)
        elif isinstance(base, Judged) and not doubt.within(f"{place}.judged"):
            yield from _judged_faults(f"{place}.judged", base)
            highest = [(f"{place}.judged.to", base.high)]
            yield from _too_many_points(place, criterion, highest, doubt)


def _step_points(place: str, table: BandTable) -> list[tuple[str, Fraction]]:
    steps = numbered(f"{place}.bands.steps", table.steps)
    return [(f"{at}.points", step.points) for at, step in steps]


def _knot_points(place: str, table: Interpolation) -> list[tuple[str, Fraction]]:
    knots = numbered(f"{place}.interpolate.steps", table.knots)
    return [(at, points) for at, (_, points) in knots]


def _too_many_points(
    place: str, criterion: Criterion, given: Sequence[tuple[str, Fraction]], doubt: Doubt
) -> Iterator[Fault]:
    """Points of a table above those of the criterion, where nothing makes a bonus of the rest."""
    if criterion.bonus_cap is not None or doubt.about(place, "points", "bonus_cap"):
        return
    most = shown_number(criterion.points)
    for at, points in given:
        if points > criterion.points:
            shown = shown_number(points)
            yield Fault(
                Text(
                    f"{shown.vi} điểm vượt điểm chuẩn của tiêu chí ({most.vi}).",
                    f"{shown.en} points exceed those of the criterion ({most.en}).",
                ),
                at,
                Text(
                    "Nếu phần vượt là điểm thưởng, hãy khai bonus_cap cho tiêu chí.",
                    "If the excess is bonus, give the criterion a bonus_cap.",
                ),
            )


def _table_faults(place: str, table: BandTable) -> Iterator[Fault]:
    steps = numbered(f"{place}.steps", table.steps)
    allowed = table.uncovered is not None
    yield from interval_faults(steps, gaps_allowed=allowed, remedy=_MEET_OR_DECLARE)
    if table.uncovered is None:
        yield from _open_ends(steps)


def _open_ends(steps: Sequence[PlacedStep]) -> Iterator[Fault]:
    in_order = _sorted(steps)
    (lowest, low), (highest, high) = in_order[0], in_order[-1]
    if low.low is not None:
        place = within(lowest, "over" if low.low_open else "from")
        yield _end_uncovered(place, "dưới bậc thấp nhất", "below the lowest step")
    if all(step.high is not None for _, step in in_order):
        place = within(highest, "below" if high.high_open else "to")
        yield _end_uncovered(place, "trên bậc cao nhất", "above the highest step")


def _end_uncovered(place: str, vi: str, en: str) -> Fault:
    return Fault(
        Text(f"Giá trị {vi} không được tính điểm nào.", f"Values {en} have no points."),
        place,
        Text(
            'Bỏ ngưỡng ở đầu này, hoặc khai uncovered = "no-score".',
            'Leave out the threshold at this end, or declare uncovered = "no-score".',
        ),
    )


def result_band_faults(source_bands: Sequence[Band], doubt: Doubt) -> Iterator[Fault]:
    """What is wrong with the bands of results of a set or a scheme."""
    bands = placed("bands", source_bands)
    yield from repeated_codes(bands, doubt)
    if any(doubt.within(place) for place, _ in bands):
        return
    steps = [(place, Step(Fraction(0), band.low, high=band.high)) for place, band in bands]
    yield from interval_faults(steps, gaps_allowed=False)


_MEET: Final = Text("Cho các bậc nối tiếp nhau.", "Let the steps meet.")
_MEET_OR_DECLARE: Final = Text(
    'Cho các bậc nối tiếp nhau, hoặc khai uncovered = "no-score".',
    'Let the steps meet, or set uncovered = "no-score".',
)


def interval_faults(
    steps: Sequence[PlacedStep], *, gaps_allowed: bool, remedy: Text = _MEET
) -> Iterator[Fault]:
    """Steps that hold nothing, overlap, or leave a gap between them, with what helps there."""
    for place, step in steps:
        if _is_empty(step):
            yield Fault(
                Text(
                    "Bậc này không chứa giá trị nào: ngưỡng dưới phải nhỏ hơn ngưỡng trên.",
                    "The step holds no value: its lower edge must be below the upper one.",
                ),
                place,
            )
    in_order = _sorted(steps)
    for (lower_place, lower), (place, upper) in pairwise(in_order):
        if _overlap(lower, upper):
            yield _overlapping(lower_place, place)
        elif _gap(lower, upper) and not gaps_allowed:
            yield evolve(_gaping(lower, upper, place), remedy=remedy)


def _sorted(steps: Sequence[PlacedStep]) -> list[PlacedStep]:
    return sorted(
        steps, key=lambda item: (item[1].low is not None, item[1].low or 0, item[1].low_open)
    )


def _is_empty(step: Step) -> bool:
    if step.low is None or step.high is None:
        return False
    is_point = step.low == step.high and not step.low_open and not step.high_open
    return step.low >= step.high and not is_point


def _overlap(lower: Step, upper: Step) -> bool:
    if lower.high is None or upper.low is None:
        return True
    shares_edge = not lower.high_open and not upper.low_open
    return lower.high > upper.low or (lower.high == upper.low and shares_edge)


def _gap(lower: Step, upper: Step) -> bool:
    assert lower.high is not None and upper.low is not None
    misses_edge = lower.high_open and upper.low_open
    return lower.high < upper.low or (lower.high == upper.low and misses_edge)


def _overlapping(lower: str, upper: str) -> Fault:
    return Fault(
        Text(f"Bậc này chồng lên bậc {lower}.", f"This step overlaps {lower}."),
        upper,
        Text(
            "Dùng from (từ, kể cả), over (trên), to (đến, kể cả), below (dưới) để mỗi giá trị thuộc"
            " đúng một bậc.",
            "Use from (included), over, to (included) and below so that each value has one step.",
        ),
    )


def _gaping(lower: Step, upper: Step, place: str) -> Fault:
    low, high = shown_number(lower.high or Fraction(0)), shown_number(upper.low or Fraction(0))
    if lower.high == upper.low:
        text = Text(f"Đúng {low.vi} không thuộc bậc nào.", f"Exactly {low.en} is in no step.")
    else:
        text = Text(
            f"Có khoảng trống giữa {low.vi} và {high.vi}.",
            f"There is a gap between {low.en} and {high.en}.",
        )
    return Fault(text, place)


def _knot_faults(place: str, table: Interpolation) -> Iterator[Fault]:
    for (_, (before, _)), (at, (value, _)) in pairwise(numbered(f"{place}.steps", table.knots)):
        if value <= before:
            yield Fault(
                Text("Các mốc phải tăng dần.", "The points must stand in increasing order."), at
            )


def _judged_faults(place: str, base: Judged) -> Iterator[Fault]:
    if base.low > base.high:
        yield Fault(Text("“from” lớn hơn “to”.", "“from” is above “to”."), within(place, "from"))
