"""One table of whole clusters, from gates to ranks, with the rows that columns cannot decide."""

from collections.abc import Mapping

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from thidua.core.formula.columns.masks import Mask, but, either, filled, unless_all
from thidua.core.model.criteria import RankOn, RankScheme, TieKeyKind
from thidua.core.model.observation import Standing
from thidua.core.scoring.cluster_scoring import STATUS_OF_STANDING
from thidua.core.scoring.columns.banding import bands_of
from thidua.core.scoring.columns.enclosing import Amounts
from thidua.core.scoring.columns.gates import GateColumns, present_of, read_gates
from thidua.core.scoring.columns.layout import Layout, set_rules_of
from thidua.core.scoring.columns.members import SetMembers, members_of
from thidua.core.scoring.columns.ranking import Ranks, rank
from thidua.core.scoring.columns.results import STATUSES, TableScore
from thidua.core.scoring.columns.scalar_cells import ScalarClusters
from thidua.core.scoring.columns.sections import score_branch
from thidua.core.scoring.columns.showing import Showing
from thidua.core.scoring.columns.spreading import spreads_of
from thidua.core.scoring.columns.table import ClusterTable, Rules
from thidua.core.scoring.columns.tie_values import TieValues
from thidua.core.scoring.columns.totals import SetColumns, TotalColumns, total_of
from thidua.core.scoring.columns.twins import Twins
from thidua.core.scoring.columns.work import SetWork
from thidua.core.scoring.results import Status
from thidua.core.scoring.tally import Level
from thidua.core.scoring.totals import scale_of


def score_columns(rules: Rules, layout: Layout, table: ClusterTable) -> tuple[TableScore, Mask]:
    """The scores, and the rows whose clusters the scalar reading has to score."""
    scalar = ScalarClusters(rules, table)
    members = _members(rules, table)
    gates = read_gates(table, list(members.values()), scalar)
    present = present_of(gates)
    sets = {code: _score_set(rules, one, present, scalar) for code, one in members.items()}
    totals = total_of(rules.scheme, sets, table)
    unknown = either(gates.unknown, totals.unknown)
    counted = filled(but(present, unknown), table.rows, absent=True)
    points = totals.points if rules.scheme.rank_on is RankOn.ROUNDED else totals.exact
    ranks = rank(
        counted,
        points,
        table.segments,
        rules.scheme.tie_breakers,
        rules.scheme.rank_scheme,
        TieValues(rules, table, present, totals.parts, sets),
        Twins(table),
    )
    return _assembled(
        rules, layout, table, _Found(gates, present, sets, totals, points, counted, ranks)
    )


@frozen(eq=False)
class _Found:
    """What is known of all members before it is laid out."""

    gates: GateColumns
    present: Mask | None
    sets: Mapping[str, SetColumns]
    totals: TotalColumns
    points: Amounts
    """The numbers by which members are ranked."""
    counted: Mask
    """Those who are ranked."""
    ranks: Ranks


def _members(rules: Rules, table: ClusterTable) -> dict[str, SetMembers]:
    """The sets by which anybody is scored."""
    codes = dict.fromkeys(code for part in rules.scheme.parts for code in part.set_codes())
    found = {code: members_of(rules, table, code) for code in codes}
    return {code: one for code, one in found.items() if one.taken is None or len(one.taken)}


def _score_set(
    rules: Rules, members: SetMembers, present: Mask | None, scalar: ScalarClusters
) -> SetColumns:
    compiled = members.compiled
    applies = {
        item.criterion.code: members.applies(item)
        for item in compiled.criteria
        if item.criterion.parent is None
    }
    set_rules = set_rules_of(rules)[compiled.source.code]
    spreads = spreads_of(set_rules, applies, members.rows)
    kinds = {key.kind for key in rules.scheme.tie_breakers}
    work = SetWork(
        set_rules,
        members,
        spreads,
        applies,
        present,
        scalar,
        counts_reached=TieKeyKind.CRITERIA_AT_MAXIMUM in kinds,
    )
    return SetColumns(work, score_branch(work, set_rules.root))


def _assembled(
    rules: Rules, layout: Layout, table: ClusterTable, found: _Found
) -> tuple[TableScore, Mask]:
    scheme, counted, totals, ranks = rules.scheme, found.counted, found.totals, found.ranks
    showing = Showing(layout, found.present, table.rows)
    known = unless_all(counted)
    bands = bands_of(found.points, scale_of(scheme, rules.sets), scheme.bands)
    statuses = _statuses(table, found)
    score = TableScore(
        statuses=statuses,
        ranks=ranks.ranks,
        ranked=counted,
        shares_rank=ranks.shared,
        points=showing.column(totals.points, layout.total, known),
        bonus=showing.column(totals.bonus, layout.total, known),
        deductions=showing.column(totals.deductions, layout.deductions, known),
        bands=np.where(counted & bands.banded, bands.bands, 0).astype(np.int16),
        banded=counted & bands.banded,
        band_codes=tuple(band.code for band in scheme.bands),
        decided_by=ranks.decided_by,
        decided=ranks.decided,
        places=showing.places(totals.parts, found.sets),
        unknown_criteria=_unknown_criteria(found),
        provisional=_provisional(rules, table, statuses, found),
    )
    undecided = ranks.undecided.copy()
    if bands.undecided is not None:
        undecided |= counted & bands.undecided
    if showing.undecided is not None:
        undecided |= showing.undecided
    return score, undecided


def _statuses(table: ClusterTable, found: _Found) -> NDArray[np.int8]:
    of_word = [
        STATUSES.index(STATUS_OF_STANDING.get(Standing(word or ""), Status.EXCLUDED))
        for word in table.standings.words
    ]
    statuses = np.array(of_word, np.int8)[table.standings.codes]
    statuses[~found.counted] = STATUSES.index(Status.UNSCORED)
    if found.gates.excluded is not None:
        statuses[found.gates.excluded] = STATUSES.index(Status.EXCLUDED)
    return statuses


def _unknown_criteria(found: _Found) -> dict[tuple[str, str], Mask]:
    unknown = {
        (code, place.code): scored.work.members.onto_whole(place.unknown)
        for code, scored in found.sets.items()
        for place in scored.root.walk()
        if place.level is Level.CRITERION and place.unknown is not None
    }
    here = {
        key: mask if found.present is None else mask & found.present
        for key, mask in unknown.items()
    }
    return {key: mask for key, mask in here.items() if mask.any()}


def _provisional(
    rules: Rules, table: ClusterTable, statuses: NDArray[np.int8], found: _Found
) -> Mask:
    """The clusters in which a rank may still change without any figure being corrected."""
    open_ = statuses == STATUSES.index(Status.UNSCORED)
    if rules.scheme.rank_scheme is RankScheme.ORDINAL:
        open_ = open_ | found.ranks.shared
    clusters = table.segments.cluster_of_rows[open_]
    provisional: Mask = np.bincount(clusters, minlength=len(table.clusters)) > 0
    for scored in found.sets.values():
        provisional[list(scored.work.left_out)] = True
    return provisional
