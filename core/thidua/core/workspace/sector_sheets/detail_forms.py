"""The sheets of what belongs to a criterion: its rule rows, steps and interpolation points."""

from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.workspace.sector_sheets import words
from thidua.core.workspace.sector_sheets.columns import Column, Form, Kind, title_columns
from thidua.core.workspace.sector_sheets.set_forms import SET_LINK

CRITERION_LINK: Final = Column(
    "criterion",
    Text("Tiêu chí", "Criterion"),
    Text(
        "Mã tiêu chí; để trống là như dòng trên.",
        "Code of the criterion; blank means that of the row above.",
    ),
    Kind.CODE,
    required=True,
    names="criteria",
    width=12,
)
GROUP: Final = "one_of"
"""The column that makes several rows of the sheet the cases of one."""

CASE_COLUMNS: Final = (
    Column(
        "earn",
        Text("Điểm cộng", "Earns"),
        Text("Cộng vào điểm gốc, không quá điểm tiêu chí.", "Added to the base."),
        Kind.NUMBER,
        width=10,
    ),
    Column(
        "deduct",
        Text("Điểm trừ", "Deducts"),
        Text("Viết bằng số dương.", "As a positive number."),
        Kind.NUMBER,
        width=10,
    ),
    Column(
        "bonus",
        Text("Điểm thưởng", "Bonus"),
        Text("Ngoài điểm tiêu chí.", "Beyond the points of the criterion."),
        Kind.NUMBER,
        width=10,
    ),
    Column(
        "when",
        Text("Khi", "When"),
        Text(
            "Điều kiện; để trống là luôn luôn. Ví dụ: late_reports > 2.",
            "The condition; blank is always. late_reports > 2.",
        ),
        Kind.EXPRESSION,
        width=34,
    ),
    Column(
        "per",
        Text("Cho mỗi", "For each"),
        Text(
            "Nhân với số này; để trống là một lần. Ví dụ: late_reports.",
            "Multiplied by this; blank is once. late_reports.",
        ),
        Kind.EXPRESSION,
        width=26,
    ),
)
CASE_CAP: Final = Column(
    "case_cap",
    Text("Trần của trường hợp", "Cap of the case"),
    Text(
        "Chỉ trong nhóm chọn một: nhiều nhất của riêng trường hợp này.",
        "In a group only: the most of this case alone.",
    ),
    Kind.NUMBER,
    "cap",
    width=12,
)

ROWS: Final = Form(
    "rows",
    Text("Dòng điểm", "Rows"),
    Text(
        "Các dòng cộng, trừ, thưởng, loại của tiêu chí; mỗi dòng một tác động.",
        "The rows of criteria that add, deduct, give a bonus or exclude; one effect each.",
    ),
    (
        SET_LINK,
        CRITERION_LINK,
        Column(
            "code",
            Text("Mã dòng", "Code"),
            Text("Có thể để trống. Ví dụ: a1.1.", "May be blank. a1.1."),
            Kind.CODE,
            width=12,
        ),
        *title_columns(Text("Nội dung", "What it says,"), required=False, width=44),
        Column(
            GROUP,
            Text("Nhóm chọn một", "Group, one of"),
            Text(
                "Ghi cùng một số cho các dòng mà chỉ dòng đầu tiên thỏa điều kiện được tính.",
                "The same number on rows of which the first that holds counts.",
            ),
            Kind.CODE,
            width=10,
        ),
        *CASE_COLUMNS,
        CASE_CAP,
        Column(
            "cap",
            Text("Trần của dòng", "Cap"),
            Text("Điểm nhiều nhất của cả dòng.", "The most of the row as a whole."),
            Kind.NUMBER,
            width=10,
        ),
        Column(
            "only_if",
            Text("Chỉ khi", "Only if"),
            Text(
                "“không bị trừ”: chỉ thưởng khi tiêu chí không bị trừ điểm nào.",
                "A bonus only where nothing of the criterion was deducted.",
            ),
            Kind.WORD,
            words=words.ONLY_IF,
        ),
        Column(
            "gate",
            Text("Loại khỏi xếp hạng khi", "Excluded when"),
            Text(
                "Điều kiện làm đơn vị không được xếp hạng; dòng này không có điểm.",
                "The condition that leaves a unit unranked; such a row has no points.",
            ),
            Kind.EXPRESSION,
            width=30,
        ),
        Column(
            "scored_by",
            Text("Đơn vị chấm", "Scored by"),
            Text("Ai chấm dòng này. Có thể để trống.", "Who scores it. May be blank."),
            width=22,
        ),
    ),
    parent="criteria",
    key="rows",
    links=("set", "criterion"),
)

STEPS: Final = Form(
    "steps",
    Text("Bậc điểm", "Steps"),
    Text(
        "Các bậc của tiêu chí tính theo bậc: mỗi giá trị thuộc đúng một bậc.",
        "The steps of criteria with steps: every value has exactly one.",
    ),
    (
        SET_LINK,
        CRITERION_LINK,
        Column("from", Text("Từ", "From"), Text("Kể cả số này.", "Included."), Kind.NUMBER),
        Column(
            "over", Text("Trên", "Over"), Text("Không kể số này.", "Not included."), Kind.NUMBER
        ),
        Column("to", Text("Đến", "To"), Text("Kể cả số này.", "Included."), Kind.NUMBER),
        Column(
            "below", Text("Dưới", "Below"), Text("Không kể số này.", "Not included."), Kind.NUMBER
        ),
        Column(
            "points",
            Text("Điểm", "Points"),
            Text("Điểm của bậc.", "The points of the step."),
            Kind.NUMBER,
            required=True,
        ),
    ),
    parent="criteria",
    key="bands.steps",
    links=("set", "criterion"),
)

KNOTS: Final = Form(
    "knots",
    Text("Điểm mốc", "Knots"),
    Text(
        "Các mốc của tiêu chí nội suy, theo giá trị tăng dần.",
        "The points of criteria that are interpolated, by rising value.",
    ),
    (
        SET_LINK,
        CRITERION_LINK,
        Column(
            "value",
            Text("Giá trị", "Value"),
            Text("Giá trị tại mốc.", "The value at the knot."),
            Kind.NUMBER,
            required=True,
        ),
        Column(
            "points",
            Text("Điểm", "Points"),
            Text("Điểm tại mốc.", "The points at the knot."),
            Kind.NUMBER,
            required=True,
        ),
    ),
    parent="criteria",
    key="interpolate.steps",
    links=("set", "criterion"),
)
