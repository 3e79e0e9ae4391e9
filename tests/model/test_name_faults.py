"""Unknown names are found in a set that has other faults, and none are made up."""

from collections.abc import Mapping

import pytest

from thidua.core.model.compiling import compile_set
from thidua.core.model.compiling.name_faults import faults_of_names
from thidua.core.model.compiling.name_resolution import Known
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.model.structuring import criteria_set_as_far_as_read
from thidua.core.model.toml_places import load_toml
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused

NAME = Text("Tên", "Name")
JOBS = Indicator("jobs", NAME, NAME)
SHARE = Formula("in-share", NAME, NAME, inputs=("part",), expression="points * part")
HEAD = 'code = "t"\ntitle = { vi = "Thử", en = "Test" }\nbasis = "proposal"\n'
KNOWN = Known({"jobs": JOBS}, {"in-share": SHARE})


def found(lines: str, known: Known = KNOWN, head: str = "points = 99\n") -> Mapping[str, str]:
    """The faults of the names of a set whose points do not add up, by place."""
    text = f'{HEAD}{head}[[criteria]]\ncode = "c"\npoints = 10\n{lines}\n'
    read = criteria_set_as_far_as_read(load_toml(text))
    assert head != "points = 99\n" or read.faults
    names = faults_of_names(read.record, known, read.unread)
    return {fault.place.removeprefix("criteria[c]."): fault.what.en for fault in names}


EVERYWHERE = """
bands = { on = "jobz", steps = [{ below = 5, points = 0 }, { from = 5, points = 10 }] }
rows = [
    { gate = "gatez > 1", title = { vi = "Loại", en = "Out" } },
    { deduct = 1, when = "whenz > 1" },
    { deduct = 1, per = "perz" },
]
"""


def test_names_are_found_in_every_expression_of_a_set_with_other_faults() -> None:
    assert set(found(EVERYWHERE)) == {
        "bands.on", "rows[1].when", "rows[2].per", "gates[1].gate",
    }  # fmt: skip
    assert set(found("interpolate = { on = 'jobz', steps = [[0, 0], [1, 10]] }")) == {
        "interpolate.on"
    }


@pytest.mark.parametrize(
    "lines",
    [
        "formula = 'jobz'",
        "formula = 'in-shar'\ninputs = { part = 'jobs' }",
        "formula = 'in-share'\ninputs = { prt = 'jobz' }",
        "formula = 'in-share'\ninputs = { part = 'jobs' }\nparameters = { most = 1 }",
    ],
)
def test_they_are_those_that_compiling_a_sound_set_finds(lines: str) -> None:
    head = 'points = 10\ntie_breakers = ["indicator:jobz desc", "formula:jobz + 1 desc"]\n'
    text = f'{HEAD}{head}[[criteria]]\ncode = "c"\npoints = 10\n{lines}\n'
    read = criteria_set_as_far_as_read(load_toml(text))
    with pytest.raises(Refused) as caught:
        compile_set(read.sound, KNOWN.indicators, KNOWN.formulas)
    assert set(caught.value.faults) == set(faults_of_names(read.record, KNOWN))


def test_nothing_is_said_of_what_could_not_be_read() -> None:
    assert found("formula = 'in-share'\ninputs = { part = 1.5 }") == {}
    assert found("", head='points = 10\ntie_breakers = [3, "indicator:jobz"]\n') == {}


def test_where_more_may_be_declared_no_name_is_unknown() -> None:
    open_names = Known({}, {"in-share": SHARE}, any_indicator=True)
    assert found(EVERYWHERE, open_names) == {}
    assert found("formula = 'children'", open_names) == {}
    assert set(found("formula = 'in-shar'", open_names)) == {"formula"}
    assert found("", open_names, 'points = 10\ntie_breakers = ["indicator:jobz desc"]\n') == {}


def test_where_more_formulas_may_be_declared_none_is_unknown() -> None:
    open_formulas = Known({"jobs": JOBS}, {}, any_formula=True)
    assert found("formula = 'in-share'\ninputs = { part = 'jobs' }", open_formulas) == {}
    assert set(found("formula = 'x-y'\ninputs = { part = 'jobz' }", open_formulas)) == {
        "inputs.part"
    }
    both = Known({}, {}, any_indicator=True, any_formula=True)
    assert found("formula = 'share'\ninputs = { part = 'jobs' }", both) == {}


def test_inputs_of_a_formula_that_could_not_be_read_are_not_held_against_it() -> None:
    unclear = Known({"jobs": JOBS}, {}, unclear=frozenset({"in-share"}))
    assert set(found("formula = 'in-share'\ninputs = { prt = 'jobz' }", unclear)) == {"inputs.prt"}
