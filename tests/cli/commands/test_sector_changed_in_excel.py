"""As an official would: labour-social taken to Excel, changed, one formula broken, added back."""

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from attrs import define

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

DATA = Path(__file__).parents[2] / "data" / "labour_social"
UNITS = ("ncc", "vl", "te")
OWN = "ls-hoa-binh"
ADDED = "LS-99"


@define
class Excel:
    """A workbook open in Excel; what is done to it, an official might do."""

    file: Path
    book: Any

    @classmethod
    def opened(cls, file: Path) -> "Excel":
        return cls(file, openpyxl.load_workbook(file))

    def row(self, sheet: str, **named: object) -> int:
        """The row whose cells say this, by the codes of their columns."""
        for row in self.book[sheet].iter_rows(min_row=3):
            if all(row[self.at(sheet, code) - 1].value == it for code, it in named.items()):
                return int(row[0].row)
        raise LookupError(named)

    def at(self, sheet: str, code: str) -> int:
        heads = [cell.value for cell in self.book[sheet][2]]
        return heads.index(code) + 1

    def put(self, sheet: str, row: int, **values: object) -> None:
        for code, value in values.items():
            self.book[sheet].cell(row, self.at(sheet, code)).value = value

    def place(self, sheet: str, row: int, code: str) -> str:
        """The cell as a fault names it."""
        address = self.book[sheet].cell(row, self.at(sheet, code)).coordinate
        return f"{self.file.name}, '{sheet}'!{address}"

    def save(self) -> None:
        self.book.save(self.file)


@pytest.fixture
def changed(desk: "Desk", tmp_path: Path) -> Excel:
    """Three criteria changed and one added; their section and the whole have the new points."""
    file = tmp_path / "bang-diem-cua-tinh.xlsx"
    desk.done("sector", "export", "labour-social", "-o", file)
    excel = Excel.opened(file)
    criteria, steps = "Tiêu chí", "Bậc điểm"
    excel.put(criteria, excel.row(criteria, code="LS-01"), title_vi="Giải quyết việc làm mới")
    # Excel makes numbers of what looks like one.
    excel.put(criteria, excel.row(criteria, code="LS-01"), points=50)
    excel.put(criteria, excel.row(criteria, code="LS-02"), points="25")
    excel.put(steps, excel.row(steps, **{"criterion": "LS-04", "from": 90}), points=8.5)
    excel.put(
        criteria,
        excel.book[criteria].max_row + 1,
        code=ADDED,
        section="A1",
        title_vi="Phiên giao dịch việc làm",
        title_en="Job fairs",
        points=10,
        formula="min(points, 2 * job_fairs)",
    )
    excel.put(
        "Chỉ tiêu",
        excel.book["Chỉ tiêu"].max_row + 1,
        code="job_fairs",
        title_vi="Số phiên giao dịch việc làm",
        title_en="Job fairs held",
        unit_vi="phiên",
        unit_en="fairs",
        whole="có",
    )
    for code, points in (("A1", 160), ("A", 610)):
        excel.put("Mục", excel.row("Mục", code=code), points=points)
    total = next(row for row in excel.book["Bảng điểm"].iter_rows() if row[1].value == "points")
    assert total[2].value == 950
    total[2].value = 960
    excel.save()
    return excel


def figures(desk: "Desk") -> Path:
    """A year in which the units reach everything but the job fairs: 2, 3 and 5."""
    full = tomllib.loads((DATA / "full_marks.toml").read_text(encoding="utf-8"))["figures"]
    lines = ["unit,indicator,kind,value,from,to,source"]
    for unit, fairs in zip(UNITS, (2, 3, 5), strict=True):
        own = {"party_organisation_grade": "excellent", "job_fairs": str(fairs)}
        for name, value in {**full, **own}.items():
            indicator, _, kind = name.partition(".")
            shown = '"' + value.replace(".", ",") + '"'
            said = (
                unit,
                indicator,
                kind or "actual",
                shown,
                "01/01/2027",
                "31/12/2027",
                "Minh hoạ",
            )
            lines.append(",".join(said))
    return desk.file("so-lieu.csv", "\n".join(lines))


