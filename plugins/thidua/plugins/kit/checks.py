"""The checks by code, with what each tries: the contents of a report, in its order."""

from collections.abc import Mapping
from typing import Final

from thidua.core.text.bilingual import Text

DECLARATION: Final[Mapping[str, Text]] = {
    "import": Text("Nạp phần mở rộng.", "The plugin is imported."),
    "api-version": Text(
        "Phiên bản giao diện mà phần mở rộng cần.", "The version of the interface that it needs."
    ),
    "hooks": Text(
        "Tên, tham số và kết quả của từng hook.", "Name, arguments and results of every hook."
    ),
    "files": Text(
        "Đọc các tệp hoặc trang tính của ngành: có đủ, đúng cách ghi, không có mục lạ.",
        "The sector's files or sheets are there and can be read, without an unknown key.",
    ),
    "codes": Text(
        "Mã đúng dạng và không trùng nhau.", "Codes are well formed, and each stands once."
    ),
    "titles": Text("Tên bằng tiếng Việt và tiếng Anh.", "Titles in Vietnamese and in English."),
    "measures": Text("Đơn vị đo của từng chỉ tiêu.", "A unit of measure for every indicator."),
    "references": Text(
        "Căn cứ của bảng điểm và của từng tiêu chí.",
        "What each criteria set and each criterion is founded on.",
    ),
    "structure": Text(
        "Cây các phần và tiêu chí, giới hạn, làm tròn, thứ tự xét khi bằng điểm.",
        "The tree of sections and criteria, caps, rounding and tie-breakers.",
    ),
    "points-add-up": Text(
        "Điểm của các tiêu chí cộng lại đúng bằng điểm của phần và của bảng.",
        "The points of criteria add up to those of their sections and of the set.",
    ),
    "bands": Text(
        "Các bậc không chồng lên nhau, không có khoảng trống mà chưa nói rõ.",
        "Bands do not overlap and leave no gap that is not declared.",
    ),
    "validity-spans": Text(
        "Thời gian áp dụng của các bảng điểm không chồng lên nhau.",
        "The spans in which the criteria sets are valid do not overlap.",
    ),
    "names-known": Text(
        "Mọi chỉ tiêu, công thức, phần, ngành được nhắc đến đều có.",
        "Every indicator, formula, section and sector that is named exists.",
    ),
    "formulas-compile": Text(
        "Mọi biểu thức đọc được và dựng được thành công thức.",
        "Every expression can be read and compiled.",
    ),
}
"""The checks of what a sector declares, each found by looking at the sector alone."""

CODES_FREE: Final = "codes-free"

AMONG_OTHERS: Final[Mapping[str, Text]] = {
    CODES_FREE: Text(
        "Mã không trùng với mã của các phần mở rộng khác.",
        "No other plugin gives the same codes.",
    ),
}
"""The checks of a sector among the others that are there."""

BEHAVIOUR: Final[Mapping[str, Text]] = {
    "behaviour": Text(
        "Thử cách tính với nhiều số liệu sinh ngẫu nhiên.",
        "The rules are tried on many generated figures.",
    ),
    "deterministic": Text(
        "Cùng số liệu cho cùng điểm trong tiến trình khác: hash seed, locale, múi giờ và thứ tự"
        " đơn vị khác.",
        "The same figures give the same points in another process, with another hash seed, locale,"
        " time zone and order of the units.",
    ),
}
"""The checks of the behaviour as a whole; those of single criteria have their own words."""

RESOURCES: Final[Mapping[str, Text]] = {
    "import-time": Text("Thời gian nạp phần mở rộng.", "The time its import takes."),
    "imported-modules": Text(
        "Các thư viện được nạp cùng phần mở rộng.", "The libraries that its import brings in."
    ),
    "within-limits": Text(
        "Tính thử từng tiêu chí, trong giới hạn thời gian và bộ nhớ.",
        "Every criterion is scored within limits of time and memory.",
    ),
    "time-per-cell": Text(
        "Thời gian tính điểm một tiêu chí của một đơn vị.",
        "The time to score one criterion of one unit.",
    ),
    "template-fields": Text(
        "Mọi trường mà mẫu báo cáo dùng đều có; mẫu không chạy mã.",
        "Every field that a template uses exists, and no template runs code.",
    ),
    "templates-render": Text(
        "Xuất từng mẫu báo cáo với dữ liệu giả định.",
        "Every template renders with generated data.",
    ),
}
"""The checks of what a sector takes."""

CASES: Final[Mapping[str, Text]] = {
    "case-files": Text("Đọc các tệp ví dụ.", "The files of worked cases are read."),
    "cases": Text(
        "Số liệu vào, điểm, thứ hạng, xếp loại ra như ví dụ tính sẵn.",
        "Figures in; points, ranks and bands out, as the worked case says.",
    ),
}
"""The checks of the sector's own worked cases."""
NO_CASES: Final = Text(
    "Ngành chưa có ví dụ tính sẵn; đặt tệp vào cases/*.toml.",
    "The sector has no worked cases yet; put them into cases/*.toml.",
)
"""What is said of a folder or package without cases."""
