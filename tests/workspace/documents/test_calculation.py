"""Every number of a score sheet and a cluster table, with the formula that gives it exactly."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import pytest

from thidua.core.model.observation import Standing
from thidua.core.workspace.documents.building import plain_of
from thidua.core.workspace.documents.calculation import calculation_of
from thidua.core.workspace.documents.calculation_terms import (
    Greatest,
    Least,
    Number,
    Product,
    Ref,
    Rounded,
    Sum,
    Term,
    less,
    term_as_plain,
    times,
    value_of,
)
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.templates import Document

MakeReading = Callable[..., ClusterReading]
ReadDemo = Callable[[str, str], ClusterReading]
Plain = Mapping[str, Any]

DEMO = (
    ("can-tho-phong", "2020"),
    ("can-tho-don-vi", "2020"),
    ("can-tho-quan-huyen", "2020"),
    ("bac-kan-kt-kt", "2020"),
    ("tien-giang-phong-tnmt", "2022"),
)
ROW = 'code = "{0}"\ntitle = {{ vi = "Tiêu chí {0}", en = "Criterion {0}" }}\n'


def table(top: str, *rows: str) -> str:
    """A point table; a row is ``[[criteria]] A points = 20``, its title going without saying."""
    head = 'code = "bang"\ntitle = { vi = "Bảng", en = "Table" }\nbasis = "official"\n'
    made = []
    for row in rows:
        kind, code, rest = row.split(maxsplit=2)
        made.append(f"{kind}\n{ROW.format(code)}{rest.replace('; ', chr(10))}\n")
    return head + top.replace("; ", "\n") + "\n" + "".join(made)


SHARE = 'points = 20; formula = "points * min(jobs / jobs.target, 1)"'
CAPS = table(
    "points = 60; rounding = { criterion = 2, section = 1, total = 0 };"
    " bonus_cap = 4; deductions_cap = 3",
    "[[sections]] I points = 40; bonus_cap = 2; deductions_cap = 1",
    "[[sections]] II points = 20",
    f'[[criteria]] I.1 section = "I"; {SHARE}',
    '[[criteria]] I.2 section = "I"; points = 20; bonus_cap = 3;'
    ' rows = [ { deduct = "0.5", per = "breaches" }, { bonus = 3, when = "poverty < 5" } ]',
    '[[criteria]] II.1 section = "II"; points = 20; bonus_cap = 9;'
    ' rows = [ { deduct = 2, per = "breaches" }, { bonus = "1.5", per = "models" } ]',
)
MEANS = table(
    'points = 40; combine = "weighted-mean"; rounding = { total = 2 }',
    '[[sections]] I points = 20; weight = 2; combine = "weighted-mean"',
    '[[sections]] II points = 20; weight = 1; combine = "geometric-mean"; places = 3',
    f'[[criteria]] I.1 section = "I"; weight = 3; {SHARE}',
    '[[criteria]] I.2 section = "I"; weight = 1; points = 20; formula = "models"',
    '[[criteria]] II.1 section = "II"; weight = 1; points = 10; formula = "models"',
    '[[criteria]] II.2 section = "II"; weight = 1; points = 10; formula = "poverty"',
)
PLAIN = table(
    "points = 20; rounding = { total = 1 }",
    f"[[criteria]] A {SHARE}",
    '[[criteria]] B points = 0; bonus_cap = 9; rows = [ { bonus = 1, per = "models" } ]',
)
SCHEME = """
code = "khoi"
bonus_cap = 5
{top}
rounding = {{ part = {part}, total = {total} }}
[[parts]]
code = "chung"
title = {{ vi = "Phần chung", en = "Common part" }}
weight = 30
criteria = "bang"
bonus = "{bonus}"
"""
TIED = "jobs=30 jobs.target=40 breaches={breaches} poverty=4 models=1"


def usual(jobs: str = "1", breaches: str = "1", models: str = "3") -> str:
    return f"jobs={jobs} jobs.target=3 breaches={breaches} poverty=4 models={models}"


def cells(plain: Plain, grid: str = "points") -> dict[tuple[str, int], Plain]:
    """By title and column."""
    return {
        (row["title"], column): cell
        for row in plain["rows"]
        for column, cell in enumerate(row["cells"][grid])
    }


def computed(term: Any, known: Callable[[str, int], Fraction]) -> Fraction:
    """What a plain formula gives; spreadsheets round a half away from zero."""
    name, *rest = term
    if name == "ref":
        return known(*rest)
    if name == "number":
        return Fraction(rest[0])
    if name == "round":
        value, scale = computed(rest[0], known), 10 ** rest[1]
        half = Fraction(1, 2) if value >= 0 else -Fraction(1, 2)
        return Fraction(int(value * scale + half), scale)
    values = [computed(it, known) for it in rest]
    if name == "product":
        product = Fraction(1)
        for value in values:
            product *= value
        return product
    if name == "sum":
        return sum(values, Fraction(0))
    return min(values) if name == "min" else max(values)


def formulas(plain: Plain) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Title, value and what the formula gives from the values in its column."""
    for row in plain["rows"]:
        for column in range(len(plain["columns"])):

            def known(grid: str, number: int, column: int = column) -> Fraction:
                return Fraction(plain["rows"][number]["cells"][grid][column]["value"])

            for grid in plain["grids"]:
                cell = row["cells"][grid][column]
                if cell["formula"]:
                    yield row["title"], Fraction(cell["value"]), computed(cell["formula"], known)


