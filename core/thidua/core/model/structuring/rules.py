"""The rules that a criteria set and a scheme share: rounding, ranking, tie chain, bands."""

from typing import TypedDict

from thidua.core.exact.rounding import RoundingMode
from thidua.core.model.criteria import (
    Band,
    Combine,
    CombineKind,
    RankOn,
    RankScheme,
    Rounding,
    TieKey,
    TieKeyKind,
)
from thidua.core.model.plain_table import PlainTable
from thidua.core.model.plain_values import (
    NotRead,
    as_number,
    as_places,
    as_text,
    did_you_mean,
    one_of,
)
from thidua.core.text.bilingual import Text

_WITH_CODE = (
    TieKeyKind.SECTION,
    TieKeyKind.CRITERION,
    TieKeyKind.INDICATOR,
    TieKeyKind.FORMULA,
)
_DIRECTIONS = {"asc": False, "desc": True}
_COMBINE_WORDS = tuple(kind.value for kind in CombineKind if kind is not CombineKind.EXPRESSION)


class Rules(TypedDict):
    """What a criteria set and a scheme declare alike."""

    rounding: Rounding
    rank_on: RankOn
    tie_breakers: tuple[TieKey, ...]
    rank_scheme: RankScheme
    bands: tuple[Band, ...]


def read_rules(table: PlainTable) -> Rules:
    """The rules at the top of a criteria set or a scheme."""
    rounding = _rounding(table.table("rounding"))
    return Rules(
        rounding=rounding,
        rank_on=_rank_on(table, rounding),
        tie_breakers=table.values("tie_breakers", as_tie_key),
        rank_scheme=table.read("rank_scheme", one_of(RankScheme), RankScheme.COMPETITION),
        bands=tuple(_band(band) for band in table.tables("bands")),
    )


def _rounding(table: PlainTable) -> Rounding:
    rounding = Rounding(
        mode=table.read("mode", one_of(RoundingMode), RoundingMode.HALF_UP),
        criterion=table.read("criterion", as_places, None),
        section=table.read("section", as_places, None),
        part=table.read("part", as_places, None),
        total=table.read("total", as_places, None),
    )
    table.close()
    return rounding


def _rank_on(table: PlainTable, rounding: Rounding) -> RankOn:
    """What ranks are read from; without a rounded total there is nothing else than exact."""
    rank_on = table.read("rank_on", one_of(RankOn), RankOn.EXACT)
    if rank_on is RankOn.EXACT or rounding.total is not None:
        return rank_on
    table.note(
        Text(
            'rank_on = "rounded" cần biết tổng điểm được làm tròn đến mấy chữ số.',
            'rank_on = "rounded" needs to know to how many places totals are rounded.',
        ),
        "rank_on",
        Text("Thêm rounding = { total = 2 }.", "Add rounding = { total = 2 }."),
    )
    return RankOn.EXACT


def _band(table: PlainTable) -> Band:
    band = Band(
        code=table.code(),
        low=table.read("from", as_number, None),
        high=table.read("below", as_number, None),
        title=table.title("title", None),
    )
    table.close()
    return band


def as_tie_key(value: object) -> TieKey:
    """A key of the tie chain: ``section:A``, ``indicator:par_index desc``."""
    text = as_text(value)
    head, _, last = text.rpartition(" ")
    descending = _DIRECTIONS.get(last) if head else None
    word, _, code = (text if descending is None else head).strip().partition(":")
    words = [kind.value for kind in TieKeyKind]
    if word not in words:
        what = Text(f"“{word}” không phải là khóa phân hạng.", f"“{word}” is not a tie key.")
        raise NotRead(what, did_you_mean(word, words))
    kind = TieKeyKind(word)
    if (kind in _WITH_CODE) != bool(code.strip()):
        raise _code_misplaced(kind)
    return TieKey(kind, code.strip(), descending)


def _code_misplaced(kind: TieKeyKind) -> NotRead:
    if kind in _WITH_CODE:
        return NotRead(
            Text(f"Khóa “{kind}” thiếu mã sau dấu hai chấm.", f"The key “{kind}” needs a code."),
            Text(f'Viết "{kind}:MÃ".', f'Write "{kind}:CODE".'),
        )
    return NotRead(
        Text(f"Khóa “{kind}” không có mã đi kèm.", f"The key “{kind}” takes no code."),
        Text(f"Viết “{kind}”.", f"Write “{kind}”."),
    )


def read_combine(table: PlainTable) -> Combine:
    """How a section, or the set, makes its points of its children's; ``places`` beside it."""
    text = table.read("combine", _as_combine, CombineKind.SUM.value)
    kind = CombineKind(text) if text in _COMBINE_WORDS else CombineKind.EXPRESSION
    if kind is CombineKind.GEOMETRIC_MEAN:
        return Combine(kind, places=table.need("places", as_places, 0))
    if table.has("places"):
        table.note(
            Text(
                '“places” chỉ đi cùng combine = "geometric-mean".',
                '“places” goes with combine = "geometric-mean" only.',
            ),
            "places",
        )
    return Combine(kind, text if kind is CombineKind.EXPRESSION else "")


def _as_combine(value: object) -> str:
    text = as_text(value)
    if "(" in text or text in _COMBINE_WORDS:
        return text
    raise NotRead(
        Text(f"Không có cách gộp điểm “{text}”.", f"There is no way to combine called “{text}”."),
        did_you_mean(text, _COMBINE_WORDS),
    )
