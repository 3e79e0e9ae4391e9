"""Score sheets and cluster tables as workbooks: what they compute is what was recorded."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from attrs import frozen

from thidua import office, standard
from thidua.core.model.observation import Standing
from thidua.core.text.fault import Refused
from thidua.core.workspace.documents.building import plain_of
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.templates import Document
from thidua.office.points_workbooks import write_points
from thidua.plugins import TemplateFile

MakeReading = Callable[..., ClusterReading]
ReadDemo = Callable[[str, str], ClusterReading]
Plain = Mapping[str, Any]

SOFFICE: Final = shutil.which("soffice")
NEEDS_SOFFICE = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
ALWAYS_RECALCULATE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
DEMO: Final = (
    ("can-tho-phong", "2020"),
    ("can-tho-don-vi", "2020"),
    ("can-tho-quan-huyen", "2020"),
    ("bac-kan-kt-kt", "2020"),
    ("tien-giang-phong-tnmt", "2022"),
)
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", ";", "'", '"', ",", "\0", "＝")
NEAR: Final = 1e-9

TABLE: Final = """
code = "bang"
title = { vi = "Bảng", en = "Table" }
basis = "proposal"
points = 60
rounding = { criterion = 2, section = 1, total = 1 }
bonus_cap = 4
deductions_cap = 3
rank_scheme = "RANKS"
rank_on = "rounded"
tie_breakers = ["indicator:breaches", "indicator:models"]
bands = [
  { code = "A", from = 80, title = { vi = "Hoàn thành \\"tốt\\"", en = "Well \\"done\\"" } },
  { code = "B", from = 10, below = 80 },
]
[[sections]]
code = "I"
title = { vi = "Nhiệm vụ", en = "Tasks" }
points = 40
bonus_cap = 2
deductions_cap = 1
[[sections]]
code = "II"
title = { vi = "Phong trào", en = "Movements" }
points = 20
combine = "COMBINE"
[[criteria]]
code = "I.1"
section = "I"
title = { vi = "Việc làm", en = "Jobs" }
points = 20
formula = "points * min(jobs / jobs.target, 1)"
[[criteria]]
code = "I.2"
section = "I"
title = { vi = "Kỷ luật", en = "Discipline" }
points = 20
bonus_cap = 3
rows = [ { deduct = "0.5", per = "breaches" }, { bonus = 3, when = "poverty < 5" } ]
[[criteria]]
code = "II.1"
section = "II"
title = { vi = "Phát động", en = "Launch" }
points = 10
weight = 2
formula = "min(models, 10)"
[[criteria]]
code = "II.2"
section = "II"
title = { vi = "Mô hình", en = "Models" }
points = 10
weight = 1
formula = "min(10, poverty)"
"""
UNITS: Final = {
    "a": "jobs=1 jobs.target=3 breaches=5 poverty=4 models=1",
    "b": "jobs=1 jobs.target=3 breaches=4 poverty=4 models=1",
    "c": "jobs=1 jobs.target=3 breaches=4 poverty=4 models=1",
    "d": "jobs=2 jobs.target=3 breaches=0 poverty=6 models=7",
    "e": "jobs=1 jobs.target=7 breaches=0 poverty=9 models=0",
    "f": "breaches=0 poverty=9 models=0",
    "g": "jobs=1 jobs.target=7 breaches=0 poverty=9 models=0",
}


def point_table(ranks: str = "1224", combine: str = "sum") -> str:
    """The table with another scheme of ranks or another combination."""
    table = TABLE.replace("RANKS", ranks).replace("COMBINE", combine)
    if combine == "geometric-mean":
        table = table.replace(f'"{combine}"', f'"{combine}"\nplaces = 3')
    if combine == "sum":
        table = table.replace("weight = 2\n", "").replace("weight = 1\n", "")
    return table


def template_of(document: Document) -> TemplateFile:
    """The words that the standard plugin offers for a document's workbook."""
    name = {Document.SCORE_SHEET: "phieu-cham-diem", Document.CLUSTER_TABLE: "bang-tong-hop-diem"}
    file = Path(standard.__file__).parent / "templates" / f"{name[document]}.toml"
    return TemplateFile("toml", file.read_bytes(), file.name)


