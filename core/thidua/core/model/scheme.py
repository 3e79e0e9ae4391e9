"""How one cluster is scored in one period."""

from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen, validators

from thidua.core.model.code import frozen_mapping, is_code, repeated
from thidua.core.model.criteria import (
    Band,
    Cap,
    CriteriaSet,
    RankOn,
    RankScheme,
    Rounding,
    TieKey,
)
from thidua.core.text.bilingual import Text


class PartBonus(StrEnum):
    """What becomes of the bonus points of a part."""

    ADDED = "added"
    SCALED = "scaled"
    DROPPED = "dropped"


@frozen
class Part:
    """A share of the score: one criteria set for all, or each member's own sector set."""

    code: str = field(validator=is_code)
    title: Text
    weight: Fraction | None = None
    """The points of the part on the scheme's scale; None: the set's own points."""
    criteria: str | None = None
    by_sector: tuple[tuple[str, str], ...] = field(default=(), converter=frozen_mapping)
    """Sector code to criteria set code."""
    bonus: PartBonus = PartBonus.ADDED

    def __attrs_post_init__(self) -> None:
        if (self.criteria is None) == (not self.by_sector):
            raise ValueError(f"part {self.code}: name criteria or by_sector, not both")
        if self.by_sector and self.weight is None:
            raise ValueError(f"part {self.code}: sets that differ by sector need a weight")

    @property
    def is_common(self) -> bool:
        """Whether every member is scored with the same set."""
        return self.criteria is not None

    def set_codes(self) -> tuple[str, ...]:
        """All the criteria sets that the part may use."""
        return (self.criteria,) if self.criteria else tuple(code for _, code in self.by_sector)

    def set_for(self, sector: str | None) -> str | None:
        """The set by which a member of that sector is scored; None where none is named."""
        return self.criteria or dict(self.by_sector).get(sector or "")


@frozen
class Scheme:
    """Parts and the rules over them; a plain cluster has one part and its set's own rules."""

    parts: tuple[Part, ...] = field(validator=validators.min_len(1))
    rounding: Rounding = Rounding()
    rank_on: RankOn = RankOn.EXACT
    tie_breakers: tuple[TieKey, ...] = ()
    rank_scheme: RankScheme = RankScheme.COMPETITION
    bands: tuple[Band, ...] = ()
    bonus_cap: Cap = None
    code: str = ""

    def __attrs_post_init__(self) -> None:
        if again := repeated(self.parts, lambda part: part.code):
            raise ValueError(f"part {again[0].code} stands twice")
        if self.rank_on is RankOn.ROUNDED and self.rounding.total is None:
            raise ValueError("rank_on = rounded needs rounding.total")

    @staticmethod
    def plain(criteria: CriteriaSet) -> "Scheme":
        """The scheme of a cluster that is scored by one set and nothing else."""
        return Scheme(
            parts=(Part(code=criteria.code, title=criteria.title, criteria=criteria.code),),
            rounding=criteria.rounding,
            rank_on=criteria.rank_on,
            tie_breakers=criteria.tie_breakers,
            rank_scheme=criteria.rank_scheme,
            bands=criteria.bands,
            bonus_cap=None,
            code=criteria.code,
        )
