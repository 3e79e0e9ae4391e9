"""The words that stand in cells for the values of enumerations, in the order of a list to choose
from."""

from collections.abc import Mapping
from typing import Final

from thidua.core.text.bilingual import Text

Words = Mapping[str | bool, Text]

YES_NO: Final[Words] = {True: Text("có", "yes"), False: Text("không", "no")}
NO_LIMIT: Final[Words] = {"none": Text("không giới hạn", "no limit")}
NOTHING: Final[Words] = {"none": Text("không có", "none")}
"""Of points and ranks that a unit must not get."""
BASIS: Final[Words] = {
    "official": Text("chính thức", "official"),
    "proposal": Text("đề xuất", "proposal"),
}
VALUE_KIND: Final[Words] = {
    "number": Text("số", "number"),
    "date": Text("ngày", "date"),
    "grade": Text("mức", "grade"),
    "yes-no": Text("có/không", "yes/no"),
}
DIRECTION: Final[Words] = {
    "higher": Text("cao hơn là tốt", "higher is better"),
    "lower": Text("thấp hơn là tốt", "lower is better"),
}
WHEN_BLANK: Final[Words] = {
    "missing": Text("thiếu số liệu", "missing"),
    "zero": Text("bằng 0", "zero"),
}
SEVERITY: Final[Words] = {
    "warning": Text("cảnh báo", "warning"),
    "error": Text("lỗi", "error"),
}
ROUNDING: Final[Words] = {
    "half-up": Text("nửa làm tròn lên", "half up"),
    "half-even": Text("nửa làm tròn về số chẵn", "half to even"),
    "up": Text("luôn lên", "up"),
    "down": Text("luôn xuống", "down"),
}
RANK_ON: Final[Words] = {
    "rounded": Text("điểm đã làm tròn", "rounded points"),
    "exact": Text("điểm chính xác", "exact points"),
}
NOT_APPLICABLE: Final[Words] = {
    "rescale": Text("quy đổi theo tiêu chí còn lại", "rescale"),
    "full-points": Text("cho đủ điểm", "full points"),
    "average": Text("lấy bình quân", "average"),
}
RANK_SCHEME: Final[Words] = {
    "1224": Text("1-2-2-4", "1-2-2-4"),
    "1223": Text("1-2-2-3", "1-2-2-3"),
    "1234": Text("1-2-3-4", "1-2-3-4"),
}
START: Final[Words] = {
    "full": Text("đủ điểm", "full points"),
    "zero": Text("từ 0", "from zero"),
}
UNCOVERED: Final[Words] = {"no-score": Text("không chấm", "no score")}
EVIDENCE: Final[Words] = {
    "required": Text("bắt buộc", "required"),
    "optional": Text("không bắt buộc", "optional"),
}
ONLY_IF: Final[Words] = {"full": Text("không bị trừ", "nothing deducted")}
STANDING: Final[Words] = {
    "normal": Text("bình thường", "normal"),
    "excluded": Text("không xét", "excluded"),
    "suspended": Text("tạm dừng", "suspended"),
    "capped": Text("bị khống chế", "capped"),
}
STATUS: Final[Words] = {
    "ranked": Text("được xếp hạng", "ranked"),
    "unscored": Text("chưa chấm đủ", "unscored"),
    "excluded": Text("bị loại", "excluded"),
    "suspended": Text("tạm dừng", "suspended"),
    "capped": Text("bị khống chế", "capped"),
}
