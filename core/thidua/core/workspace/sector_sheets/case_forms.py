"""The sheets of worked examples: figures in, points and ranks out."""

from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.workspace.sector_sheets import words
from thidua.core.workspace.sector_sheets.columns import Column, Form, Kind

CASES: Final = Form(
    "cases",
    Text("Ví dụ kiểm", "Cases"),
    Text(
        "Ví dụ đã tính tay để kiểm bảng điểm; mỗi ví dụ một cụm đơn vị.",
        "Worked examples that the tables are checked with; a cluster of units each.",
    ),
    (
        Column(
            "case",
            Text("Ví dụ", "Case"),
            Text("Tên ngắn, không dấu: phu-luc-2.", "A short name: annex-2."),
            Kind.CODE,
            required=True,
            width=18,
        ),
        Column(
            "source",
            Text("Nguồn của kết quả", "Source"),
            Text("Kết quả mong đợi lấy ở đâu.", "Where the expected values come from."),
            width=60,
        ),
        Column(
            "criteria",
            Text("Bảng điểm", "Criteria set"),
            Text("Mã bảng điểm; để trống khi chỉ có một.", "Its code; blank where there is one."),
            Kind.CODE,
            names="sets",
            width=20,
        ),
    ),
)


def _expected(code: str, title: Text, about: Text, kind: Kind, **more: object) -> Column:
    return Column(f"expect_{code}", title, about, kind, f"expect.{code}", **more)  # type: ignore[arg-type]


CASE_UNITS: Final = Form(
    "case_units",
    Text("Đơn vị ví dụ", "Units of cases"),
    Text("Các đơn vị của mỗi ví dụ.", "The units of each case."),
    (
        Column(
            "case",
            Text("Ví dụ", "Case"),
            Text("Tên ví dụ; để trống là như dòng trên.", "Its name; blank: as the row above."),
            Kind.CODE,
            required=True,
            names="cases",
            width=18,
        ),
        Column(
            "code",
            Text("Mã đơn vị", "Unit"),
            Text("Ví dụ: u1.", "Such as: u1."),
            Kind.CODE,
            required=True,
        ),
        Column(
            "name",
            Text("Tên đơn vị", "Name of the unit"),
            Text("Để trống thì gọi bằng mã.", "Blank: it is called by its code."),
            width=24,
        ),
        Column(
            "kind",
            Text("Loại đơn vị", "Kind of unit"),
            Text("Có thể để trống.", "May be blank."),
            Kind.CODE,
        ),
        Column(
            "standing",
            Text("Quyết định của cụm", "Standing"),
            Text("Để trống là bình thường.", "Blank is normal."),
            Kind.WORD,
            words=words.STANDING,
        ),
        Column(
            "figures",
            Text("Số liệu", "Figures"),
            Text(
                "Mỗi dòng trong ô: mã chỉ tiêu = giá trị. Chỉ tiêu giao: jobs.target = 100",
                "A line each: indicator = value. Of a target: jobs.target = 100",
            ),
            Kind.FIGURES,
            width=36,
        ),
        Column(
            "previous",
            Text("Số liệu kỳ trước", "Figures of the last period"),
            Text("Mỗi dòng: mã chỉ tiêu = giá trị.", "A line each: indicator = value."),
            Kind.FIGURES,
            width=30,
        ),
        Column(
            "judged",
            Text("Điểm chấm", "Judged points"),
            Text("Mỗi dòng: mã tiêu chí = điểm.", "A line each: criterion = points."),
            Kind.FIGURES,
            width=20,
        ),
        Column(
            "not_applicable",
            Text("Không áp dụng", "Not applicable"),
            Text("Mỗi dòng: mã tiêu chí = lý do.", "A line each: criterion = reason."),
            Kind.PAIRS,
            width=26,
        ),
        _expected(
            "points",
            Text("Tổng điểm", "Points"),
            Text("Mong đợi; hoặc “không có”.", "Expected; or “none”."),
            Kind.FIGURE,
            words=words.NOTHING,
        ),
        _expected(
            "rank",
            Text("Hạng", "Rank"),
            Text("Mong đợi; hoặc “không có”.", "Expected; or “none”."),
            Kind.LIMIT,
            words=words.NOTHING,
        ),
        _expected(
            "band",
            Text("Xếp loại", "Class"),
            Text("Mã loại mong đợi; hoặc none.", "Its code; or none."),
            Kind.CODE,
        ),
        _expected(
            "status",
            Text("Tình trạng", "Status"),
            Text("Mong đợi.", "Expected."),
            Kind.WORD,
            words=words.STATUS,
        ),
        _expected(
            "sections",
            Text("Điểm từng mục", "Points of sections"),
            Text(
                "Mỗi dòng: mã mục = điểm, hoặc none.",
                "A line each: section = points, or none.",
            ),
            Kind.FIGURES,
            width=24,
        ),
        _expected(
            "criteria",
            Text("Điểm từng tiêu chí", "Points of criteria"),
            Text(
                "Mỗi dòng: mã tiêu chí = điểm, hoặc none.",
                "A line each: criterion = points, or none.",
            ),
            Kind.FIGURES,
            width=24,
        ),
    ),
    parent="cases",
    key="units",
    links=("case",),
)
