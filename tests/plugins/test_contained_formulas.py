"""Foreign formulas run in a child: exact as ever where they answer, stopped where they do not."""

import gc
import inspect
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from importlib import metadata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.figure import Figure
from thidua.core.formula.evaluation import FunctionStopped, Reading, Value
from thidua.core.formula.tree import Name, PythonCall
from thidua.core.model.formulas import PythonFunction
from thidua.plugins.code_places import place_of_function
from thidua.plugins.confinement import Stop, Stopped
from thidua.plugins.containment import Fences, PluginLimits, formulas
from thidua.plugins.containment.exact_texts import from_text
from thidua.plugins.containment.wording import remedy_of
from thidua.plugins.manager import Plugins

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limits")

HASTY = Fences(PluginLimits(seconds=2, memory=256))
PATIENT = Fences(PluginLimits(seconds=30, memory=512))

CURVES = """\
import ctypes, decimal, os, sys, threading, time
from fractions import Fraction
from thidua.plugins import Formula, Text, hookimpl

ABOUT = Text("thử", "trial")

def share(inputs):
    return Fraction(round(inputs["a"] / inputs["b"] * 100), 100)

def whole(inputs):
    return int(inputs["a"])

def nan(inputs):
    return float("nan")

def true(inputs):
    return True

def nothing(inputs):
    print("noise" * 10_000)

def many_decimals(inputs):
    return Fraction(1, 3)

def raises(inputs):
    if inputs["a"] > 0:
        raise ValueError(f"a là {inputs['a']}")
    return 0

def divides(inputs):
    return inputs["a"] / 0

def recursive(inputs):
    return recursive(inputs)

def leaves(inputs):
    raise SystemExit(3)

def changes_its_inputs(inputs):
    inputs["a"] = 0

def disturbs(inputs):
    decimal.getcontext().prec = 2
    return int(decimal.Decimal(12345) + 0)

def precision(inputs):
    return decimal.getcontext().prec

def huge(inputs):
    return 7 ** 20_000

def in_order(inputs):
    return "ab".index(next(iter(inputs)))

def whose(inputs):
    return os.getpid()

def prints(inputs):
    print("R" * 100_000)
    os.write(1, b"A" + bytes(8))
    sys.stderr.write("noise" * 50_000)
    return 1

def reads_input(inputs):
    return len(sys.stdin.read())

def forks(inputs):
    os.fork()
    return int(inputs["a"])

def starts_threads(inputs):
    for _ in range(3):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    return int(inputs["a"])

def loops(inputs):
    while True:
        pass

def sleeps(inputs):
    time.sleep(60)

def eats(inputs):
    return len([0] * 10**10)

def eats_slowly(inputs):
    kept = [0]
    while True:
        kept += kept

def quits(inputs):
    os._exit(0)

def quits_badly(inputs):
    os._exit(3)

def crashes(inputs):
    ctypes.string_at(1)

def forges(inputs):
    for handle in range(3, 10):
        try:
            os.write(handle, b"A" + bytes(7) + bytes([2]) + b"{}")
        except OSError:
            pass
    return 1

class Squares:
    def __call__(self, inputs):
        return inputs["a"] ** 2

FUNCTIONS = [
    value for name, value in sorted(globals().items())
    if getattr(value, "__module__", "") == __name__ and not isinstance(value, type)
]

@hookimpl
def thidua_formulas():
    for function in FUNCTIONS:
        code = "c-" + function.__name__.replace("_", "-")
        yield Formula(code, ABOUT, ABOUT, ("a", "b"), function=function, places=2)
    yield Formula("c-squares", ABOUT, ABOUT, ("a", "b"), function=Squares(), places=2)
    five = lambda inputs: FUNCTIONS and 5
    yield Formula("c-closure", ABOUT, ABOUT, ("a", "b"), function=five, places=2)
    yield Formula("c-expression", ABOUT, ABOUT, ("a", "b"), expression="a + b")
"""

