"""A plugin's function that was stopped from outside ends the scoring, and says at which cell."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from thidua.core.formula.evaluation import FunctionFault, FunctionStopped
from thidua.core.model.compiling import compile_set
from thidua.core.model.formulas import Formula, PythonFunction
from thidua.core.model.observation import Layer
from thidua.core.model.scheme import Scheme
from thidua.core.model.structuring import read_criteria_set
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.results import Case, ClusterScore
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused

TABLE = {
    "code": "t",
    "title": {"vi": "Bảng", "en": "Table"},
    "basis": "proposal",
    "points": 10,
    "criteria": [{"code": "A", "points": 10, "formula": "curve"}],
}


def scored(function: PythonFunction) -> ClusterScore:
    formula = Formula(
        "curve", Text("Cong", "Curve"), Text("…", "…"), (), function=function, places=0
    )
    compiled = compile_set(read_criteria_set(TABLE), {}, {"curve": formula})
    members = (Member("u", "Đơn vị u", "division"),)
    case = Case(
        Scheme.plain(compiled.source), {"t": compiled}, members, Entries(Layer.SELF, {}, {}, {})
    )
    return score_cluster(case)


def test_a_function_that_was_stopped_ends_the_scoring_and_the_cell_is_named() -> None:
    remedy = Text("Nâng giới hạn.", "Raise the limit.")

    def stopped(inputs: Mapping[str, Fraction]) -> int:
        what = Text("công thức “curve” đã bị dừng", "the formula “curve” was stopped")
        raise FunctionStopped((Fault(what, "curves.py:7", remedy),))

    with pytest.raises(Refused) as caught:
        scored(stopped)
    (fault,) = caught.value.faults
    assert fault.in_language("vi") == (
        "curves.py:7: Tiêu chí “A”, đơn vị “u”: công thức “curve” đã bị dừng Nâng giới hạn."
    )
    assert fault.in_language("en") == (
        "curves.py:7: Criterion “A”, unit “u”: the formula “curve” was stopped Raise the limit."
    )


def test_a_function_at_fault_leaves_its_points_unknown() -> None:
    def wrong(inputs: Mapping[str, Fraction]) -> int:
        raise FunctionFault("returned float, not Fraction or int")

    ((_, cell),) = scored(wrong).by_unit["u"].cells()
    assert [it.detail for it in cell.unknown] == ["returned float, not Fraction or int"]
