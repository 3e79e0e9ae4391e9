"""Names of a set are resolved when the catalogue is built: all that is unknown is said at once."""

from collections.abc import Callable, Mapping

import pytest

from thidua.core.formula.tree import Arithmetic, Child, Name
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import CriteriaSet, TieKey, TieKeyKind
from thidua.core.model.formulas import Formula, Parameter
from thidua.core.model.indicator import Indicator
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused

Compiled = Callable[[str], CompiledSet]
Read = Callable[[str], CriteriaSet]
ByPlace = Callable[[Refused], Mapping[str, tuple[str, ...]]]

NAME = Text("Tên", "Name")


def criterion(lines: str) -> str:
    return f'points = 10\n[[criteria]]\ncode = "c"\npoints = 10\n{lines}\n'


@pytest.mark.parametrize(
    ("lines", "place", "message"),
    [
        ("formula = 'jobz / plan'", "formula", "no name “jobz”. Did you mean “jobs”?"),
        ("formula = 'jobz'", "formula", "There is no formula “jobz”. Did you mean “jobs”?"),
        (
            "formula = 'ratio-caped'\ninputs = { actual = 'jobs' }",
            "formula",
            "There is no formula “ratio-caped”. Did you mean “ratio-capped”?",
        ),
        (
            "formula = 'ratio-capped'\ninputs = { actual = 'jobs', targt = 'plan' }",
            "inputs.targt",
            "The formula “ratio-capped” has no input “targt”. Did you mean “target”?",
        ),
        (
            "formula = 'ratio-capped'\ninputs = { actual = 'jobs' }",
            "inputs",
            "The formula “ratio-capped” needs the input “target”.",
        ),
        (
            "formula = 'ratio-capped'\ninputs = { actual = 'jobs', target = 'planned' }",
            "inputs.target",
            "There is no name “planned”.",
        ),
        (
            "formula = 'ratio-capped'\ninputs = { actual = 'jobs', target = 'plan > 1' }",
            "inputs.target",
            "this expression is a condition.",
        ),
        (
            "formula = 'ratio-capped'\ninputs = { actual = 'jobs', target = 'plan' }\n"
            "parameters = { flor = 1 }",
            "parameters.flor",
            "has no parameter “flor”. Did you mean “floor”?",
        ),
        (
            "formula = 'ratio-capped'\ninputs = { actual = 'jobs', target = 'plan' }\n"
            "parameters = { floor = 'half' }",
            "parameters.floor",
            "needs a number, but found “half”.",
        ),
        (
            "formula = 'ratio-capped'\ninputs = { actual = 'jobs', target = 'plan' }\n"
            "parameters = { when_target_zero = 'ful' }",
            "parameters.when_target_zero",
            "does not take “ful”. Did you mean “full”?",
        ),
        (
            "formula = 'share'\ninputs = { part = 'jobs' }",
            "parameters",
            "The formula “share” needs the parameter “factor”.",
        ),
        (
            "formula = 'jobs'\ninputs = { a = 'plan' }",
            "inputs.a",
            "The expression never reads “a”.",
        ),
        (
            "formula = 'jobs / 2'\nparameters = { a = 1 }",
            "parameters.a",
            "Parameters go with a standard formula, not with an expression.",
        ),
        ("bands = { on = 'rat', steps = [{ points = 1 }] }", "bands.on", "Did you mean “rate”?"),
        ("interpolate = { on = 'rat', steps = [[1, 1], [2, 2]] }", "interpolate.on", "“rate”"),
        ("rows = [{ code = 'r', deduct = 1, when = 'casez > 0' }]", "rows[r].when", "“cases”"),
        ("rows = [{ deduct = 1, per = 'casez' }]", "rows[1].per", "Did you mean “cases”?"),
        ("rows = [{ gate = 'given(reprt)' }]", "gates[1].gate", "There is no name “reprt”."),
    ],
)
def test_what_is_unknown_has_its_place_and_the_nearest_that_is_known(
    compiled: Compiled, by_place: ByPlace, lines: str, place: str, message: str
) -> None:
    with pytest.raises(Refused) as refused:
        compiled(criterion(lines))
    found = by_place(refused.value)
    assert all(at.startswith(f"criteria[c].{place.partition('.')[0]}") for at in found)
    assert any(message in text for text in found[f"criteria[c].{place}"])


def test_all_that_is_unknown_is_said_at_once(compiled: Compiled, by_place: ByPlace) -> None:
    body = (
        "tie_breakers = ['indicator:par_index', 'formula:jobs / plann']\n"
        + criterion("formula = 'jobz / 2'\nrows = [{ deduct = 1, when = 'x > y' }]")
        + "[[criteria]]\ncode = 'd'\npoints = 0\nformula = 'no-such-formula'"
    )
    with pytest.raises(Refused) as refused:
        compiled(body)
    found = by_place(refused.value)
    assert set(found) == {
        "criteria[c].formula",
        "criteria[c].rows[1].when",
        "criteria[d].formula",
        "tie_breakers[1]",
        "tie_breakers[2]",
    }
    assert len(found["criteria[c].rows[1].when"]) == 2