def origins(plain: Plain, kind: str, grid: str = "points") -> set[str]:
    return {
        cell["origin"]
        for row in plain["rows"]
        if row["kind"] == kind
        for cell in row["cells"][grid]
        if cell["value"]
    }


def table_of(read: ClusterReading) -> Plain:
    return calculation_of(Document.CLUSTER_TABLE, read)


# What the formulas say


@pytest.mark.parametrize(("name", "period"), DEMO)
def test_every_formula_gives_the_number_of_the_record(
    demo: ReadDemo, name: str, period: str
) -> None:
    read = demo(name, period)
    found = list(formulas(table_of(read)))
    assert found and all(value == given for _, value, given in found)
    for member in read.shown.members:
        sheet = calculation_of(Document.SCORE_SHEET, read, unit=member.unit)
        assert all(value == given for _, value, given in formulas(sheet))
        totals = [cell["value"] for cell in sheet["rows"][-1]["cells"]["points"]]
        points = [row.points for row in read.member_scores(member.unit)]
        assert totals == ["" if it is None else str(it) for it in points]


@pytest.mark.parametrize(("name", "period"), DEMO)
def test_sections_and_totals_are_formulas_wherever_they_are_known(
    demo: ReadDemo, name: str, period: str
) -> None:
    plain = table_of(demo(name, period))
    for kind in ("part", "section", "total"):
        assert origins(plain, kind) <= {"formula"}
    assert origins(plain, "criterion") == {"input"}


@pytest.mark.parametrize(("name", "period"), DEMO)
def test_the_rows_are_those_of_the_printed_score_sheet(
    demo: ReadDemo, name: str, period: str
) -> None:
    read = demo(name, period)
    for member in read.shown.members:
        sheet = plain_of(Document.SCORE_SHEET, read, unit=member.unit)
        rows = [it for it in sheet["calculation"]["rows"] if it["kind"] not in ("line", "total")]
        assert [(it["number"], it["title"], it["maximum"]) for it in rows] == [
            (it["number"], it["title"], it["maximum"])
            for it in sheet["rows"]
            if it["kind"] != "line"
        ]
        printed = [row["title"] for row in sheet["rows"] if row["kind"] == "line"]
        printed += [line["title"] for line in sheet["adjustments"]]
        lines = [it["title"] for it in sheet["calculation"]["rows"] if it["kind"] == "line"]
        # A printed line is never 0, and one tells what printed roundings leave.
        assert {it for it in printed if not it.endswith("khi in")} <= set(lines)


def test_caps_are_formulas_of_least_and_greatest(cluster: MakeReading) -> None:
    plain = table_of(cluster({"a": usual(breaches="5")}, table=CAPS, points=""))
    found = {title: cell for (title, _), cell in cells(plain).items()}
    assert found["I Tiêu chí I: giới hạn điểm trừ"]["value"] == "3/2"
    assert found["I Tiêu chí I: giới hạn điểm trừ"]["formula"][0] == "max"
    assert found["I Tiêu chí I: giới hạn điểm thưởng"]["value"] == "-1"
    assert found["I Tiêu chí I: giới hạn điểm thưởng"]["formula"][0] == "min"
    assert found["Tổng điểm: giới hạn điểm thưởng"]["value"] == "-5/2"
    assert found["Tổng điểm: giới hạn điểm trừ"]["value"] == "8"
    assert found["Tổng điểm: làm tròn"]["formula"]
    assert all(value == given for _, value, given in formulas(plain))
    assert cells(plain, "deductions")["Tổng điểm", 0]["value"] == "3"
    assert cells(plain, "bonus")["Tổng điểm", 0]["value"] == "4"
    assert origins(plain, "line") == {"formula"}


