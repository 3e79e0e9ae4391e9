"""What a period freezes is one canonical text, from which the same set comes back."""

import functools
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from thidua import standard
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import CriteriaSet, TieKey, TieKeyKind
from thidua.core.model.formulas import Formula
from thidua.core.model.freezing import digest_of, freeze, freeze_scheme, thaw, thaw_scheme
from thidua.core.model.freezing.python_source import source_of
from thidua.core.model.indicator import Indicator
from thidua.core.model.scheme import Part, Scheme
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused

Compiled = Callable[[str], CompiledSet]
Read = Callable[[str], CriteriaSet]
Formulas = Mapping[str, Formula]

WHOLE = """
points = 30
valid_from = 2026-01-01
bonus_cap = "none"
combine = "child('A') + child('b') * 2"
tie_breakers = ["section:A", "formula:jobs / plan desc"]
bands = [{ code = "good", from = "79.5", title = { vi = "Tốt", en = "Good" } }]
[[sections]]
code = "A"
points = 20
combine = "geometric-mean"
places = 4
deductions_cap = 3
[[criteria]]
code = "a"
section = "A"
weight = "0.5"
points = 20
formula = "ratio-capped"
inputs = { actual = "jobs", target = "jobs.target" }
parameters = { floor = "0.5" }
rows = [
  { gate = "not given(meetings)", code = "g" },
  { code = "r", deduct = "0.5", per = "cases", cap = 2 },
  { bonus = 1, only_if = "full", when = "row('r') == 0 and late < 3" } ]
[[criteria]]
code = "a2"
section = "A"
weight = 1
points = 5
floor = "none"
bands = { on = "rate", uncovered = "no-score", steps = [{ over = 98, points = 5 }] }
[[criteria]]
code = "a3"
section = "A"
weight = 1
points = 5
interpolate = { on = "rate", steps = [[0, 0], [100, 5]] }
[[criteria]]
code = "b"
points = 5
[[criteria]]
code = "b.1"
parent = "b"
points = 5
judged = { from = 0, to = 5 }
[[criteria]]
code = "d"
points = 5
start = "zero"
rows = [{ earn = 5, when = "rate > 0" }]
"""
PYTHON = (
    "points = 5\n[[criteria]]\ncode = 'c'\npoints = 5\nformula = 'doubled'\n"
    "inputs = { x = 'rate' }\nbonus_cap = 5"
)


@pytest.mark.parametrize("body", [WHOLE, "points = 5\n[[criteria]]\ncode = 'c'\npoints = 5"])
def test_what_was_frozen_comes_back(compiled: Compiled, body: str) -> None:
    whole = compiled(body)
    text = freeze(whole)
    back = thaw(text, {})
    assert back == whole
    assert freeze(back) == text


def test_the_text_is_canonical(compiled: Compiled) -> None:
    text = freeze(compiled(WHOLE))
    plain = json.loads(text, parse_float=pytest.fail)
    assert "null" not in re.sub(r'"[^"]*"', "", text)
    assert text == json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert plain["set"]["criteria"][0]["weight"] == "0.5"
    assert plain["set"]["valid_from"] == "2026-01-01"
    assert {base["kind"] for base in (item["base"] for item in plain["set"]["criteria"])} == {
        "formula", "bands", "interpolate", "judged", "children", "start",
    }  # fmt: skip


def test_the_text_holds_only_what_the_set_uses(compiled: Compiled) -> None:
    plain = json.loads(freeze(compiled(WHOLE)))
    assert [formula["code"] for formula in plain["formulas"]] == ["ratio-capped"]
    assert [indicator["code"] for indicator in plain["indicators"]] == [
        "cases", "jobs", "late", "meetings", "plan", "rate",
    ]  # fmt: skip


def test_a_text_from_before_whole_counts_and_titles_of_grades_is_still_read(
    compiled: Compiled,
) -> None:
    plain = json.loads(freeze(compiled(WHOLE)))
    for indicator in plain["indicators"]:
        del indicator["whole"], indicator["grade_titles"]
    assert thaw(json.dumps(plain), {}) == compiled(WHOLE)


def test_the_digest_is_a_sha256_of_its_own() -> None:
    assert digest_of("{}") == hashlib.sha256(b"thidua-criteria-v1\0{}").hexdigest()
    assert digest_of("đ") != digest_of("Đ")


def test_a_later_release_of_a_formula_does_not_touch_a_frozen_set(
    read: Read, compiled: Compiled, indicators: Mapping[str, Indicator], formulas: Formulas
) -> None:
    text = freeze(compiled(WHOLE))
    later = {**formulas, "ratio-capped": evolve(formulas["ratio-capped"], expression="0")}
    assert thaw(text, later) == compiled(WHOLE)
    assert freeze(compile_set(read(WHOLE), indicators, later)) != text


def test_text_that_is_not_composed_is_refused(compiled: Compiled) -> None:
    whole = compiled(WHOLE)
    loose = evolve(whole, source=evolve(whole.source, legal_basis="Quye\u0302\u0301t"))
    with pytest.raises(Refused, match="NFC"):
        freeze(loose)


