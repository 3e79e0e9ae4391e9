"""Stages that are stopped, or whose answers make no sense."""

from pathlib import Path
from typing import Any

import pytest

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused
from thidua.plugins.confinement import Limits, Stop, Stopped
from thidua.plugins.confinement.limits import MIB
from thidua.plugins.kit import Area, KitLimits, Verdict
from thidua.plugins.kit.examination import Examination, _Declared
from thidua.plugins.kit.examining import _folder_of
from thidua.plugins.kit.fault_sorting import check_of_quarantine
from thidua.plugins.kit.reproducing import reproduction_results
from thidua.plugins.kit.stage_child import StageChild
from thidua.plugins.kit.targets import Target, TargetKind
from thidua.plugins.kit.wording import stopped_words
from thidua.plugins.quarantine import Origin, Quarantine

SAMPLE = Path(__file__).parents[2] / "data" / "sectors" / "y_te"
TARGET = Target(TargetKind.FOLDER, str(SAMPLE))
LIMITS = Limits(wall_seconds=3, memory=256 * MIB)


@pytest.mark.parametrize(
    ("stop", "words"),
    [
        (Stopped(Stop.TIME, "3 s"), "Did not end within 3 seconds."),
        (Stopped(Stop.MEMORY, "256 MiB"), "Took over 256 MiB of memory."),
        (Stopped(Stop.DIED, "SIGSEGV"), "Ended the program (SIGSEGV)."),
        (Stopped(Stop.FAILED, "KeyError: 'x'"), "Stopped by an unforeseen error (KeyError: 'x')."),
        (Stopped(Stop.OUTPUT, "5 B"), "Stopped, for the outcome is larger than allowed (5 B)."),
    ],
)
def test_how_a_stage_came_to_its_end(stop: Stopped, words: str) -> None:
    assert stopped_words(stop, LIMITS).en == words


def test_answer_that_is_no_json(monkeypatch: pytest.MonkeyPatch) -> None:
    child = StageChild(TARGET, LIMITS)
    monkeypatch.setattr(child._confined, "call", lambda _: b"{")
    with pytest.raises(Stopped, match="JSONDecodeError"):
        child.ask("declaration")


@pytest.mark.parametrize("plain", [{}, [], {"results": [], "imported": 1, "criteria": []}])
def test_declaration_that_makes_no_sense(plain: Any) -> None:
    with pytest.raises(Stopped):
        _Declared.of(plain)


def test_places_are_left_out_where_they_cannot_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(self: StageChild, stage: str, **options: Any) -> Any:
        if stage == "cell-time":
            raise Stopped(Stop.DIED, "exit code 3")
        if stage == "places":
            raise Stopped(Stop.TIME, "3 s")
        return {
            "results": [],
            "imported": True,
            "criteria": {"a": ["A-1"]},
            "templates": [],
            "has_own_formats": False,
        }

    monkeypatch.setattr(StageChild, "ask", ask)
    examination = Examination(TARGET, KitLimits(), 5, (Area.BEHAVIOUR,))
    [found] = [it for it in examination.results() if it.failed]
    assert (found.subject, found.place) == ("A-1", "")


class Digests:
    """A child that answers with digests, or not at all."""

    limits = LIMITS

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)

    def __enter__(self) -> "Digests":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def ask(self, stage: str, **_: Any) -> Any:
        if not self.answers:
            raise Stopped(Stop.DIED, "exit code 1")
        return self.answers.pop(0)


def test_points_that_differ_in_another_process_by_set_and_criterion() -> None:
    here = Digests({"a": {"A-1": "x", "A-2": "y"}, "b": {"A-1": "z"}})
    there = Digests(*[{"a": {"A-1": "x", "A-2": "-"}, "b": {"A-1": "z"}}] * 2)
    results = list(reproduction_results(here, lambda: there, 1))  # type: ignore[arg-type,return-value]
    assert [(it.verdict, it.subject) for it in results] == [(Verdict.FAILED, "a A-2")]


def test_process_that_ends_while_it_scores_again() -> None:
    here = Digests({"a": {"A-1": "x"}})
    [found] = reproduction_results(here, Digests, 1)  # type: ignore[arg-type]
    assert (found.verdict, found.came_out.en) == (
        Verdict.FAILED,
        "Ended the program (exit code 1).",
    )


ORIGIN = Origin("health", "thidua_health")


@pytest.mark.parametrize(
    ("hook", "error", "place", "cause", "check"),
    [
        ("", None, "", "it cannot be loaded.", "import"),
        ("thidua_plugin", None, "", "it was written for version 9 of it.", "api-version"),
        ("thidua_indicators", None, "", "the code “x” is given twice.", "codes"),
        ("thidua_indicators", None, "indicators[a].unit", "a unit is needed.", "measures"),
        ("thidua_sector", KeyError("x"), "health.py:3", "the hook failed.", "hooks"),
        ("thidua_sector", Refused((Fault(Text("s", "s")),)), "", "There is no key x.", "files"),
    ],
)
def test_check_that_a_fault_of_the_code_belongs_to(
    hook: str, error: BaseException | None, place: str, cause: str, check: str
) -> None:
    item = Quarantine(ORIGIN, Text("Sai.", cause), None, hook, "", place, error)
    assert check_of_quarantine(item) == check


def test_folder_of_a_module_that_cannot_be_found() -> None:
    assert _folder_of("thidua.nowhere.at.all") is None
    assert _folder_of("json") is not None
    assert _folder_of("thidua.plugins.guard") is None
