"""The words of the field for what the model calls by a code."""

from collections.abc import Mapping

from thidua.core.model.criteria import Basis, TieKey, TieKeyKind
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer
from thidua.core.model.period import PeriodKind, PeriodState
from thidua.core.scoring.results import Status
from thidua.core.text.bilingual import Text

LAYER_WORDS = {
    Layer.SELF: Text("tự chấm", "self-score"),
    Layer.APPRAISED: Text("thẩm định", "appraised"),
    Layer.STANDING_BODY: Text("cơ quan thường trực", "standing body"),
    Layer.COUNCIL: Text("hội đồng", "council"),
}

STATUS_WORDS = {
    Status.RANKED: Text("xếp hạng", "ranked"),
    Status.UNSCORED: Text("chưa chấm được", "unscored"),
    Status.EXCLUDED: Text("không xét", "excluded"),
    Status.SUSPENDED: Text("tạm hoãn khen thưởng", "award suspended"),
    Status.CAPPED: Text("không xét mức khen cao nhất", "highest award barred"),
}

BASIS_WORDS = {
    Basis.OFFICIAL: Text("bảng điểm đã ban hành", "issued criteria set"),
    Basis.PROPOSAL: Text(
        "bảng điểm đề xuất, chưa cơ quan nào ban hành",
        "proposed criteria set, issued by no authority",
    ),
}

PERIOD_KIND_WORDS = {
    PeriodKind.QUARTER: Text("quý", "quarter"),
    PeriodKind.HALF_YEAR: Text("6 tháng", "half-year"),
    PeriodKind.YEAR: Text("năm", "year"),
    PeriodKind.STAGE: Text("giai đoạn", "stage"),
    PeriodKind.MOVEMENT: Text("phong trào", "movement"),
}

PERIOD_STATE_WORDS = {
    PeriodState.OPEN: Text("đang mở", "open"),
    PeriodState.FINAL: Text("đã chốt", "final"),
}

ILLUSTRATIVE = Text("số liệu minh hoạ", "illustrative figures")
PROVISIONAL = Text("thứ hạng tạm thời", "provisional ranks")

_NO_INDICATORS: Mapping[str, Indicator] = {}

_TIE_KEYS = {
    TieKeyKind.SECTION: Text("điểm mục {code}", "points of section {code}"),
    TieKeyKind.CRITERION: Text("điểm tiêu chí {code}", "points of criterion {code}"),
    TieKeyKind.INDICATOR: Text("chỉ tiêu {code}", "indicator {code}"),
    TieKeyKind.FORMULA: Text("công thức {code}", "formula {code}"),
    TieKeyKind.CRITERIA_AT_MAXIMUM: Text(
        "số tiêu chí đạt điểm tối đa", "number of criteria at maximum"
    ),
    TieKeyKind.FEWEST_DEDUCTIONS: Text("ít điểm trừ hơn", "fewest deductions"),
}


def tie_key_words(key: TieKey, indicators: Mapping[str, Indicator] = _NO_INDICATORS) -> Text:
    """What a tie key looks at; an indicator among those given is called by its title."""
    words = _TIE_KEYS[key.kind]
    if key.kind is TieKeyKind.INDICATOR and key.code in indicators:
        title = indicators[key.code].title
    else:
        title = Text(key.code or "?", key.code or "?")
    return Text(words.vi.format(code=title.vi), words.en.format(code=title.en))


def tie_key_code(key: TieKey) -> str:
    """A tie key as a criteria set writes it, without its direction."""
    return f"{key.kind}:{key.code}" if key.code else key.kind.value
