"""One trial, read by the rulebook and by the program: what they disagree about."""

from collections.abc import Callable, Mapping

from rulebook.plain import PlainCluster
from rulebook.scoring import rank_cluster, scheme_of
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.columns.results import TOO_WIDE
from thidua.core.scoring.results import Case
from thidua.core.text.fault import Refused
from trials.casting import plain_of
from trials.differing import differences
from trials.readings import columns_of, ranking_of, scalar, told_in_columns
from trials.shown import Rankings, Shown, as_shown, is_provisional

Clusters = Mapping[str, PlainCluster]
TableReading = Callable[[Clusters], Shown]


def by_the_rules(clusters: Clusters) -> Rankings:
    """The rankings of the rulebook."""
    return {code: rank_cluster(one) for code, one in clusters.items()}


def scalar_disagreements(clusters: Clusters, expected: Rankings) -> list[str]:
    """Where the scalar reading gives another number, to the last digit."""
    return differences(expected, scalar(clusters))


def telling_disagreements(case: Case) -> list[str]:
    """Where a large cluster would be told otherwise than a small one: points, reasons, presumed
    figures, members left out."""
    one, other = score_cluster(case), told_in_columns(case)
    found = [
        f"{row.member.unit}: {row}, not {other.by_unit[row.member.unit]}"
        for row in one.rows
        if row != other.by_unit[row.member.unit]
    ]
    if one.left_out != other.left_out:
        found.append(f"left out {one.left_out}, not {other.left_out}")
    return found


def table_disagreements(reading: TableReading, clusters: Clusters, expected: Rankings) -> list[str]:
    """Where a reading in columns shows another number, rank, band or status."""
    try:
        shown = reading(clusters)
    except Refused as refusal:
        assert refusal.faults == (TOO_WIDE,)
        return [] if _is_too_wide(expected) else ["refused, though a column holds all points"]
    found = differences(as_shown(expected, shown.digits), shown.rankings)
    for code, ranking in expected.items():
        rank_scheme = scheme_of(clusters[code]).get("rank_scheme", "1224")
        wanted = is_provisional(ranking, rank_scheme)
        if shown.provisional[code] is not wanted:
            found.append(f"{code}: provisional {wanted}, not {shown.provisional[code]}")
    return found


def _is_too_wide(expected: Rankings) -> bool:
    """Whether any points come near to what 18 digits hold, two of them decimals."""
    rows = [row for ranking in expected.values() for row in ranking.rows.values()]
    some = [row.points for row in rows] + [one for row in rows for one in row.places.values()]
    return max((abs(one) for one in some if one is not None), default=0) > 10**15


def case_disagreements(case: Case) -> list[str]:
    """What the readings of any case disagree about with the rulebook."""
    expected = {"k": rank_cluster(plain_of(case))}
    found = differences(expected, {"k": ranking_of(score_cluster(case))})
    shown = columns_of({"k": case})
    in_columns = differences(as_shown(expected, shown.digits), shown.rankings)
    return [
        *(f"scalar: {text}" for text in found),
        *(f"columns: {text}" for text in in_columns),
        *(f"as told: {text}" for text in telling_disagreements(case)),
    ]
