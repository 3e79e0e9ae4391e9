"""What several areas of the tests share: one run of the demonstration."""

import io
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from attrs import frozen

from thidua.cli.main import run


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What programs may keep for their user: of these tests, not of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THIDUA_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@frozen
class DemoRun:
    """One run of ``thidua demo``: its workspace, and what it printed."""

    folder: Path
    screen: str


RunDemo = Callable[[str, Path], DemoRun]


def _run_demo(language: str, folder: Path) -> DemoRun:
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.delenv("THIDUA_DATABASE_URL", raising=False)
        patch.setenv("LOGNAME", "nguyen.van.an")
        code = run(["--lang", language, "demo", str(folder)])
    assert (code, err.getvalue()) == (0, "")
    return DemoRun(folder, out.getvalue())


@pytest.fixture(scope="session")
def run_demo() -> RunDemo:
    """Runs the demonstration in a language into a new folder."""
    return _run_demo


@pytest.fixture(scope="session")
def demo_run(tmp_path_factory: pytest.TempPathFactory) -> DemoRun:
    """The demonstration in Vietnamese. Tests that look at it carry the mark
    ``xdist_group("demo")``: one worker runs it for all of them."""
    return _run_demo("vi", tmp_path_factory.mktemp("demo") / "vi")
