"""What must be said wherever points are shown: a proposed basis, a set outside its validity,
figures that nobody published."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from thidua.core.model.compiled import CompiledSet
from thidua.core.model.criteria import Basis, CriteriaSet
from thidua.core.scoring.results import MemberScore
from thidua.core.text.bilingual import LANGUAGES, Text
from thidua.core.text.joining import join_words
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.views.wording import BASIS_WORDS, ILLUSTRATIVE


def outside_validity(sets: Mapping[str, CompiledSet], day: date) -> tuple[CriteriaSet, ...]:
    """The sets that are not in force on a period's last day: they were named all the same."""
    sources = (item.source for item in sets.values())
    return tuple(source for source in sources if not source.covers(day))


def validity_words(sources: Sequence[CriteriaSet]) -> tuple[Text, ...]:
    """The sentence about the sets that are used outside their validity; none where none is."""
    if not sources:
        return ()
    titles = [
        join_words([f"“{source.title.in_language(language)}”" for source in sources], language)
        for language in LANGUAGES
    ]
    several = len(sources) > 1
    head = Text("Các bảng điểm", "Criteria sets") if several else Text("Bảng điểm", "Criteria set")
    verb = "are" if several else "is"
    named = "they are used because they were" if several else "it is used because it was"
    return (
        Text(
            f"{head.vi} {titles[0]} không có hiệu lực trong kỳ này, được dùng vì đã gọi đích danh.",
            f"{head.en} {titles[1]} {verb} not in force in this period; {named} named.",
        ),
    )


def validity_notices(shown: OpenCluster) -> tuple[Text, ...]:
    """The sentence about the cluster's sets that are used outside their validity."""
    return validity_words(_outside(shown))


def validity_codes(shown: OpenCluster) -> list[str]:
    """The codes of the sets that are used outside their validity."""
    return [source.code for source in _outside(shown)]


def standing_data(shown: OpenCluster, rows: Iterable[MemberScore]) -> dict[str, Any]:
    """The fields that say how far the points of some members may be relied on."""
    return {
        "basis": shown.opened.basis.value,
        "illustrative": any(is_illustrative(row) for row in rows),
        "outside_validity": validity_codes(shown),
    }


def is_illustrative(row: MemberScore) -> bool:
    """Whether a figure that nobody published has counted for a member, or has placed it."""
    return row.placed_by_illustrative or any(cell.illustrative for _, cell in row.cells())


def notices_of(shown: OpenCluster, *, illustrative: bool) -> tuple[Text, ...]:
    """What people are told beside the points; empty where everything is official and published."""
    proposed = shown.opened.basis is Basis.PROPOSAL
    basis = (BASIS_WORDS[shown.opened.basis],) if proposed else ()
    made_up = (ILLUSTRATIVE,) if illustrative else ()
    return (*basis, *validity_notices(shown), *made_up)


def _outside(shown: OpenCluster) -> tuple[CriteriaSet, ...]:
    return outside_validity(shown.sets, shown.period.span.end)
