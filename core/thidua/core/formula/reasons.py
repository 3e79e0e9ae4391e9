"""Why a value is unknown, in words."""

from collections.abc import Mapping
from fractions import Fraction

from thidua.core.exact.reason import Reason, ReasonKind
from thidua.core.formula.telling.amounts import with_rounding
from thidua.core.formula.titles import Naming
from thidua.core.text.bilingual import Language, Text

_WORDS: Mapping[ReasonKind, Text] = {
    ReasonKind.MISSING: Text(vi="chưa có số liệu “{subject}”", en="“{subject}” is not reported"),
    ReasonKind.NEAR: Text(
        vi="“{subject}” mới ghi “gần …”, cần số liệu chính xác",
        en="“{subject}” is only given as “nearly …”; the exact figure is needed",
    ),
    ReasonKind.UNDECIDED: Text(
        vi="“{subject}” mới ghi “trên …” hoặc “dưới …”, chưa đủ để tính điểm",
        en="“{subject}” is only given as “over …” or “under …”, which leaves the points open",
    ),
    ReasonKind.DIVIDED_BY_ZERO: Text(vi="có phép chia cho 0", en="there is a division by 0"),
    ReasonKind.EMPTY_AGGREGATE: Text(
        vi="không có đơn vị nào trong cụm có số liệu để so sánh",
        en="no member of the cluster has a figure to compare with",
    ),
    ReasonKind.NOT_JUDGED: Text(
        vi="chưa chấm điểm tiêu chí “{subject}”", en="“{subject}” is not judged yet"
    ),
    ReasonKind.UNCOVERED: Text(
        vi="giá trị {detail} không thuộc bậc điểm nào",
        en="the value {detail} falls in no step of the table",
    ),
    ReasonKind.OVER_MAXIMUM: Text(
        vi="cách tính cho {detail} điểm, vượt điểm tối đa mà bảng điểm không quy định điểm thưởng",
        en="the formula gives {detail} points, above the maximum, and no bonus is declared",
    ),
    ReasonKind.NEGATIVE_MEAN: Text(
        vi="không lấy được trung bình nhân vì có phần điểm âm",
        en="a geometric mean cannot be taken of a negative part",
    ),
    ReasonKind.NOT_REAL: Text(
        vi="không tính được căn của số âm hoặc lũy thừa âm của 0",
        en="the root of a negative number, or a negative power of 0, does not exist",
    ),
    ReasonKind.TOO_LARGE: Text(
        vi="lũy thừa cho một số quá lớn", en="a power gives too large a number"
    ),
    ReasonKind.NO_CRITERIA_SET: Text(
        vi="phần “{subject}” của cách tính điểm không có bảng điểm cho ngành “{detail}”",
        en="part “{subject}” of the scheme has no criteria set for the sector “{detail}”",
    ),
    ReasonKind.PYTHON_FAULT: Text(
        vi="công thức “{subject}” bị lỗi: {detail}", en="formula “{subject}” failed: {detail}"
    ),
}


def reason_in_words(reason: Reason, naming: Naming) -> Text:
    """One reason as a clause, with the member it concerns where it is another's."""
    subject = naming.subject(reason.subject)
    prefix = f"{naming.member(reason.unit)}: " if reason.unit else ""
    return Text(
        vi=prefix + _filled(reason, subject, "vi"), en=prefix + _filled(reason, subject, "en")
    )


def _filled(reason: Reason, subject: Text, language: Language) -> str:
    template = _WORDS[reason.kind].in_language(language)
    return template.format(
        subject=subject.in_language(language), detail=_detail(reason.detail, language)
    )


def _detail(detail: str, language: Language) -> str:
    """Numbers in the reader's format, other words as they are."""
    ends = [_number(end, language) for end in detail.split("…")]
    return "…".join(ends)


def _number(text: str, language: Language) -> str:
    try:
        return with_rounding(Fraction(text), language)
    except (ValueError, ZeroDivisionError):
        return text
