"""One complete real table, in both versions, with one member's real year.

What the table says is tests/data/tien_giang/table.csv; what must come out is the member's report
and the minutes of its appraisal, in cai_lay_results.csv beside it.
"""

import csv
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve

from thidua.core.exact.decimal_text import read_decimal
from thidua.core.exact.reason import ReasonKind
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import BandTable, Basis, CriteriaSet, Criterion, Row
from thidua.core.model.indicator import Indicator, WhenBlank
from thidua.core.model.observation import Layer, Observation
from thidua.core.model.scheme import Scheme
from thidua.core.model.sector_file import SectorFile
from thidua.core.model.structuring import read_criteria_set, read_sector
from thidua.core.model.validation import faults_of
from thidua.core.scoring.cells import Cell
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.entries import Member, Recorded, entries_at
from thidua.core.scoring.results import Case, MemberScore, Status
from thidua.core.text.numbers import read_plain

EXPECTED = Path(__file__).parents[1] / "data" / "tien_giang"
FILES = {"practice": "criteria-2022-practice.toml", "text": "criteria-2023-text.toml"}
UNIT = "cai-lay-tnmt"
ReadFigures = Callable[[str, Iterable[Indicator], Layer], tuple[Observation, ...]]


def rows_of(name: str) -> list[dict[str, str]]:
    with (EXPECTED / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def sector(demo_data: Path) -> SectorFile:
    return read_sector(tomllib.loads((demo_data / "tien_giang/sector.toml").read_text("utf-8")))


@pytest.fixture(scope="module")
def tables(demo_data: Path) -> dict[str, CriteriaSet]:
    return {
        name: read_criteria_set(tomllib.loads((demo_data / "tien_giang" / file).read_text("utf-8")))
        for name, file in FILES.items()
    }


@pytest.fixture(scope="module")
def compiled(tables: Mapping[str, CriteriaSet], sector: SectorFile) -> dict[str, CompiledSet]:
    indicators = {indicator.code: indicator for indicator in sector.indicators}
    return {name: compile_set(table, indicators, {}) for name, table in tables.items()}


@pytest.fixture(scope="module")
def recorded(sector: SectorFile, figures_in: ReadFigures) -> Recorded:
    """The member's facts in two layers, and what is presumed."""
    return Recorded(
        observations=(
            *figures_in("tien_giang/presumed.csv", sector.indicators, Layer.SELF),
            *figures_in("tien_giang/facts-self.csv", sector.indicators, Layer.SELF),
            *figures_in("tien_giang/facts-appraised.csv", sector.indicators, Layer.APPRAISED),
        )
    )


def scored(table: CompiledSet, recorded: Recorded, layer: Layer = Layer.APPRAISED) -> MemberScore:
    member = Member(UNIT, "Phòng TN&MT thị xã Cai Lậy", "district-office")
    case = Case(
        scheme=Scheme.plain(table.source),
        sets={table.source.code: table},
        members=(member,),
        entries=entries_at(layer, recorded, table.indicators, {}, [UNIT]),
    )
    (row,) = score_cluster(case).rows
    return row


def cells_of(row: MemberScore) -> dict[str, Cell]:
    return {cell.criterion: cell for _, cell in row.cells()}


def points_of(row: MemberScore) -> dict[str, Fraction]:
    """The points of each criterion that is known."""
    known = {code: cell.points for code, cell in cells_of(row).items()}
    return {code: points.base + points.bonus for code, points in known.items() if points}


def changed(recorded: Recorded, facts: str) -> Recorded:
    """With "fact=value" pairs in place of what was recorded, in every layer."""
    values = dict(pair.split("=") for pair in facts.split())
    known = {item.indicator for item in recorded.observations}
    assert values.keys() <= known
    return Recorded(
        observations=tuple(
            evolve(item, value=read_plain(values[item.indicator]))
            if item.indicator in values
            else item
            for item in recorded.observations
        )
    )


def without(recorded: Recorded, indicator: str) -> Recorded:
    return Recorded(
        observations=tuple(item for item in recorded.observations if item.indicator != indicator)
    )


# The points of 2022


@pytest.mark.parametrize(
    ("table", "layer", "column"),
    [
        ("practice", Layer.SELF, "self_score_report"),
        ("practice", Layer.APPRAISED, "appraised_minutes_2022-12-09"),
        ("text", Layer.APPRAISED, "recomputed_stored_text"),
    ],
)
def test_each_of_the_31_criteria_has_the_points_of_the_report_and_the_minutes(
    compiled: Mapping[str, CompiledSet], recorded: Recorded, table: str, layer: Layer, column: str
) -> None:
    *expected, total = rows_of("cai_lay_results.csv")
    row = scored(compiled[table], recorded, layer)

    assert points_of(row) == {line["criterion"]: read_decimal(line[column]) for line in expected}
    assert len(expected) == 31
    assert row.total is not None and row.total.points == read_decimal(total[column])


def test_the_three_totals_are_those_of_the_issue(
    compiled: Mapping[str, CompiledSet], recorded: Recorded
) -> None:
    rows = [
        scored(compiled["practice"], recorded, Layer.SELF),
        scored(compiled["practice"], recorded),
        scored(compiled["text"], recorded),
    ]
    totals = [row.total.points for row in rows if row.total is not None]
    assert totals == [Fraction("124.4"), Fraction("118.4"), Fraction("115.7")]


def test_the_text_gives_other_points_than_the_appraisal_in_three_criteria_only(
    compiled: Mapping[str, CompiledSet], recorded: Recorded
) -> None:
    practice = points_of(scored(compiled["practice"], recorded))
    text = points_of(scored(compiled["text"], recorded))
    assert [code for code in practice if practice[code] != text[code]] == ["C2", "C4", "d2"]


# Changing one fact


@pytest.mark.parametrize(
    "change", rows_of("changes.csv"), ids=lambda change: f"{change['table']}: {change['rule']}"
)
def test_changing_a_fact_changes_the_points_as_its_rule_says(
    compiled: Mapping[str, CompiledSet], recorded: Recorded, change: Mapping[str, str]
) -> None:
    table, criterion = compiled[change["table"]], change["criterion"]
    before = points_of(scored(table, recorded))
    after = points_of(scored(table, changed(recorded, change["changed"])))

    assert after == {**before, criterion: read_decimal(change["points"])}


@pytest.mark.parametrize(
    ("fact", "criterion"),
    [
        ("households_served=98", "C1"),
        ("households_served=95,9", "C1"),
        ("businesses_to_standard=90", "C2"),
        ("businesses_to_standard=69,9", "C2"),
    ],
)
def test_a_value_in_a_gap_of_the_bands_has_no_score_and_says_why(
    compiled: Mapping[str, CompiledSet], recorded: Recorded, fact: str, criterion: str
) -> None:
    row = scored(compiled["practice"], changed(recorded, fact))

    assert row.status is Status.UNSCORED
    assert row.total is None or row.total.points is None
    (reason,) = row.unknown
    assert reason.kind is ReasonKind.UNCOVERED
    assert cells_of(row)[criterion].points is None
    assert len(points_of(row)) == 30


def test_just_above_98_percent_has_full_points(
    compiled: Mapping[str, CompiledSet], recorded: Recorded
) -> None:
    row = scored(compiled["practice"], changed(recorded, "households_served=98,01"))
    assert points_of(row)["C1"] == 5


@pytest.mark.parametrize("table", FILES)
def test_a_unit_without_its_self_report_is_not_ranked(
    compiled: Mapping[str, CompiledSet], recorded: Recorded, table: str
) -> None:
    for nothing_sent in (without(recorded, "self_report"), changed(recorded, "self_report=0")):
        row = scored(compiled[table], nothing_sent)
        assert row.status is Status.EXCLUDED
        assert row.rank is None
        assert row.gate is not None and row.gate.gate.code == "5.2"


def test_without_the_presumptions_nothing_is_assumed(
    compiled: Mapping[str, CompiledSet], sector: SectorFile, recorded: Recorded
) -> None:
    row = scored(compiled["practice"], without(recorded, "land_law_rollouts_late"))
    assert row.status is Status.UNSCORED
    assert [(reason.kind, reason.subject) for reason in row.unknown] == [
        (ReasonKind.MISSING, "land_law_rollouts_late")
    ]
    assert {item.when_blank for item in sector.indicators} == {WhenBlank.MISSING}


# The files themselves


def test_the_tables_have_no_faults_and_say_what_is_known_of_them(
    tables: Mapping[str, CriteriaSet],
) -> None:
    for table in tables.values():
        assert faults_of(table) == ()
        assert table.basis is Basis.OFFICIAL
        assert "tỉnh Tiền Giang" in table.legal_basis
        assert table.points == 100
    assert "chưa xác định" in tables["text"].legal_basis


def coded_rows(table: CriteriaSet) -> dict[str, Row]:
    return {row.code: row for item in table.criteria for row in item.rows if row.code}


def test_the_two_versions_differ_in_three_rows_only(tables: Mapping[str, CriteriaSet]) -> None:
    practice, text = coded_rows(tables["practice"]), coded_rows(tables["text"])
    assert practice.keys() - text.keys() == {"C4.3"}
    assert text.keys() <= practice.keys()
    assert {code for code in text if text[code] != practice[code]} == {"C2.4", "d2.3"}


def amount_of(text: str) -> Fraction | None:
    return abs(read_decimal(text)) if text else None


def source_lines(*kinds: str) -> Iterator[dict[str, str]]:
    for line in rows_of("table.csv"):
        if line["kind"] in kinds:
            yield line


def test_groups_and_criteria_are_those_of_the_source_with_their_points_and_caps(
    tables: Mapping[str, CriteriaSet],
) -> None:
    table = tables["text"]
    sections = {item.code: (item.points, item.parent) for item in table.sections}
    assert sections == {
        line["code"]: (read_decimal(line["max_points"]), line["parent"] or None)
        for line in source_lines("group")
    }
    counted = {item.code: item for item in table.criteria if item.parent is None}
    assert list(counted) == [line["code"] for line in source_lines("criterion")]
    for line in source_lines("criterion"):
        item = counted[line["code"]]
        assert item.points == read_decimal(line["max_points"])
        assert item.section == line["parent"]
        assert item.deductions_cap == amount_of(line["cap"])


def test_every_rule_row_of_the_source_stands_in_the_table_with_its_effect_and_cap(
    tables: Mapping[str, CriteriaSet],
) -> None:
    rows = coded_rows(tables["text"])
    for line in source_lines("deduct", "bonus", "bonus_step"):
        row = rows[line["code"]]
        (alternative,) = row.alternatives
        assert row.effect == line["kind"].removesuffix("_step"), line["code"]
        assert alternative.amount == amount_of(line["effect"]), line["code"]
        assert row.cap == amount_of(line["cap"]), line["code"]


def test_alternatives_of_one_row_are_the_source_rows_from_the_best_down(
    tables: Mapping[str, CriteriaSet],
) -> None:
    rows = coded_rows(tables["text"])
    alternatives: dict[str, list[Fraction]] = {}
    for line in source_lines("band_bonus", "band_deduct", "bonus_alt"):
        grouped = line["code"].rstrip("abcd") if line["parent"] == "3.3" else line["code"]
        grouped = "a4.2" if line["kind"] == "bonus_alt" else grouped
        alternatives.setdefault(grouped, []).append(abs(read_decimal(line["effect"])))
    for code, amounts in alternatives.items():
        found = [alternative.amount for alternative in rows[code].alternatives]
        assert found == sorted(amounts, reverse=True), code


def test_the_bands_are_those_of_the_source_gaps_included(
    tables: Mapping[str, CriteriaSet],
) -> None:
    by_code = {item.code: item for item in tables["text"].criteria}
    for code in ("C1", "C2"):
        base = by_code[code].base
        assert isinstance(base, BandTable) and base.uncovered == "no-score"
        assert [(step.points, step.low, step.high) for step in base.steps] == [
            (read_decimal(line["effect"]), amount_of(line["lo"]), amount_of(line["hi"]))
            for line in source_lines("band")
            if line["parent"] == code
        ]
        for above, below in pairwise(base.steps):
            assert below.high == above.low


def test_the_checklists_of_the_source_are_parts_of_their_criterion_with_its_points(
    tables: Mapping[str, CriteriaSet],
) -> None:
    parts: dict[str, Criterion] = {
        item.code: item for item in tables["text"].criteria if item.parent is not None
    }
    for line in source_lines("checklist"):
        if line["code"] in parts:
            assert parts[line["code"]].parent == line["parent"]
            assert parts[line["code"]].points == read_decimal(line["max_points"])
    assert [line["code"] for line in source_lines("checklist") if line["code"] not in parts] == [
        "3.1.1"
    ]


def test_every_indicator_is_read_by_a_rule_and_recorded_once(
    compiled: Mapping[str, CompiledSet], sector: SectorFile, recorded: Recorded
) -> None:
    codes = {item.code for item in sector.indicators}
    assert {item.code for item in compiled["practice"].indicators} == codes
    own = [item.indicator for item in recorded.observations if item.layer is Layer.SELF]
    assert sorted(own) == sorted(codes)


def test_the_appraisal_changed_two_counts_and_says_why(recorded: Recorded) -> None:
    cut = [item for item in recorded.observations if item.layer is Layer.APPRAISED]
    assert {item.indicator: item.value for item in cut} == {
        "public_land_measures": 4,
        "complaints_withdrawn": 4,
    }
    assert all("09/12/2022" in item.source and item.reason for item in cut)


def test_presumed_is_only_that_nothing_happened_and_that_items_reports_and_plans_are_there(
    sector: SectorFile, figures_in: ReadFigures
) -> None:
    presumed = figures_in("tien_giang/presumed.csv", sector.indicators, Layer.SELF)
    kinds = {item.code: item.kind for item in sector.indicators}
    assert all(item.reason.startswith("Giả định") for item in presumed)
    assert {item.value for item in presumed} == {0, 1}
    assert {kinds[item.indicator] for item in presumed if item.value == 1} == {"yes-no"}
    assert not any(item.illustrative for item in presumed)
