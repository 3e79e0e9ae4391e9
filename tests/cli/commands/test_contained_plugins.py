"""Foreign plugins that hang, eat or end what runs them, met by an official's commands."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

Install = Callable[..., None]
Put = Callable[..., None]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limits")

UNITS = """\
code,name,kind,sector,parent,valid_from
y,Sở Y tế,department,health,,01/01/2020
y1,Trung tâm Y tế số 1,division,health,y,01/01/2020
y2,Trung tâm Y tế số 2,division,health,y,01/01/2020
"""
CLUSTERS = """\
cluster,name,organiser,unit
y-te,Cụm y tế,y,y1
y-te,Cụm y tế,y,y2
"""
OPENING = (
    *("period", "open", "n", "--cluster", "y-te", "--criteria", "health-2026"),
    *("--from", "01/01/2026", "--to", "31/12/2026"),
)


@pytest.fixture
def packages(tmp_path: Path, install: Install) -> Path:
    """The health sector, installed where a test may change it or put another beside it."""
    install("health")
    return tmp_path / "packages" / "health"


def beside(packages: Path, name: str, source: str) -> None:
    """Install a further plugin."""
    (packages / f"thidua_{name}.py").write_text(source, encoding="utf-8")
    about = packages / f"thidua_{name}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: thidua-{name}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[thidua.plugins]\n{name} = thidua_{name}\n")


def rewrite(packages: Path, doing: str) -> int:
    """Let the formula health-halves do something else; the line at which it stands."""
    file = packages / "thidua_health" / "formulas.py"
    lines = file.read_text(encoding="utf-8").splitlines()
    at = lines.index("def halves(figures):")
    lines.insert(at + 2, f"    {doing}")
    file.write_text("\n".join(lines), encoding="utf-8")
    return at + 1


@pytest.fixture
def open_period(desk: "Desk", enter: Put) -> Callable[[], None]:
    """Opens the cluster's period and enters all its figures."""

    def opened() -> None:
        desk.done("unit", "import", desk.file("two.csv", UNITS))
        desk.done("cluster", "import", desk.file("two-clusters.csv", CLUSTERS))
        desk.done("sector", "enable", "health", "--department", "y")
        desk.done(*OPENING)
        for unit, vaccinated in (("y1", "95"), ("y2", "90")):
            enter(unit, "children_born", "100")
            enter(unit, "children_vaccinated", vaccinated)

    return opened


def totals(desk: "Desk") -> list[tuple[str, str]]:
    said = json.loads(desk.done("rank", "y-te", "--period", "n", "--format", "json"))
    return [(row["unit"], row["total_exact"]) for row in said["rows"]]


def test_a_sound_formula_of_a_third_party_counts_as_ever(
    desk: "Desk", packages: Path, open_period: Callable[[], None]
) -> None:
    open_period()
    # 6 × 95/100 + 3.5 and 6 × 90/100 + 3.5
    assert totals(desk) == [("y1", "46/5"), ("y2", "89/10")]
    said = desk.done("explain", "y1", "--cluster", "y-te", "--period", "n")
    assert "H-02" in said
    desk.done("margin", "y2", "--cluster", "y-te", "--period", "n")


COMMANDS = [
    ("rank", "y-te", "--period", "n"),
    ("explain", "y1", "--cluster", "y-te", "--period", "n"),
    ("margin", "y2", "--cluster", "y-te", "--period", "n"),
]


