"""Rules that might have been declared otherwise, and what they would turn, in words."""

from typing import Any

from thidua.core.exact.rounding import RoundingMode
from thidua.core.model.criteria import NotApplicablePolicy
from thidua.core.scoring.alternatives import Change, OtherPlaces, OtherTotals
from thidua.core.scoring.departures import Turn
from thidua.core.scoring.tally import Level
from thidua.core.text.bilingual import Text
from thidua.core.text.joining import join_texts

_MODES = {
    RoundingMode.HALF_UP: Text("nửa đơn vị thì tăng", "a half goes up"),
    RoundingMode.HALF_EVEN: Text("nửa đơn vị thì về chữ số chẵn", "a half goes to the even digit"),
    RoundingMode.UP: Text("luôn làm tròn lên", "always up"),
    RoundingMode.DOWN: Text("luôn bỏ phần lẻ", "always down"),
}

_POLICIES = {
    NotApplicablePolicy.RESCALE: Text(
        "tiêu chí không áp dụng: quy đổi theo các tiêu chí còn lại",
        "criteria that do not apply: the others are scaled up",
    ),
    NotApplicablePolicy.FULL_POINTS: Text(
        "tiêu chí không áp dụng: tính đủ điểm", "criteria that do not apply: full points"
    ),
    NotApplicablePolicy.AVERAGE: Text(
        "tiêu chí không áp dụng: tính bình quân các tiêu chí còn lại",
        "criteria that do not apply: the average of the others",
    ),
}

_LEVELS = {
    Level.CRITERION: Text("điểm từng tiêu chí", "the points of each criterion"),
    Level.SECTION: Text("điểm từng mục", "the points of each section"),
    Level.PART: Text("điểm từng phần", "the points of each part"),
    Level.TOTAL: Text("tổng điểm", "the total"),
}


def change_words(change: Change) -> Text:
    """The rule as it might have been declared: ``làm tròn tổng điểm đến 1 chữ số thập phân``."""
    match change:
        case RoundingMode():
            mode = _MODES[change]
            return Text(f"cách làm tròn: {mode.vi}", f"rounding: {mode.en}")
        case NotApplicablePolicy():
            return _POLICIES[change]
        case OtherTotals(places=places):
            return _totals_words(places)
    return _rounding_words(change)


def _totals_words(places: int | None) -> Text:
    if places is None:
        return Text(
            "xếp hạng theo tổng điểm chính xác, chưa làm tròn",
            "ranks by exact totals, before rounding",
        )
    to = _places_words((places,))
    return Text(f"xếp hạng theo tổng điểm làm tròn {to.vi}", f"ranks by totals rounded {to.en}")


def _rounding_words(change: OtherPlaces) -> Text:
    level = _LEVELS[change.level]
    if not change.places:
        return Text(f"không làm tròn {level.vi}", f"{level.en} not rounded")
    to = _places_words(change.places)
    return Text(f"làm tròn {level.vi} {to.vi}", f"{level.en} rounded {to.en}")


def _places_words(places: tuple[int, ...]) -> Text:
    if places == (0,):
        return Text("đến hàng đơn vị", "to whole points")
    numbers = join_texts([Text(str(one), str(one)) for one in places], "or")
    noun = "decimal place" if places == (1,) else "decimal places"
    return Text(f"đến {numbers.vi} chữ số thập phân", f"to {numbers.en} {noun}")


def change_data(change: Change) -> dict[str, Any]:
    """The rule as codes."""
    match change:
        case RoundingMode():
            return {"kind": "rounding-mode", "value": change.value}
        case NotApplicablePolicy():
            return {"kind": "not-applicable", "value": change.value}
        case OtherTotals(rank_on, places):
            return {"kind": "rank-on", "value": rank_on.value, "places": places}
    return {"kind": "places", "value": change.level.value, "places": list(change.places)}


def turn_words(turn: Turn, rising: str, falling: str) -> Text:
    """Who gains on whom, by name."""
    if turn.is_level:
        return Text(f"{rising} lên ngang hạng {falling}", f"{rising} draws level with {falling}")
    if turn.was_level:
        return Text(
            f"{rising} tách lên trên {falling}", f"{rising} no longer shares with {falling}"
        )
    return Text(f"{rising} vượt lên trên {falling}", f"{rising} passes {falling}")