def test_a_set_with_faults_of_its_own_is_refused_for_those(
    read: Read, indicators: Mapping[str, Indicator]
) -> None:
    from attrs import evolve

    source = read(criterion(""))
    with pytest.raises(Refused, match="add up to 10, but 11"):
        compile_set(evolve(source, points=source.points + 1), indicators, {})


def test_names_joined_by_a_hyphen_are_a_difference_where_all_of_them_exist(
    compiled: Compiled,
) -> None:
    item = compiled(criterion("formula = 'jobs-plan'\nbonus_cap = 1")).criteria[0]
    assert Arithmetic("-", Name("jobs"), Name("plan")) in (
        getattr(argument, "operand", argument) or argument for argument in _operands(item.full)
    )


def _operands(node: object) -> list[object]:
    found: list[object] = [node]
    for argument in getattr(node, "arguments", ()):
        found.extend(_operands(argument))
    return found


def test_a_faulty_hyphenated_expression_is_found_when_names_are_known(
    compiled: Compiled, by_place: ByPlace
) -> None:
    with pytest.raises(Refused, match="There is no formula “jobs-plann”"):
        compiled(criterion("formula = 'jobs-plann'"))


def test_an_unknown_formula_that_resembles_nothing_is_answered_with_formulas_alone(
    read: Read,
) -> None:
    source = read(criterion("formula = 'zzz-qqq'"))
    jobs = Indicator("jobs", NAME, NAME)
    share = Formula("share", NAME, NAME, ("a",), expression="a")

    def remedy(*formulas: Formula) -> Text | None:
        with pytest.raises(Refused) as refused:
            compile_set(source, {"jobs": jobs}, {it.code: it for it in formulas})
        return refused.value.faults[0].remedy

    assert remedy(share) == Text("Các giá trị được dùng: share.", "Known here: share.")
    assert remedy() == Text(
        "Ở đây chưa có công thức nào: phần mở rộng “standard” chưa được nạp.",
        "No formula is known here: the plugin “standard” is not loaded.",
    )


def test_what_was_used_is_kept_in_order_of_codes(compiled: Compiled) -> None:
    whole = compiled(
        "tie_breakers = ['indicator:rate desc', 'formula:late']\n"
        + criterion(
            "formula = 'ratio-capped'\ninputs = { actual = 'plan', target = 'jobs.target' }\n"
            "rows = [{ gate = 'not given(meetings)' }, { deduct = 1, per = 'cases' }]"
        )
    )
    assert [indicator.code for indicator in whole.indicators] == [
        "cases", "jobs", "late", "meetings", "plan", "rate",
    ]  # fmt: skip
    assert [formula.code for formula in whole.formulas] == ["ratio-capped"]
    assert whole.criteria[0].inputs == ("cases", "jobs", "meetings", "plan")
    assert dict(whole.tie_formulas) == {"late": Name("late")}
    assert whole.by_code["c"] is whole.criteria[0]


def test_tie_keys_of_a_scheme_are_compiled_with_the_set(
    read: Read, indicators: Mapping[str, Indicator]
) -> None:
    keys = (TieKey(TieKeyKind.INDICATOR, "rate"), TieKey(TieKeyKind.FORMULA, "jobs / plan"))
    whole = compile_set(read(criterion("")), indicators, {}, tie_breakers=keys)
    assert [one.code for one in whole.indicators] == ["jobs", "plan", "rate"]
    assert "jobs / plan" in dict(whole.tie_formulas)


def test_sections_that_are_expressions_have_their_trees(compiled: Compiled) -> None:
    whole = compiled(
        "points = 10\ncombine = \"min(child('A'), points)\"\n"
        "[[sections]]\ncode = 'A'\npoints = 10\ncombine = \"child('c') / 2\"\n"
        "[[criteria]]\ncode = 'c'\nsection = 'A'\npoints = 20"
    )
    trees = dict(whole.combines)
    assert set(trees) == {"", "A"}
    assert isinstance(trees["A"], Arithmetic) and trees["A"].left == Child("c")


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        (
            Formula("f", NAME, NAME, ("x",), expression="x + jobs"),
            "There is no name “jobs”.",
        ),
        (
            Formula("f", NAME, NAME, ("x",), (Parameter("k", "ten", NAME),), "x * k"),
            "The parameter “k” needs a number, but found “ten”.",
        ),
    ],
    ids=["reads an indicator", "bad default"],
)
def test_a_faulty_formula_of_a_plugin_is_named(
    read: Read,
    indicators: Mapping[str, Indicator],
    by_place: ByPlace,
    formula: Formula,
    message: str,
) -> None:
    with pytest.raises(Refused) as refused:
        source = read(criterion("formula = 'f'\ninputs = { x = 'rate' }"))
        compile_set(source, indicators, {"f": formula})
    ((place, texts),) = by_place(refused.value).items()
    assert place.startswith("formulas[f]") and message in texts[0]