def test_a_line_that_arises_for_one_has_its_formula_for_all(cluster: MakeReading) -> None:
    units = {"a": usual(breaches="5"), "b": usual(jobs="3", breaches="0", models="0")}
    plain = table_of(cluster(units, table=CAPS, points=""))
    cell = cells(plain)["I Tiêu chí I: giới hạn điểm trừ", 0]
    assert (cell["value"], cell["formula"][0]) == ("0", "max")
    rounding = cells(plain)["I Tiêu chí I: làm tròn", 0]
    assert rounding["value"] == "0" and rounding["formula"]


def test_a_weighted_mean_is_a_formula_and_a_geometric_mean_is_stated(
    cluster: MakeReading,
) -> None:
    plain = table_of(cluster({"a": usual()}, table=MEANS, points=""))
    found = {title: cell["origin"] for (title, _), cell in cells(plain).items()}
    assert found["I Tiêu chí I: cách gộp của mục"] == "formula"
    assert found["II Tiêu chí II: cách gộp của mục"] == "stated"
    assert found["Tổng điểm: cách gộp của mục"] == "formula"
    assert found["Tổng điểm"] == "formula"


def test_what_others_make_up_for_is_a_formula(cluster: MakeReading) -> None:
    exempt = [("a", "II.1"), ("a", "I.1")]
    plain = table_of(cluster({"a": usual()}, table=CAPS, points="I.2=7", exempt=exempt))
    lines = {
        title: cell
        for (title, _), cell in cells(plain).items()
        if title.endswith("bù cho tiêu chí không thuộc diện chấm")
    }
    assert lines and all(cell["origin"] == "formula" for cell in lines.values())


def test_a_section_that_does_not_apply_has_no_number_and_stands_in_no_sum(
    cluster: MakeReading,
) -> None:
    exempt = [("a", "I.1"), ("a", "I.2")]
    plain = table_of(cluster({"a": usual(), "b": usual()}, exempt=exempt, points="II.1=10"))
    found = cells(plain)
    assert sorted(found["Nhiệm vụ", column]["value"] == "" for column in (0, 1)) == [False, True]
    assert all(value == given for _, value, given in formulas(plain))


@pytest.mark.parametrize("mode", ["half-even", "up", "down"])
def test_other_roundings_than_that_of_spreadsheets_are_stated(
    cluster: MakeReading, mode: str
) -> None:
    other = CAPS.replace("total = 0", f'total = 0, mode = "{mode}"')
    plain = table_of(cluster({"a": usual()}, table=other, points=""))
    roundings = [cell for (it, _), cell in cells(plain).items() if it.endswith("làm tròn")]
    assert roundings and all(not cell["formula"] for cell in roundings)
    assert all(value == given for _, value, given in formulas(plain))
    assert origins(plain, "total") == {"formula"}


@pytest.mark.parametrize("bonus", ["added", "scaled", "dropped"])
def test_the_change_of_scale_and_of_a_parts_bonus_are_formulas(
    cluster: MakeReading, bonus: str
) -> None:
    scheme = SCHEME.format(top="", part=2, total=1, bonus=bonus)
    plain = table_of(cluster({"a": usual(models="7")}, table=PLAIN, scheme=scheme, points=""))
    found = {title: cell for (title, _), cell in cells(plain).items()}
    scale = "Phần chung: quy đổi từ thang 20 điểm về thang 30 điểm"
    assert found[scale]["value"] == "10/3" and found[scale]["formula"]
    told = [title for title in found if title.startswith("Phần chung: điểm thưởng")]
    assert (
        told
        == {
            "added": [],
            "scaled": ["Phần chung: điểm thưởng quy về thang điểm của phần"],
            "dropped": ["Phần chung: điểm thưởng không tính"],
        }[bonus]
    )
    assert origins(plain, "line") == {"formula"}


