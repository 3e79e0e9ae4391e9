"""What entries keep of what was recorded, and cells of what they have read."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import Name
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.observation import (
    LAYERS,
    JudgedPoints,
    Layer,
    Observation,
    ObservationKind,
    Place,
)
from thidua.core.model.period import Span
from thidua.core.model.scheme import Scheme
from thidua.core.scoring.cells import cell_of
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.entries import Entries, Member, Recorded, entries_at, inputs_of
from thidua.core.scoring.results import Case, ClusterScore

CompileTable = Callable[..., CompiledSet]
Play = Callable[..., ClusterScore]

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
TABLE = """
points = 20
criteria = [
  { code = "A", points = 10, formula = "b + a" },
  { code = "P", points = 10 },
  { code = "P.1", parent = "P", points = 10, formula = "a" },
]
"""


def as_read(table: CompiledSet, recorded: Recorded, layer: Layer = Layer.COUNCIL) -> Entries:
    return entries_at(layer, recorded, table.indicators, inputs_of([table]), ["u"])


def test_entries_are_of_their_layer(compile_table: CompileTable) -> None:
    table = compile_table(TABLE)
    assert [as_read(table, Recorded(), layer).layer for layer in LAYERS] == list(LAYERS)


def test_an_observation_that_nobody_published_is_read_as_such(compile_table: CompileTable) -> None:
    actual = ObservationKind.ACTUAL
    seen = [
        Observation("u", code, actual, YEAR, Fraction(3), illustrative=code == "a")
        for code in ("a", "b")
    ]
    entries = as_read(compile_table(TABLE), Recorded(tuple(seen)))
    assert entries.illustrative == {("u", Name("a"))}


def test_points_of_a_criterion_that_the_sets_lack_are_kept(compile_table: CompileTable) -> None:
    given = JudgedPoints("u", "Z", Place("k", "p"), Layer.SELF, Fraction(3), "biên bản")
    entries = as_read(compile_table(TABLE), Recorded(judged=(given,)))
    assert entries.judged == {("u", "Z"): given}


def test_presumed_figures_are_told_by_their_codes(compile_table: CompileTable) -> None:
    table = compile_table(TABLE)
    blank = Figure(Fraction(0), presumed=True)
    entries = Entries(Layer.SELF, {("u", Name(code)): blank for code in "ab"})
    case = Case(Scheme.plain(table.source), {"table": table}, (Member("u", "U", "x"),), entries)
    total = score_cluster(case).by_unit["u"].total
    assert total is not None
    assert total.parts[0].score.cells["A"].presumed == (Name("a"), Name("b"))


def test_a_part_of_a_criterion_concerns_those_whom_the_criterion_concerns(play: Play) -> None:
    score = play(TABLE, {"u": "a=1 b=1", "v": "a=2 b=1"}, not_applicable={"u": "P"})
    scored, item = score.fields["table"], score.case.sets["table"].by_code["P.1"]
    cells = [cell_of(scored, item, member) for member in scored.members]
    assert [cell.not_applicable for cell in cells] == ["không được giao", None]
    assert cells[1].points is not None and cells[1].points.base == 2


def test_the_readings_of_a_cluster_share_what_aggregates_found(play: Play) -> None:
    scored = play(TABLE, {"u": "a=1 b=1", "v": "a=2 b=1"}).fields["table"]
    shared = [scored.reading(unit, "A").shared for unit in "uv"]
    assert all(one is scored.shared for one in shared)


def test_a_reading_keeps_a_trace_only_if_it_is_to(play: Play) -> None:
    score = play(TABLE, {"u": "a=1 b=1"})
    base = score.case.sets["table"].by_code["A"].base
    assert score.fields["table"].reading("u", "A", trace=True).trace_of(base).children
    with pytest.raises(ValueError, match="no trace"):
        score.fields["table"].reading("u", "A").trace_of(base)
