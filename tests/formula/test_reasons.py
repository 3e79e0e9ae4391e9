"""Why there is no answer, in words."""

import pytest

from thidua.core.exact.reason import Reason, ReasonKind
from thidua.core.formula.reasons import reason_in_words
from thidua.core.formula.titles import Naming
from thidua.core.text.bilingual import Text

NAMING = Naming(
    titles={"jobs": Text("Việc làm mới", "Jobs created"), "LS-01": Text("Việc làm", "Jobs")},
    members={"u2": "Phòng Hai"},
)


@pytest.mark.parametrize("kind", ReasonKind)
def test_every_reason_has_words_in_both_languages(kind: ReasonKind) -> None:
    words = reason_in_words(Reason(kind, "jobs", "12.5"), NAMING)
    for text in (words.vi, words.en):
        assert "{" not in text
        assert not text.endswith(".")


@pytest.mark.parametrize(
    ("reason", "vi", "en"),
    [
        (
            Reason(ReasonKind.MISSING, "jobs.target"),
            "chưa có số liệu “Việc làm mới (mức giao)”",
            "“Jobs created (target)” is not reported",
        ),
        (
            Reason(ReasonKind.MISSING, "visits"),
            "chưa có số liệu “visits”",
            "“visits” is not reported",
        ),
        (
            Reason(ReasonKind.NOT_JUDGED, "LS-01"),
            "chưa chấm điểm tiêu chí “Việc làm”",
            "“Jobs” is not judged yet",
        ),
        (
            Reason(ReasonKind.UNCOVERED, detail="98.5"),
            "giá trị 98,5 không thuộc bậc điểm nào",
            "the value 98.5 falls in no step of the table",
        ),
        (
            Reason(ReasonKind.UNCOVERED, detail="1/3"),
            "giá trị 1/3 ≈ 0,3333 không thuộc bậc điểm nào",
            "the value 1/3 ≈ 0.3333 falls in no step of the table",
        ),
        (
            Reason(ReasonKind.OVER_MAXIMUM, detail="50.5…"),
            "cách tính cho 50,5… điểm, vượt điểm tối đa mà bảng điểm không quy định điểm thưởng",
            "the formula gives 50.5… points, above the maximum, and no bonus is declared",
        ),
        (
            Reason(ReasonKind.PYTHON_FAULT, "curve", "a float {x}"),
            "công thức “curve” bị lỗi: a float {x}",
            "formula “curve” failed: a float {x}",
        ),
        (
            Reason(ReasonKind.MISSING, "jobs", unit="u2"),
            "Phòng Hai: chưa có số liệu “Việc làm mới”",
            "Phòng Hai: “Jobs created” is not reported",
        ),
        (
            Reason(ReasonKind.UNDECIDED),
            "“?” mới ghi “trên …” hoặc “dưới …”, chưa đủ để tính điểm",
            "“?” is only given as “over …” or “under …”, which leaves the points open",
        ),
    ],
)
def test_a_reason_names_what_it_is_about(reason: Reason, vi: str, en: str) -> None:
    assert reason_in_words(reason, NAMING) == Text(vi, en)