def test_a_formula_without_end_hangs_no_command_and_is_named(
    desk: "Desk",
    packages: Path,
    open_period: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = rewrite(packages, "while True: pass")
    open_period()
    monkeypatch.setenv("THIDUA_PLUGIN_SECONDS", "2")
    for command in COMMANDS[:2]:
        begun = time.monotonic()
        said = desk.refused(*command, "--lang", "en")
        assert time.monotonic() - begun < 20
        assert f"formulas.py:{line}: Criterion “H-02”, unit “y1”: " in said
        assert (
            "formula “health-halves” of the plugin “health” (package thidua-health 1.0): " in said
        )
        assert "it was still running after 2 s and was stopped." in said
        assert "plugin_seconds = 6 in thidua.toml, or THIDUA_PLUGIN_SECONDS=6" in said
    said = desk.refused(*COMMANDS[2])
    assert "Tiêu chí “H-02”, đơn vị “y1”: công thức “health-halves” của phần mở rộng" in said
    assert "chạy quá 2 giây mà chưa xong, nên đã bị dừng." in said
    # The period itself, and what was entered for it, are as before.
    desk.done("period", "show", "n")


def test_the_program_ends_as_it_should_and_leaves_nothing_running(
    desk: "Desk", packages: Path, open_period: Callable[[], None]
) -> None:
    rewrite(packages, "raise ValueError(f'pid {os.getpid()}.')")
    rewrite(packages, "while 'TRIAL_LOOPS' in os.environ: pass")
    rewrite(packages, "import os")
    open_period()

    def program(**variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "thidua.cli", *COMMANDS[0], "--lang", "en", "--format", "json"],
            env={**os.environ, "PYTHONPATH": str(packages), **variables},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )

    done = program()
    assert (done.returncode, done.stderr) == (0, "")
    (first, *_) = re.findall(r"pid (\d+)\.", done.stdout)
    with pytest.raises(ProcessLookupError):
        os.kill(int(first), 0)
    done = program(TRIAL_LOOPS="1", THIDUA_PLUGIN_SECONDS="2")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Refused: ") and "was stopped" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_formula_that_ends_the_process_is_named(
    desk: "Desk", packages: Path, open_period: Callable[[], None]
) -> None:
    rewrite(packages, "import os; os._exit(0)")
    open_period()
    said = desk.refused(*COMMANDS[0], "--lang", "en")
    assert "it made the process that ran it end abruptly (exit code 0)." in said


def test_the_settings_of_the_workspace_limit_formulas(
    desk: "Desk", packages: Path, open_period: Callable[[], None]
) -> None:
    rewrite(packages, "import time; time.sleep(60)")
    open_period()
    with (desk.folder / "thidua.toml").open("a", encoding="utf-8") as settings:
        settings.write("plugin_seconds = 2\nplugin_memory = 300\n")
    assert "chạy quá 2 giây" in desk.refused(*COMMANDS[0])


def test_a_formula_that_raises_leaves_its_points_unknown_with_the_line(
    desk: "Desk", packages: Path, open_period: Callable[[], None]
) -> None:
    line = rewrite(packages, 'raise ValueError("số liệu lạ")')
    open_period()
    said = json.loads(desk.done(*COMMANDS[0], "--format", "json"))
    assert all(row["total"] is None for row in said["rows"])
    told = json.dumps(said, ensure_ascii=False)
    assert f"ValueError: số liệu lạ (formulas.py:{line + 2})" in told


def test_plugins_that_hang_or_end_the_program_are_left_out_and_the_others_rank(
    desk: "Desk",
    packages: Path,
    open_period: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_period()
    beside(packages, "sleeper", "import time\ntime.sleep(60)\n")
    beside(packages, "quitter", "import os\nos._exit(0)\n")
    monkeypatch.setenv("THIDUA_PLUGIN_SECONDS", "2")
    answer = desk.run(*COMMANDS[0], "--lang", "en", "--format", "json")
    assert answer.code == 0
    assert [row["unit"] for row in json.loads(answer.out)["rows"]] == ["y1", "y2"]
    assert "Plugin “sleeper” (package thidua-sleeper 1.0): it was still running" in answer.err
    assert "Plugin “quitter” (package thidua-quitter 1.0): it made the process" in answer.err
    begun = time.monotonic()
    listed = json.loads(desk.done("plugin", "list", "--format", "json"))
    assert time.monotonic() - begun < 2
    states = {item["entry_point"]: item["status"] for item in listed}
    assert states["sleeper"] == states["quitter"] == "quarantined"
    assert states["health"] == "enabled"
    desk.done("plugin", "disable", "sleeper")
    assert "sleeper" not in desk.run(*COMMANDS[0]).err


@pytest.mark.parametrize(
    ("setting", "vi", "en"),
    [
        (
            "plugin_seconds = 0",
            "mục “plugin_seconds” phải là số nguyên từ 1 trở lên.",
            "the setting “plugin_seconds” is a whole number of at least 1.",
        ),
        (
            'plugin_memory = "many"',
            "mục “plugin_memory” phải là số nguyên từ 128 trở lên.",
            "the setting “plugin_memory” is a whole number of at least 128.",
        ),
    ],
)
def test_a_limit_that_is_none_is_refused(
    desk: "Desk", refused_twice: Callable[..., tuple[str, str]], setting: str, vi: str, en: str
) -> None:
    file = desk.folder / "thidua.toml"
    with file.open("a", encoding="utf-8") as settings:
        settings.write(f"{setting}\n")
    assert refused_twice("plugin", "list") == (f"{file}: {vi}", f"{file}: {en}")