def workbook(data: Plain, language: Any = "vi") -> bytes:
    return write_points(template_of(Document(data["document"])), data, language)


@frozen
class Written:
    """A workbook with the data that it was written from."""

    name: str
    data: Plain
    content: bytes

    def read(self, *, values: bool = False) -> Any:
        return loaded(self.content, values)


@cache
def loaded(content: bytes, values: bool) -> Any:
    """A workbook as openpyxl reads it, its formulas or their values; read once for all tests."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def made(name: str, read: ClusterReading, units: Sequence[str] | None = None) -> Iterator[Written]:
    """The table of a cluster and the score sheets of its members."""
    tables = [(name, plain_of(Document.CLUSTER_TABLE, read))]
    for unit in [it.unit for it in read.shown.members] if units is None else units:
        tables.append((f"{name}-{unit}", plain_of(Document.SCORE_SHEET, read, unit=unit)))
    for title, data in tables:
        yield Written(title, data, workbook(data))


@pytest.fixture(scope="session")
def cases(cluster: MakeReading) -> dict[str, ClusterReading]:
    """Small clusters with caps, deductions, means, several roundings, ties, and all statuses."""
    standings = {"g": Standing.EXCLUDED, "d": Standing.SUSPENDED}
    plain: dict[str, Any] = {"points": "", "standings": standings}
    scheme = """
    code = "khoi"
    bonus_cap = 1
    rounding = { part = 2 }
    [[parts]]
    code = "mot"
    title = { vi = "Phần một", en = "Part one" }
    weight = 70
    criteria = "bang"
    bonus = "scaled"
    [[parts]]
    code = "hai"
    title = { vi = "Phần hai", en = "Part two" }
    weight = 30
    criteria = "bang"
    bonus = "dropped"
    """
    return {
        "1224": cluster(UNITS, table=point_table(), **plain),
        "1223": cluster(UNITS, table=point_table("1223"), **plain),
        "1234": cluster(UNITS, table=point_table("1234"), **plain),
        "exact": cluster(UNITS, table=point_table().replace('rank_on = "rounded"', ""), **plain),
        "mean": cluster(UNITS, table=point_table(combine="weighted-mean"), **plain),
        "root": cluster(UNITS, table=point_table(combine="geometric-mean"), **plain),
        "spread": cluster(
            UNITS,
            table=point_table(),
            exempt=[("a", "I.1"), ("b", "II.1"), ("d", "II.2")],
            appraised={"a": "models=2"},
            **plain,
        ),
        "scheme": cluster(UNITS, table=point_table(), scheme=scheme, **plain),
        "nobody": cluster({"f": UNITS["f"]}, table=point_table(), points=""),
    }


@pytest.fixture(scope="session")
def written(cases: Mapping[str, ClusterReading], demo: ReadDemo) -> tuple[Written, ...]:
    """The workbooks of the small clusters, and of those of the demonstration."""
    small = [
        book
        for name, read in cases.items()
        for book in made(name, read, None if name == "nobody" else ["a"])
    ]
    real = [
        book
        for name, period in DEMO
        for read in [demo(name, period)]
        for book in made(name, read, [it.unit for it in read.shown.members][:2])
    ]
    return (*small, *real)


@pytest.fixture(scope="session")
def recalculated(
    written: Sequence[Written], attacked: Written, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Any, Any]]:
    """What LibreOffice computes from the formulas alone: its formulas and its values."""
    folder = tmp_path_factory.mktemp("recalculated")
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, "utf-8")
    books = (*written, attacked, wrong())
    files = [folder / f"{number}.xlsx" for number in range(len(books))]
    for book, file in zip(books, files, strict=True):
        file.write_bytes(book.content)
    converted = folder / "converted"
    command = [str(SOFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(converted)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=170)
    return {
        book.name: tuple(
            openpyxl.load_workbook(converted / file.name, data_only=values)
            for values in (False, True)
        )
        for book, file in zip(books, files, strict=True)
    }


def wrong() -> Written:
    """A workbook whose formula carries a value that it does not give."""
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    book.add_worksheet("Sai").write_formula(0, 0, "=1+1", None, 3)
    book.close()
    return Written("wrong", {}, content.getvalue())


def formula_cells(book: Any) -> Iterator[Any]:
    for sheet in book:
        yield from (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f")


# The numbers


@NEEDS_SOFFICE
def test_libreoffice_computes_the_same_numbers(
    written: Sequence[Written], recalculated: Mapping[str, tuple[Any, Any]]
) -> None:
    count = 0
    for book in written:
        cached, again = book.read(values=True), recalculated[book.name][1]
        for cell in formula_cells(book.read()):
            count += 1
            kept = cached[cell.parent.title][cell.coordinate].value
            given = again[cell.parent.title][cell.coordinate].value
            where = (book.name, cell.parent.title, cell.coordinate, cell.value)
            if isinstance(kept, str) or kept is None:
                assert (given or "") == (kept or ""), where
            else:
                assert abs(kept - given) < NEAR, where
    assert count > 2000


@NEEDS_SOFFICE
def test_it_really_computes_them_again(recalculated: Mapping[str, tuple[Any, Any]]) -> None:
    assert recalculated["wrong"][1]["Sai"]["A1"].value == 2


def number_rows(sheet: Any, titles: Sequence[str]) -> int:
    """The row of the first of some titles that follow each other in the second column."""
    column = [cell.value for cell in sheet["B"]]
    starts = (n for n in range(len(column)) if column[n : n + len(titles)] == list(titles))
    return next(starts) + 1


def test_every_number_is_that_of_the_record(written: Sequence[Written]) -> None:
    names = {"points": None, "bonus": "Điểm thưởng", "deductions": "Điểm trừ"}
    for book in written:
        plain, read = book.data["calculation"], book.read(values=True)
        titles = [row["title"] for row in plain["rows"]]
        main = "Điểm tiêu chí" if book.data["document"] == "cluster-table" else "Phiếu chấm điểm"
        for grid in plain["grids"]:
            sheet = read[names[grid] or main]
            top = number_rows(sheet, titles)
            for row, it in enumerate(plain["rows"], start=top):
                for column, cell in enumerate(it["cells"][grid], start=4):
                    shown = sheet.cell(row, column).value
                    if cell["value"]:
                        assert abs(shown - float(Fraction(cell["value"]))) < NEAR
                    else:
                        assert shown == "-"


def test_no_cell_is_an_error(written: Sequence[Written]) -> None:
    for book in written:
        for sheet in book.read(values=True):
            for row in sheet.iter_rows():
                assert all(cell.data_type != "e" for cell in row)


def ranking(book: Written) -> list[dict[str, Any]]:
    """The rows of the sheet that ranks, by the titles of its columns."""
    sheet = book.read(values=True)["Xếp hạng"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(number for number, row in enumerate(rows) if row[0] == "Hạng")
    count = len(book.data["ranking"]["rows"])
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 : head + 1 + count]]


def test_the_ranking_shows_ranks_totals_and_classes_as_printed(written: Sequence[Written]) -> None:
    for book in written:
        if book.data["document"] != "cluster-table":
            continue
        for shown, printed in zip(ranking(book), book.data["ranking"]["rows"], strict=True):
            assert (str(shown["Hạng"]), shown["Đơn vị"]) == (printed["rank"], printed["name"])
            assert (shown["Xếp loại"] or "") == printed["band"]
            total = shown["Tổng điểm"]
            digits = len(printed["total"].partition(",")[2])
            written_total = "-" if total == "-" else f"{total:,.{digits}f}"
            assert written_total.translate(str.maketrans(",.", ".,")) == printed["total"]


def test_ranks_and_classes_are_formulas(written: Sequence[Written]) -> None:
    (book,) = (it for it in written if it.name == "1224")
    sheet = book.read()["Xếp hạng"]
    cells = {cell.coordinate: cell.value for cell in formula_cells([sheet])}
    ranks = [value for name, value in cells.items() if re.fullmatch("A[0-9]+", name)]
    assert len(ranks) == 5
    assert all(value.startswith("=1+SUMPRODUCT(") for value in ranks)
    assert any(value.startswith("=IF(AND(ROUND(") for value in cells.values())


@pytest.mark.parametrize(
    ("scheme", "ranks"),
    [("1224", [1, 2, 2, 4, 5]), ("1223", [1, 2, 2, 3, 4]), ("1234", [1, 2, 2, 4, 5])],
)
def test_shared_ranks_follow_the_scheme(
    written: Sequence[Written], scheme: str, ranks: list[int]
) -> None:
    (book,) = (it for it in written if it.name == scheme)
    found = [row["Hạng"] for row in ranking(book)]
    assert sorted(it for it in found if it != "-") == ranks
    assert found[5:] == ["-", "-"]


def test_what_cannot_be_said_as_a_formula_is_stated_and_marked(written: Sequence[Written]) -> None:
    (book,) = (it for it in written if it.name == "root-a")
    sheet = book.read()["Phiếu chấm điểm"]
    (row,) = (cell.row for cell in sheet["B"] if cell.value == "II Phong trào: cách gộp của mục")
    cell = sheet.cell(row, 4)
    assert cell.data_type == "n"
    assert cell.fill.fgColor.rgb == "FFFCE4D6"
    words = [it.value for line in sheet.iter_rows() for it in line if it.value]
    assert "Số ghi sẵn, không viết được thành công thức" in words


def test_inputs_are_told_from_formulas_by_their_colour(written: Sequence[Written]) -> None:
    for book in written[:4]:
        for sheet in book.read():
            for row in sheet.iter_rows():
                filled = [it for it in row if it.fill.fgColor.rgb == "FFFFF9DB"]
                assert all(cell.data_type != "f" for cell in filled)


# Text is never a formula


@pytest.fixture(scope="session")
def attacked(cluster: MakeReading) -> Written:
    """Dangerous beginnings in the names of units, in titles, reasons and notices."""
    units = {f"u{number}": UNITS["a"] for number in range(len(DANGEROUS))}
    names = {f"u{number}": f"{sign}1+1|calc" for number, sign in enumerate(DANGEROUS)}
    table = point_table().replace('vi = "Việc làm"', 'vi = "=1+1"')
    table = table.replace('vi = "Bảng"', 'vi = "@SUM(1)"')
    read = cluster(units, table=table, points="", names=names)
    data = dict(plain_of(Document.CLUSTER_TABLE, read))
    data["notices"] = {"basis": '=HYPERLINK("http://a.b")', "provisional": "+1", "illustrative": ""}
    data["ranking"] = {**data["ranking"], "notes": [f"{sign}2" for sign in DANGEROUS]}
    return Written("attacked", data, workbook(data))


def test_no_text_is_a_formula_whatever_it_begins_with(attacked: Written) -> None:
    book = attacked.read()
    names = [cell for cell in book["Xếp hạng"]["B"] if cell.value and "1+1|calc" in cell.value]
    assert len(names) == len(DANGEROUS)
    assert {cell.data_type for cell in names} == {"s"}
    assert all(cell.quotePrefix and cell.number_format == "@" for cell in names)
    said = ("1+1", "HYPERLINK", "SUM(1)", "calc")
    assert not any(word in cell.value for cell in formula_cells(book) for word in said)
    with zipfile.ZipFile(io.BytesIO(attacked.content)) as parts:
        assert not any("hyperlink" in name.lower() for name in parts.namelist())
        charts = [parts.read(name) for name in parts.namelist() if "charts/chart" in name]
    assert charts and all(b"<c:f>=1+1" not in chart for chart in charts)


def test_reasons_and_evidence_are_text_too(cluster: MakeReading) -> None:
    read = cluster({"a": UNITS["a"]}, table=point_table(), points="")
    plain = plain_of(Document.SCORE_SHEET, read, unit="a")
    for sign in DANGEROUS:
        rows = [
            {**row, "reason": f"{sign}1", "evidence": f"{sign}2", "explanation": [f"{sign}3"]}
            for row in plain["rows"]
        ]
        data = {**plain, "rows": rows, "unit_name": f"{sign}4", "reasons": [f"{sign}5"]}
        book = openpyxl.load_workbook(io.BytesIO(workbook(data)))
        texts = [
            cell
            for name, first in (("Phiếu chấm điểm", 6), ("Cách tính điểm", 1))
            for row in book[name].iter_rows(min_col=first)
            for cell in row
            if cell.value is not None
        ]
        assert texts and {cell.data_type for cell in texts} == {"s"}
        assert all(cell.column < 6 for cell in formula_cells([book["Phiếu chấm điểm"]]))


@NEEDS_SOFFICE
def test_libreoffice_takes_no_text_for_a_formula(
    written: Sequence[Written],
    attacked: Written,
    recalculated: Mapping[str, tuple[Any, Any]],
) -> None:
    for book in (*written, attacked):
        own = {(it.parent.title, it.coordinate) for it in formula_cells(book.read())}
        there = {
            (it.parent.title, it.coordinate) for it in formula_cells(recalculated[book.name][0])
        }
        assert there == own


# The file


def test_the_same_points_are_the_same_file(written: Sequence[Written]) -> None:
    for book in written[:3]:
        assert workbook(book.data) == book.content


def test_every_sheet_prints_on_a4_across(written: Sequence[Written]) -> None:
    for book in written[:4]:
        for sheet in book.read():
            assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
            assert "Trang &P/&N" in sheet.oddFooter.center.text


def test_headings_are_frozen_and_repeated_on_each_page(written: Sequence[Written]) -> None:
    book = written[0].read()
    for name in ("Xếp hạng", "Điểm tiêu chí", "Điểm thưởng", "Điểm trừ"):
        assert book[name].print_title_rows
        assert book[name].freeze_panes.startswith("C")


def test_each_workbook_has_a_chart_of_its_own(written: Sequence[Written]) -> None:
    for book in written:
        with zipfile.ZipFile(io.BytesIO(book.content)) as parts:
            charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
            assert len(charts) == (book.name != "nobody")
            kind = 'barDir val="bar"' if book.data["document"] == "cluster-table" else "barDir"
            assert all(kind.encode() in parts.read(name) for name in charts)


def test_what_must_be_said_stands_above_the_table_and_in_the_notes(
    written: Sequence[Written],
) -> None:
    (book,) = (it for it in written if it.name == "1224")
    read = book.read()
    first = [cell.value for cell in read["Xếp hạng"]["A"] if cell.value]
    notes = [cell.value for cell in read["Ghi chú"]["A"] if cell.value]
    for notice in (it for it in book.data["notices"].values() if it):
        assert notice in first and notice in notes
    assert "Mã kiểm tra bảng điểm: abc." in notes


def test_how_points_came_about_has_a_sheet_with_a_row_for_each_line(
    written: Sequence[Written],
) -> None:
    for book in written:
        if book.data["document"] != "score-sheet":
            continue
        told = (row for row in book.data["rows"] if row["explanation"])
        lines = [line for row in told for line in (row["title"], *row["explanation"])]
        assert [cell.value for cell in book.read()["Cách tính điểm"]["B"]][2:] == lines


def test_changed_figures_have_a_sheet(written: Sequence[Written]) -> None:
    (book,) = (it for it in written if it.name == "spread-a")
    sheet = book.read()["Số liệu thay đổi"]
    assert [cell.value for cell in sheet[2]][1:4] == ["Mô hình", "1 mô hình", "2 mô hình"]


def test_it_speaks_english_too(cases: Mapping[str, ClusterReading]) -> None:
    data = plain_of(Document.CLUSTER_TABLE, cases["1223"], "en")
    book = openpyxl.load_workbook(io.BytesIO(workbook(data, "en")))
    assert book.sheetnames == ["Ranking", "Criteria", "Bonus", "Deductions", "Chart", "Notes"]
    assert "Place" in [cell.value for row in book["Ranking"].iter_rows() for cell in row]


def test_many_members_stand_upright_on_several_pages(cluster: MakeReading) -> None:
    units = {f"u{number}": UNITS["a"] for number in range(30)}
    name = "Phòng Lao động - Thương binh và Xã hội huyện Vĩnh Thạnh, thành phố Cần Thơ"
    read = cluster(units, table=point_table(), points="", names=dict.fromkeys(units, name))
    data = plain_of(Document.CLUSTER_TABLE, read)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(data)))["Điểm tiêu chí"]
    (heads, *_) = {cell.row for row in sheet.iter_rows() for cell in row if cell.value == name}
    assert sheet.cell(heads, 33).alignment.textRotation == 90
    assert sheet.page_setup.fitToWidth == 2
    assert sheet.print_title_cols == "$A:$B"


# The words of a department


def template(text: str) -> TemplateFile:
    return TemplateFile("toml", text.encode(), "bang.toml")


def test_a_department_may_change_title_lines_and_signatures(
    cases: Mapping[str, ClusterReading],
) -> None:
    data = plain_of(Document.CLUSTER_TABLE, cases["1224"])
    own = template('title = { vi = "BẢNG RIÊNG", en = "OWN" }')
    book = openpyxl.load_workbook(io.BytesIO(write_points(own, data, "vi")))
    words = [cell.value for cell in book["Xếp hạng"]["A"] if cell.value]
    assert words[0] == "BẢNG RIÊNG"
    assert not any(word == "Người lập bảng" for word in words)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "each text of “title” needs vi and en"),
        ('title = { vi = "A" }', "each text of “title” needs vi and en"),
        ('title = { vi = "A", en = "B" }\nrows = 3', "there is no “rows”"),
        ('title = { vi = "A", en = "B" }\nsignatures = "C"', "each text of “signatures”"),
        (
            'title = { vi = "A", en = "B" }\nsignatures = [' + '{ vi = "C", en = "D" },' * 4 + "]",
            "“signatures” has 4 lines, at most 3",
        ),
        ("title = ", "bang.toml"),
    ],
)
def test_wrong_words_are_refused_before_there_is_anything_to_write(text: str, said: str) -> None:
    (renderer,) = (it for it in office.thidua_renderers() if it.code == "workbook")
    assert renderer.check is not None
    faults = renderer.check(
        TemplateFile("toml", (text or " ").encode(), "bang.toml"), Document.CLUSTER_TABLE
    )
    assert faults
    if text != "title = ":
        assert said in faults[0].in_language("en")
        assert faults[0].place == "bang.toml"
    assert renderer.check(template("title = 3"), Document.RESULT_FORM) == ()
    assert len(renderer.check(template_of(Document.SCORE_SHEET), Document.MINUTES)) == 1


def test_another_document_is_no_workbook_of_points(cases: Mapping[str, ClusterReading]) -> None:
    data = plain_of(Document.MINUTES, cases["1224"])
    with pytest.raises(Refused, match="score sheets and tables of points"):
        write_points(template('title = { vi = "A", en = "B" }'), data, "vi")


def test_the_renderer_writes_them_and_forms_alike(cases: Mapping[str, ClusterReading]) -> None:
    (renderer,) = (it for it in office.thidua_renderers() if it.code == "workbook")
    data = plain_of(Document.CLUSTER_TABLE, cases["1224"])
    written = renderer.write(template_of(Document.CLUSTER_TABLE), data, "vi")
    assert written == workbook(data)
    assert renderer.check is not None
    for document in (Document.CLUSTER_TABLE, Document.SCORE_SHEET):
        assert renderer.check(template_of(document), document) == ()
