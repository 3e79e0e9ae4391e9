"""Cases that other tests, sectors and the demonstration bring: whatever is scored anywhere."""

import importlib.util
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from inspect import isfunction, signature
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from rulebook.plain import PlainCluster, PlainFigure, PlainUnit, amount
from thidua.core.scoring.results import Case, ClusterScore
from thidua.core.text.numbers import read_number
from thidua.core.workspace.cases import OpenCluster
from thidua.plugins.folder import Folder
from thidua.plugins.kit.cases.naming import names_in
from thidua.plugins.kit.cases.reading import read_case
from thidua.plugins.kit.cases.running import score_case
from thidua.plugins.kit.examining import examine
from thidua.plugins.kit.targets import Target, TargetKind, in_folder
from trials.casting import PLAIN_STANDARD

PROJECT = Path(__file__).parents[3]
FRAGMENTS = PROJECT / "tests" / "data" / "fragments"
Y_TE = PROJECT / "tests" / "data" / "sectors" / "y_te"
HEALTH = PROJECT / "examples" / "thidua-health" / "src" / "thidua_health"


def worked_cases(target: Target) -> Iterator[tuple[str, Case]]:
    """The cases beside a sector's files, by file."""
    examined = examine(target)
    assert examined.root is not None and examined.faults == ()
    for name in names_in(examined.root):
        case = read_case(Folder(examined.root), name, examined)
        yield name, score_case(case, examined.compiled[case.criteria]).score.case


def sectors_with_cases() -> dict[str, Target]:
    """Both shipped sectors, the example of one in a package, and one in TOML alone."""
    shipped = ("labour-social", "industry-trade")
    targets = {name: Target(TargetKind.INSTALLED, name) for name in shipped}
    return targets | {"health": in_folder(HEALTH), "y_te": in_folder(Y_TE)}


def fragments() -> Iterator[tuple[str, PlainCluster]]:
    """The clusters of tests/data/fragments: published tables with their published figures."""
    for path in sorted(FRAGMENTS.glob("*.toml")):
        fragment = tomllib.loads(path.read_text("utf-8"))
        for case in fragment.get("cases", ()):
            units = tuple(_fragment_unit(unit) for unit in case["units"])
            table = {"code": "fragment", **fragment["set"]}
            sets = {table["code"]: table}
            yield (
                f"{path.stem}: {case['title']}",
                PlainCluster(sets, units, formulas=PLAIN_STANDARD),
            )


def _fragment_unit(unit: Mapping[str, Any]) -> PlainUnit:
    read = {name: read_number(text) for name, text in unit["figures"].items()}
    return PlainUnit(
        unit["code"],
        kind="unit",
        standing=unit.get("standing", "normal"),
        figures={name: PlainFigure(one.value, one.bound.value) for name, one in read.items()},
        judged={code: amount(points) for code, points in unit.get("judged", {}).items()},
    )


def cases_of(opened: OpenCluster) -> Iterator[tuple[str, Case]]:
    """An open cluster as it stands at each of its layers."""
    for layer in opened.scores():
        yield f"{opened.period.code} {opened.cluster.code} {layer}", opened.case(layer)


def module_at(path: Path) -> ModuleType:
    """A module of other tests, under a name of its own."""
    spec = importlib.util.spec_from_file_location(f"collected_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def played_in(tests: ModuleType, play: Callable[..., ClusterScore]) -> Iterator[tuple[str, Case]]:
    """The case of every cluster that the tests of a module play, for those that need no fixture
    but ``play``; a test stands once for each of its parameters."""
    for name, test in vars(tests).items():
        if not name.startswith("test_") or not isfunction(test) or hasattr(test, "hypothesis"):
            continue
        for number, arguments in enumerate(_arguments(test)):
            if set(signature(test).parameters) - set(arguments) != {"play"}:
                continue
            found: list[Case] = []
            test(play=_noting(play, found), **arguments)
            for place, case in enumerate(found):
                yield f"{name} {number}.{place}", case


def _noting(play: Callable[..., ClusterScore], found: list[Case]) -> Callable[..., ClusterScore]:
    def played(*arguments: Any, **named: Any) -> ClusterScore:
        score = play(*arguments, **named)
        found.append(score.case)
        return score

    return played


def _arguments(test: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """The values of its parameters, each with each."""
    marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
    for chosen in product(*(_values(mark.args[0], mark.args[1]) for mark in marks)):
        yield {name: value for one in chosen for name, value in one.items()}


def _values(named: str | Sequence[str], rows: Sequence[Any]) -> list[dict[str, Any]]:
    names = [one.strip() for one in named.split(",")] if isinstance(named, str) else list(named)
    found = []
    for row in rows:
        values = row.values if isinstance(row, type(pytest.param())) else row
        is_single = len(names) == 1 and not isinstance(row, type(pytest.param()))
        found.append(dict(zip(names, (values,) if is_single else values, strict=True)))
    return found