def files_of(folder: Path) -> dict[Path, bytes | None]:
    return {it: it.read_bytes() if it.is_file() else None for it in sorted(folder.rglob("*"))}


def test_every_fault_is_told_at_its_cell_and_nothing_is_taken_in(
    desk: "Desk", changed: Excel
) -> None:
    sheet = "Tiêu chí"
    added, other = changed.row(sheet, code=ADDED), changed.row(sheet, code="LS-02")
    changed.put(sheet, added, formula="min(points, 2 * job_fairs")
    changed.put(sheet, other, inputs="actual = overseas_workers_snt\ntarget = 5")
    changed.put("Mục", changed.row("Mục", code="A2"), points=99)
    changed.save()
    before = files_of(desk.folder)
    said = desk.refused("sector", "add", changed.file, "--as", OWN)
    count, *faults = said.splitlines()
    assert count == "Không thực hiện được, 4 lỗi:"
    told = {place: what for place, what in (line[5:].split(": ", 1) for line in faults)}
    assert told[changed.place(sheet, added, "formula")] == (
        "Ký tự thứ 4 của biểu thức: Dấu “(” chưa được đóng."
    )
    assert told[changed.place(sheet, other, "inputs")] == (
        "Ký tự thứ 1 của biểu thức: Không có tên “overseas_workers_snt”."
        " Có phải là “overseas_workers_sent”?"
    )
    assert "cộng lại là 100" in told[changed.place("Mục", changed.row("Mục", code="A2"), "points")]
    assert files_of(desk.folder) == before
    assert OWN not in desk.done("sector", "list")


def test_a_code_of_its_own_is_a_code_and_for_workbooks_only(
    desk: "Desk", changed: Excel, tmp_path: Path
) -> None:
    assert desk.refused("sector", "add", changed.file, "--as", "Lao động").startswith(
        "Không thực hiện được: --as: “Lao động” không phải là mã hợp lệ."
    )
    folder = tmp_path / "thu-muc"
    desk.done("sector", "export", "labour-social", "-o", folder)
    assert desk.refused("sector", "add", folder, "--as", OWN) == (
        f"Không thực hiện được: {folder}: --as chỉ dùng với sổ tính."
        " Sửa mã trong sector.toml và các tệp criteria*.toml của thư mục.\n"
    )


def test_mended_table_is_taken_in_under_a_code_of_its_own_and_ranks(
    desk: "Desk", changed: Excel
) -> None:
    clash = desk.refused("sector", "add", changed.file)
    assert f"{changed.file.name}, 'Ngành'!C7: Mã “labour-social” là của một ngành" in clash
    assert "thidua sector add TỆP.xlsx --as MÃ_MỚI" in clash

    desk.done("sector", "add", changed.file, "--as", OWN)
    desk.done("sector", "enable", OWN)
    year = ("--from", "01/01/2027", "--to", "31/12/2027")
    where = ("--cluster", "phong", "--period", "2027")
    desk.done("period", "open", "2027", "--cluster", "phong", *year, "--criteria", f"{OWN}-2026")
    desk.done("result", "import", figures(desk), "--period", "2027")
    for unit in UNITS:
        judged = (unit, "LS-36.2", "15", *where, "--reason", "Biên bản họp cụm")
        desk.done("result", "judge", *judged)
    ranking = json.loads(desk.done("rank", *where[1:], "--format", "json"))
    assert ranking["provisional"] is False
    # LS-05 is not for divisions, so what is lost in A1 weighs 160/145: 4 points, and 6.
    assert [(row["rank"], row["unit"], row["total"]) for row in ranking["rows"]] == [
        (1, "te", "960.00"),
        (2, "vl", "955.59"),
        (3, "ncc", "953.38"),
    ]