def test_tie_keys_of_a_scheme_stay_with_the_set(
    read: Read, indicators: Mapping[str, Indicator], formulas: Formulas
) -> None:
    keys = (TieKey(TieKeyKind.INDICATOR, "plots"), TieKey(TieKeyKind.FORMULA, "late * 2"))
    whole = compile_set(read(WHOLE), indicators, formulas, tie_breakers=keys)
    assert thaw(freeze(whole), {}) == whole


def test_a_scheme_is_frozen_with_its_sets(compiled: Compiled) -> None:
    whole = compiled(WHOLE)
    scheme = Scheme(
        (
            Part("c", Text("Chung", "Common"), Fraction("600.5"), "test-set"),
            Part("s", Text("Ngành", "Sector"), Fraction(4), by_sector=(("x", "test-set"),)),
        ),
        tie_breakers=whole.source.tie_breakers,
        bonus_cap="none",
    )
    text = freeze_scheme(scheme, {"test-set": whole})
    assert thaw_scheme(text, {}) == (scheme, {"test-set": whole})


def test_a_python_formula_is_stored_by_the_digest_of_its_file(
    compiled: Compiled, formulas: Formulas
) -> None:
    whole = compiled(PYTHON)
    text = freeze(whole)
    (plain,) = json.loads(text)["formulas"]
    content = Path(__file__).with_name("conftest.py").read_bytes()
    assert plain["python"]["digest"] == hashlib.sha256(content).hexdigest()
    assert "function" not in plain
    back = thaw(text, formulas)
    assert back == whole
    assert back.formulas[0].function is formulas["doubled"].function


def test_a_python_formula_that_changed_or_is_missing_is_named_with_the_version_needed(
    compiled: Compiled, formulas: Formulas
) -> None:
    text = freeze(compiled(PYTHON))
    other = evolve(formulas["doubled"], function=digest_of_nothing)
    expression = evolve(other, expression="x", function=None, places=None)
    for offered in ({}, {"doubled": other}, {"doubled": expression}):
        with pytest.raises(Refused, match=r"“doubled” has changed or is not installed.*module"):
            thaw(text, offered)


def test_a_python_formula_edited_within_one_release_says_so(
    compiled: Compiled, formulas: Formulas
) -> None:
    text = freeze(compiled(PYTHON))
    (plain,) = json.loads(text)["formulas"]
    edited = text.replace(plain["python"]["digest"], "0" * 64)
    with pytest.raises(Refused, match=r"same version .*other text.*workspace anew") as refusal:
        thaw(edited, formulas)
    (fault,) = refusal.value.faults
    assert "cùng phiên bản" in fault.in_language("vi")
    assert "Install" not in fault.in_language("en")


def digest_of_nothing(inputs: Mapping[str, Fraction]) -> int:
    return len(inputs)


def test_the_distribution_of_a_function_is_named(formulas: Formulas) -> None:
    plugin = source_of(formulas["doubled"], standard.thidua_formulas)  # type: ignore[arg-type]
    assert plugin.module == "thidua.standard"
    assert re.fullmatch(r"thidua \d+\.\d+\.\d+.*", plugin.distribution)
    ours = source_of(formulas["doubled"], digest_of_nothing)
    assert ours.distribution == ""


def test_a_function_without_a_source_file_cannot_be_frozen(formulas: Formulas) -> None:
    for function in (len, eval("lambda inputs: 1")):
        with pytest.raises(Refused, match="source of the formula “doubled” cannot be read"):
            source_of(formulas["doubled"], function)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format":"thidua-scheme","version":1}',
        '{"format":"thidua-criteria","version":1}',
        '{"format":"thidua-criteria","version":1,"set":{"code":"x"}}',
        '{"format":"thidua-criteria","version":1,"set":5}',
    ],
)
def test_a_damaged_text_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="damaged"):
        thaw(text, {})


def damage(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"points":"30"', '"points":"30.0"'),
        ('"points":"30"', '"points":30.5'),
        ('"points":"30"', '"points":"30","colour":"red"'),
        ('"kind":"bands"', '"kind":"band"'),
        ('"valid_from":"2026-01-01"', '"valid_from":"2026-13-01"'),
        ('"basis":"proposal"', '"basis":"rumour"'),
    ],
)
def test_values_that_freezing_never_writes_are_refused(
    compiled: Compiled, old: str, new: str
) -> None:
    with pytest.raises(Refused, match="damaged"):
        thaw(damage(freeze(compiled(WHOLE)), (old, new)), {})


@pytest.mark.parametrize(
    "text", ["{", '{"format":"thidua-scheme","version":1,"scheme":{"parts":[]},"sets":{}}',
    '{"format":"thidua-scheme","version":1}']
)  # fmt: skip
def test_a_damaged_scheme_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="damaged"):
        thaw_scheme(text, {})


def test_a_text_of_a_later_release_asks_for_that_release() -> None:
    with pytest.raises(Refused, match=r"format version 2\. Use a newer release"):
        thaw('{"format":"thidua-criteria","version":2}', {})


def test_what_stands_in_for_a_function_is_stored_as_the_function(
    compiled: Compiled, formulas: Formulas
) -> None:
    function = formulas["doubled"].function
    assert function is not None
    stand_in = functools.wraps(function)(lambda inputs: function(inputs))
    assert source_of(formulas["doubled"], stand_in) == source_of(formulas["doubled"], function)