Functions = Mapping[str, PythonFunction]
Load = Callable[[Fences | None], Functions]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder in which the package with the formulas is installed."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "thidua_curves.py").write_text(CURVES, encoding="utf-8")
    information = folder / "thidua_curves-1.2.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: thidua-curves\nVersion: 1.2\n"
    )
    (information / "entry_points.txt").write_text("[thidua.plugins]\ncurves = thidua_curves\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        yield folder
    sys.modules.pop("thidua_curves", None)


@pytest.fixture(scope="module")
def load(site: Path) -> Load:
    """The functions by formula code, as a catalogue has them."""
    found = [
        entry_point
        for distribution in metadata.distributions(path=[str(site)])
        for entry_point in distribution.entry_points
    ]

    def functions(fences: Fences | None) -> Functions:
        plugins = Plugins.load(found, fences=fences, strict=True)
        catalogue = plugins.catalogue(plugins.codes_to_enable)
        return {code: it.function for code, it in catalogue.formulas.items() if it.function}

    return functions


@pytest.fixture(scope="module")
def here(load: Load) -> Functions:
    return load(None)


@pytest.fixture(scope="module")
def there(load: Load) -> Functions:
    return load(PATIENT)


INPUTS = {"a": Fraction(3), "b": Fraction(4)}


class Unit:
    """A unit with the figures a and b."""

    unit = "u"

    def __init__(self, a: Fraction, b: Fraction) -> None:
        self._figures = {"a": Figure(a), "b": Figure(b)}

    def figure(self, name: Name) -> Figure | None:
        return self._figures[name.indicator]

    def judged(self, criterion: str) -> Fraction | None:
        return None

    def child(self, code: str) -> Fraction | None:
        return None


def value(functions: Functions, code: str, a: Fraction, b: Fraction) -> Value:
    """What the engine makes of a formula's answer."""
    node = PythonCall(code, (("a", Name("a")), ("b", Name("b"))), places=2)
    return Reading(Unit(a, b), python=functions).number(node)


SAME = ("share whole nan true nothing many-decimals raises divides recursive leaves"
        " changes-its-inputs disturbs precision huge in-order squares closure").split()  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_what_a_formula_gives_is_the_same_here_and_there(
    here: Functions, there: Functions, name: str
) -> None:
    expected = value(here, f"c-{name}", *INPUTS.values())
    assert value(there, f"c-{name}", *INPUTS.values()) == expected
    # The second time it is remembered, faults included.
    assert value(there, f"c-{name}", *INPUTS.values()) == expected


numbers = st.fractions(max_denominator=10**12) | st.integers().map(Fraction)


@settings(max_examples=60, deadline=None)
@given(a=numbers, b=numbers, name=st.sampled_from(["share", "whole", "raises", "squares"]))
def test_for_all_figures(
    here: Functions, there: Functions, a: Fraction, b: Fraction, name: str
) -> None:
    assert value(there, f"c-{name}", a, b) == value(here, f"c-{name}", a, b)


def test_a_fault_names_the_author_s_line(there: Functions) -> None:
    line = CURVES.splitlines().index('    return inputs["a"] / 0') + 1
    found = value(there, "c-divides", *INPUTS.values())
    assert f"ZeroDivisionError: Fraction(1, 0) (thidua_curves.py:{line})" in str(found)


@posix_only
def test_it_runs_in_one_other_process_which_ends_with_its_run(load: Load) -> None:
    functions = load(PATIENT)
    first = functions["c-whose"](INPUTS)
    assert first != os.getpid()
    assert functions["c-whose"]({**INPUTS, "a": Fraction(9)}) == first
    os.kill(int(first), 0)
    del functions
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(int(first), 0)


def test_it_passes_for_the_function_where_that_is_looked_at(
    here: Functions, there: Functions
) -> None:
    original, stand_in = here["c-share"], there["c-share"]
    assert stand_in is not original
    assert inspect.unwrap(stand_in) is original
    assert place_of_function(stand_in) == place_of_function(original)


def test_without_fences_formulas_are_called_here(here: Functions) -> None:
    assert here["c-whose"](INPUTS) == os.getpid()


@pytest.mark.parametrize("name", ["prints", "reads-input", "forks", "starts-threads", "forges"])
@posix_only
def test_no_trick_gives_one_cell_the_points_of_another(load: Load, name: str) -> None:
    """As root a formula can fork; else it fails to, and says so."""
    functions = load(PATIENT)
    for a in range(1, 5):
        try:
            value(functions, f"c-{name}", Fraction(a), Fraction(1))
        except FunctionStopped:
            assert name == "forges"
        assert functions["c-whole"]({"a": Fraction(a), "b": Fraction(1)}) == a


@pytest.mark.parametrize(
    ("name", "vi", "en"),
    [
        ("loops", "chạy quá 2 giây mà chưa xong, nên đã bị dừng", "still running after 2 s"),
        ("sleeps", "chạy quá 2 giây mà chưa xong, nên đã bị dừng", "still running after 2 s"),
        ("eats", "cần hơn 256 MiB bộ nhớ, nên đã bị dừng", "needs over 256 MiB of memory"),
        ("eats-slowly", "cần hơn 256 MiB bộ nhớ, nên đã bị dừng", "needs over 256 MiB of memory"),
        ("quits", "kết thúc đột ngột (exit code 0)", "end abruptly (exit code 0)"),
        ("quits-badly", "kết thúc đột ngột (exit code 3)", "end abruptly (exit code 3)"),
        ("crashes", "kết thúc đột ngột (SIGSEGV)", "end abruptly (SIGSEGV)"),
    ],
)
@posix_only
def test_a_formula_that_gives_no_answer_is_stopped_and_named(
    load: Load, name: str, vi: str, en: str
) -> None:
    functions = load(HASTY)
    with pytest.raises(FunctionStopped) as caught:
        functions[f"c-{name}"](INPUTS)
    (fault,) = caught.value.faults
    by = f"công thức “c-{name}” của phần mở rộng “curves” (gói thidua-curves 1.2): "
    assert fault.what.vi.startswith(by) and vi in fault.what.vi
    assert f"formula “c-{name}” of the plugin “curves” (package thidua-curves 1.2)" in fault.what.en
    assert en in fault.what.en
    line = CURVES.splitlines().index(f"def {name.replace('-', '_')}(inputs):") + 1
    assert fault.place.endswith(f"thidua_curves.py:{line}")
    assert fault.remedy is not None
    # It is not waited for again, and the others go on.
    begun = time.monotonic()
    with pytest.raises(FunctionStopped):
        functions[f"c-{name}"]({"a": Fraction(1), "b": Fraction(1)})
    assert time.monotonic() - begun < 0.5
    assert functions["c-whole"](INPUTS) == 3


@pytest.mark.parametrize(
    ("kind", "remedy"),
    [
        (Stop.TIME, "set plugin_seconds = 6 in thidua.toml, or THIDUA_PLUGIN_SECONDS=6 in the env"),
        (Stop.MEMORY, "set plugin_memory = 512 in thidua.toml, or THIDUA_PLUGIN_MEMORY=512 in the"),
        (Stop.DIED, "Tell the author of the plugin about it."),
        (Stop.OUTPUT, "Tell the author of the plugin about it."),
    ],
)
def test_the_remedy_is_the_limit_that_was_reached(kind: Stop, remedy: str) -> None:
    assert remedy in remedy_of(Stopped(kind, ""), HASTY.limits).en


def test_a_plugin_that_cannot_be_loaded_there_is_told(
    monkeypatch: pytest.MonkeyPatch, load: Load
) -> None:
    functions = load(PATIENT)
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(FunctionStopped, match="cannot be run in a process of its own"):
        functions["c-whole"](INPUTS)


def test_a_plugin_whose_import_is_not_allowed_there_is_told(load: Load, site: Path) -> None:
    functions = load(PATIENT)
    source = site / "thidua_curves.py"
    source.write_text(CURVES + "open(__file__ + '.txt', 'w')\n", encoding="utf-8")
    try:
        for _ in range(2):
            with pytest.raises(FunctionStopped, match=r"process of its own \(PermissionError"):
                functions["c-whole"](INPUTS)
    finally:
        source.write_text(CURVES, encoding="utf-8")


def test_a_formula_that_the_child_does_not_find_is_a_fault_of_the_cell(
    load: Load, site: Path
) -> None:
    functions = load(PATIENT)
    source = site / "thidua_curves.py"
    source.write_text(CURVES.replace("c-squares", "c-other"), encoding="utf-8")
    try:
        assert "no such function" in str(value(functions, "c-squares", *INPUTS.values()))
    finally:
        source.write_text(CURVES, encoding="utf-8")


def test_only_so_many_answers_are_remembered(monkeypatch: pytest.MonkeyPatch, load: Load) -> None:
    monkeypatch.setattr(formulas, "MOST_REMEMBERED", 2)
    functions = load(PATIENT)
    for a in (1, 2, 3, 1):
        assert functions["c-whole"]({"a": Fraction(a), "b": Fraction(1)}) == a


def test_expressions_are_no_foreign_code(load: Load) -> None:
    assert "c-expression" not in load(PATIENT)


@pytest.mark.parametrize("text", ["", "1", "1/0", "1/2 ", "0x1/2", "nan", "1.5/2", "-/1", "1/-2"])
def test_what_is_no_exact_number_is_not_taken_for_one(text: str) -> None:
    with pytest.raises(ValueError):
        from_text(text)