def test_an_unknown_number_has_no_cell_and_no_formula(cluster: MakeReading) -> None:
    plain = table_of(cluster({"a": "breaches=1 poverty=4 models=1"}, table=CAPS, points=""))
    found = {title: cell for (title, _), cell in cells(plain).items()}
    assert found["Tiêu chí I.1"] == {"value": "", "origin": "input", "formula": []}
    assert found["Tiêu chí I"]["value"] == "" and found["Tổng điểm"]["value"] == ""
    assert found["Tiêu chí II"]["value"]


# The ranking


def test_ranks_follow_from_points_and_the_keys_that_parted(cluster: MakeReading) -> None:
    keyed = CAPS.replace(
        'basis = "official"', 'basis = "official"\ntie_breakers = ["indicator:breaches"]'
    )
    free = keyed.replace("deductions_cap = 3", "deductions_cap = 0").replace(
        "deductions_cap = 1", "deductions_cap = 0"
    )
    units = {it: TIED.format(breaches=n) for it, n in (("a", 3), ("b", 1), ("c", 1))}
    ranking = table_of(cluster(units, table=free, points=""))["ranking"]
    assert ranking["keys"] == [{"title": "chỉ tiêu Vi phạm", "descending": False}]
    found = {it["unit"]: (it["rank"], it["keys"]) for it in ranking["members"]}
    assert found == {"b": (1, ["1"]), "c": (1, ["1"]), "a": (3, ["3"])}
    assert ranking["follows"]


def test_the_excluded_and_unscored_have_no_points_to_rank_by(cluster: MakeReading) -> None:
    units = {"a": usual(), "b": "models=1", "c": usual(), "d": usual("2")}
    standings = {"c": Standing.EXCLUDED, "d": Standing.SUSPENDED}
    read = cluster(units, table=CAPS, points="", standings=standings)
    ranking = table_of(read)["ranking"]
    ranks = [(it["unit"], it["rank"], bool(it["points"])) for it in ranking["members"]]
    assert ranks == [("d", 1, True), ("a", 2, True), ("b", None, False), ("c", None, False)]
    assert ranking["follows"]


def test_points_too_near_to_be_compared_in_binary_leave_the_ranks_stated(
    cluster: MakeReading,
) -> None:
    exact = PLAIN.replace("rounding = { total = 1 }", "")
    units = {
        "a": "jobs=1 jobs.target=3 models=0",
        "b": "jobs=1000000000000 jobs.target=3000000000001 models=0",
    }
    ranking = table_of(cluster(units, table=exact, points=""))["ranking"]
    assert [it["rank"] for it in ranking["members"]] == [1, 2]
    assert not ranking["follows"]


def test_what_ranks_is_summed_without_the_rounding_of_the_total(cluster: MakeReading) -> None:
    plain = table_of(cluster({"a": usual()}, table=PLAIN, points=""))
    titles = [plain["rows"][row]["title"] for row in plain["ranking"]["exact"]]
    assert titles == ["Tiêu chí A", "Tiêu chí B"]
    rounded = PLAIN.replace("points = 20\n", 'points = 20\nrank_on = "rounded"\n', 1)
    assert table_of(cluster({"a": usual()}, table=rounded, points=""))["ranking"]["exact"] == []


def test_other_documents_have_no_calculation(cluster: MakeReading) -> None:
    read = cluster({"a": usual()}, table=CAPS, points="")
    assert calculation_of(Document.MINUTES, read) == {}
    assert calculation_of(Document.SCORE_SHEET, read) == {}
    assert plain_of(Document.CLUSTER_TABLE, read)["calculation"]["ranking"]


# Terms


def test_a_term_is_evaluated_exactly_and_written_as_lists() -> None:
    third = Number(Fraction(1, 3))
    cases: list[tuple[Term, Fraction]] = [
        (Sum((third, Ref("points", 0))), Fraction(16, 3)),
        (Product((third, Number(Fraction(3)))), Fraction(1)),
        (Least(third, Number(Fraction(0))), Fraction(0)),
        (Greatest(third, Number(Fraction(0))), Fraction(1, 3)),
        (Rounded(Number(Fraction("-2.5")), 0), Fraction(-3)),
        (less(Sum((third, Number(Fraction(1)))), third, third), Fraction(2, 3)),
        (times(third, Fraction(1)), Fraction(1, 3)),
        (Sum(()), Fraction(0)),
    ]
    for term, value in cases:
        assert value_of(term, lambda _: Fraction(5)) == value
        assert computed(term_as_plain(term), lambda *_: Fraction(5)) == value
