"""A foreign plugin stands a trial before it is loaded: what hangs or ends it stays out, alone."""

import json
import os
import sys
import textwrap
from collections.abc import Callable, Iterator
from importlib import metadata
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from thidua.core.text.fault import Fault, Refused
from thidua.plugins.confinement import Confined, Stop, Stopped
from thidua.plugins.containment import Fences, PluginLimits, limits_from, trials_file
from thidua.plugins.containment.host import Host, Import
from thidua.plugins.containment.loading import is_foreign
from thidua.plugins.containment.module_state import files_of, state_of
from thidua.plugins.containment.trial_records import MOST_KEPT, SECONDS_KEPT, Trial, TrialRecords
from thidua.plugins.containment.trials import try_out
from thidua.plugins.manager import Plugins
from thidua.plugins.quarantine import Origin, OriginKind

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limits")

Install = Callable[..., list[EntryPoint]]

LIMITS = PluginLimits(seconds=2, memory=256)
PATIENT = PluginLimits(seconds=30, memory=512)

HOOKS = """\
from thidua.plugins import Indicator, Plugin, Text, hookimpl

@hookimpl
def thidua_plugin():
    return Plugin("{name}", Text("{name}", "{name}"), 1)

@hookimpl
def thidua_indicators():
    {doing}
    yield Indicator("{name}_done", Text("việc", "tasks"), Text("việc", "tasks"))
"""


def hooks(name: str, doing: str = "pass") -> str:
    return HOOKS.format(name=name, doing=doing)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install packages of one module each: ``install(sound="…source…")``; their entry points."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))

    def put(**sources: str) -> list[EntryPoint]:
        for name, source in sources.items():
            (folder / f"trial_{name}.py").write_text(textwrap.dedent(source), encoding="utf-8")
            about = folder / f"trial_{name}-1.0.dist-info"
            about.mkdir(exist_ok=True)
            (about / "METADATA").write_text(
                f"Metadata-Version: 2.1\nName: trial-{name}\nVersion: 1.0\n"
            )
            (about / "entry_points.txt").write_text(f"[thidua.plugins]\n{name} = trial_{name}\n")
        return [
            entry_point
            for distribution in metadata.distributions(path=[str(folder)])
            for entry_point in distribution.entry_points
        ]

    yield put
    for name in [name for name in sys.modules if name.startswith("trial_")]:
        del sys.modules[name]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file that remembers trials."""
    return tmp_path / "cache" / "trials.json"


def faults(plugins: Plugins) -> dict[str, Fault]:
    return {item.origin.entry_point: item.fault for item in plugins.quarantined}


HARMFUL = {
    "sleeps": "import time; time.sleep(60)",
    "loops": "while True: pass",
    "eats": "kept = [0] * 10**10",
    "quits": "import os; os._exit(0)",
    "aborts": "import os; os.abort()",
    "crashes": "import ctypes; ctypes.string_at(1)",
}
CAUSES = {
    "sleeps": "it was still running after 2 s and was stopped.",
    "loops": "it was still running after 2 s and was stopped.",
    "eats": "it needs over 256 MiB of memory and was stopped.",
    "quits": "it made the process that ran it end abruptly (exit code 0).",
    "aborts": "it made the process that ran it end abruptly (SIGABRT).",
    "crashes": "it made the process that ran it end abruptly (SIGSEGV).",
}


@posix_only
def test_whatever_they_do_at_import_the_sound_ones_are_loaded(install: Install) -> None:
    entry_points = install(**HARMFUL, alpha=hooks("alpha"), zulu=hooks("zulu"))
    plugins = Plugins.load(entry_points, fences=Fences(LIMITS))
    assert [it.card.code for it in plugins.loaded] == ["alpha", "zulu"]
    found = faults(plugins)
    assert found.keys() == HARMFUL.keys()
    for name, fault in found.items():
        by = f"Plugin “{name}” (package trial-{name} 1.0): "
        assert fault.what.en == by + CAUSES[name]
        assert fault.place.endswith(f"trial_{name}.py")
        assert fault.remedy is not None


@posix_only
def test_the_hook_in_which_it_happened_is_named(install: Install) -> None:
    entry_points = install(
        one=hooks("one", "import time; time.sleep(60)"),
        two=hooks("two", "import os; os._exit(4)"),
        three=hooks("three", "[0] * 10**10"),
    )
    plugins = Plugins.load(entry_points, fences=Fences(LIMITS))
    assert plugins.loaded == ()
    told = {name: fault.what.vi for name, fault in faults(plugins).items()}
    assert all("1.0), thidua_indicators: " in it for it in told.values())
    assert "chạy quá 2 giây" in told["one"]
    assert "kết thúc đột ngột (exit code 4)" in told["two"]
    assert "cần hơn 256 MiB bộ nhớ" in told["three"]


def test_what_merely_raises_is_named_as_ever(install: Install) -> None:
    entry_points = install(
        raising="1 / 0",
        leaving="raise SystemExit(3)",
        failing=hooks("failing", "raise ValueError('x')"),
    )
    contained = Plugins.load(entry_points, fences=Fences(PATIENT))
    assert faults(contained) == faults(Plugins.load(entry_points))


def test_what_cannot_be_imported_there_is_left_to_the_loading(install: Install) -> None:
    """A plugin that writes a file at import may not in its trial, but may here."""
    [entry_point] = install(
        writing=hooks("writing") + "with open(__file__ + '.txt', 'w') as out: out.write('x')\n"
    )
    plugins = Plugins.load([entry_point], fences=Fences(PATIENT), strict=True)
    assert [it.card.code for it in plugins.loaded] == ["writing"]


def test_a_trial_sees_the_environment_and_the_folder(
    install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRIAL_ANSWER", "42")
    monkeypatch.chdir(tmp_path)
    source = """\
        import os
        if os.environ.get("TRIAL_ANSWER") != "42" or os.getcwd() != {folder!r}:
            os._exit(5)
        """
    [entry_point] = install(seeing=source.format(folder=str(tmp_path)))
    assert faults(Plugins.load([entry_point], fences=Fences(PATIENT))) == {}


def test_a_folder_that_is_gone_is_no_hindrance(
    install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    [entry_point] = install(sound=hooks("sound"))
    assert Plugins.load([entry_point], fences=Fences(PATIENT), strict=True).loaded


class Children:
    """Counts the children that are started."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.started = 0
        start = Confined.__enter__

        def counting(confined: Confined) -> Confined:
            self.started += 1
            return start(confined)

        monkeypatch.setattr(Confined, "__enter__", counting)

    def of(self, work: Callable[[], object]) -> int:
        """So many were started by some work."""
        before = self.started
        work()
        return self.started - before


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> Children:
    return Children(monkeypatch)


def test_twenty_new_plugins_cost_one_child_and_known_ones_none(
    install: Install, children: Children, file: Path
) -> None:
    entry_points = install(**{f"p{n}": hooks(f"p{n}") for n in range(20)})
    fences = Fences(PATIENT, file)
    load = lambda: Plugins.load(entry_points, fences=fences, strict=True)  # noqa: E731
    assert children.of(load) == 1
    assert children.of(load) == 0


def test_our_own_plugins_and_sectors_without_code_stand_no_trial(children: Children) -> None:
    fences = Fences(LIMITS)
    assert children.of(lambda: Plugins.load(only=["labour-social"], fences=fences)) == 0
    assert not is_foreign(Origin("labour-social", "thidua.sectors.labour_social", "thidua", "1"))
    assert not is_foreign(Origin("health", "sectors/health", folder="/w/sectors/health"))


def test_a_module_in_our_namespace_is_foreign_all_the_same() -> None:
    theirs = Origin("health", "thidua.sectors.health", "thidua-health", "1.0")
    assert theirs.kind is OriginKind.BUILT_IN and is_foreign(theirs)


@pytest.mark.parametrize("change", ["content", "version", "entry point"])
def test_a_plugin_that_has_changed_is_tried_again(
    install: Install, children: Children, file: Path, tmp_path: Path, change: str
) -> None:
    [entry_point] = install(sound=hooks("sound"))
    fences = Fences(PATIENT, file)
    assert children.of(lambda: Plugins.load([entry_point], fences=fences)) == 1
    if change == "content":
        [entry_point] = install(sound=hooks("sound") + "# changed\n")
    elif change == "version":
        about = tmp_path / "site" / "trial_sound-1.0.dist-info" / "METADATA"
        about.write_text(about.read_text().replace("1.0", "1.1"))
        [entry_point] = metadata.Distribution.at(about.parent).entry_points
    else:
        (tmp_path / "site" / "trial_other.py").write_text(hooks("other"))
        entry_point = EntryPoint("other", "trial_other", "thidua.plugins")
    assert children.of(lambda: Plugins.load([entry_point], fences=fences)) == 1
    assert children.of(lambda: Plugins.load([entry_point], fences=fences)) == 0


@posix_only
def test_a_plugin_that_was_stopped_is_not_waited_for_each_time(
    install: Install, children: Children, file: Path
) -> None:
    entry_points = install(quits=HARMFUL["quits"], sound=hooks("sound"))
    first = faults(Plugins.load(entry_points, fences=Fences(LIMITS, file)))
    again: list[Plugins] = []
    load = lambda: again.append(Plugins.load(entry_points, fences=Fences(LIMITS, file)))  # noqa: E731
    assert children.of(load) == 0
    assert faults(again[0]) == first and "quits" in first
    # Under other limits it may come further.
    more = Fences(PluginLimits(seconds=3, memory=256), file)
    assert children.of(lambda: Plugins.load(entry_points, fences=more)) == 1


@posix_only
def test_what_others_have_left_behind_is_not_held_against_a_plugin(
    install: Install, children: Children
) -> None:
    entry_points = install(
        a_first="import builtins; builtins.spoilt = True",
        b_second=hooks("second") + "import builtins, os\n"
        "if hasattr(builtins, 'spoilt'): os._exit(1)\n",
    )
    origins = [Origin(it.name, it.value, "trial", "1") for it in sorted(entry_points)]
    found: list[object] = []
    tried = lambda: found.append(try_out(origins, PATIENT, TrialRecords(None)))  # noqa: E731
    assert children.of(tried) == 2
    assert found == [{}]


def test_a_child_that_cannot_be_started_is_told_and_not_remembered(
    install: Install, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    entry_points = install(sound=hooks("sound"))
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", "/no/such/python")
        found = faults(Plugins.load(entry_points, fences=Fences(PATIENT, file)))
    assert "it cannot be run in a process of its own" in found["sound"].what.en
    assert Plugins.load(entry_points, fences=Fences(PATIENT, file), strict=True).loaded


def test_ctrl_c_ends_the_child(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    host = Host(PATIENT)
    assert host.load(Origin("x", "json")) == Import(())
    assert host.runs

    def interrupted(confined: Confined, payload: bytes) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(Confined, "call", interrupted)
    with pytest.raises(KeyboardInterrupt):
        host.run_hook("thidua_indicators")
    assert not host.runs


@pytest.mark.parametrize(
    "answer",
    [b"", b"[1]", b"{}", b'{"id": 7}', b'{"id": 1}', b'{"id": 1, "value": "1/0"}', b"[" * 9999],
)
def test_an_answer_that_makes_no_sense_ends_the_child(
    monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setattr(Confined, "__enter__", lambda confined: confined)
    monkeypatch.setattr(Confined, "call", lambda confined, payload: answer)
    host = Host(PATIENT)
    with pytest.raises(Stopped) as caught:
        host.evaluate("f", {})
    assert caught.value.kind is Stop.DIED
    assert not host.runs


def test_files_are_found_without_importing_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "trial_space" / "inner" / "deeper"
    package.mkdir(parents=True)
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "x.pyc").write_bytes(b"x")
    (package.parent / "__init__.py").write_text("raise ValueError")
    (package / "__init__.py").write_text("raise ValueError")
    (package / "sector.toml").write_text("")
    (package / "broken").symlink_to(tmp_path / "nowhere")
    monkeypatch.syspath_prepend(str(tmp_path))
    origin = Origin("x", "trial_space.inner.deeper:plugin")
    found = files_of(origin)
    assert [it.relative_to(package.parent).as_posix() for it in found] == [
        "__init__.py", "deeper/__init__.py", "deeper/broken", "deeper/sector.toml",
    ]  # fmt: skip
    assert "trial_space.inner" not in sys.modules
    before = state_of(origin, found)
    (package / "sector.toml").write_text("code = 1")
    assert state_of(origin, found) != before


@pytest.mark.parametrize("module", ["no_such_module", "sys", "trial_empty", "", "json.no_such..x"])
def test_what_has_no_files_is_tried_each_time(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trial_empty").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    files = files_of(Origin("x", module))
    assert files == () or module.startswith("json")


def test_records_come_back(file: Path) -> None:
    records = TrialRecords(file, lambda: 1_000.0)
    stopped = Trial(900.0, "time", "2 s", "thidua_sector", 2, 256)
    records.add("a", Trial(records.now()))
    records.add("b", stopped)
    records.save()
    again = TrialRecords(file, lambda: 1_000.0)
    assert again.trial("a", LIMITS) == Trial(1_000.0)
    assert again.trial("b", LIMITS) == stopped
    assert again.trial("b", PATIENT) is None
    assert again.trial("c", LIMITS) is None
    late = TrialRecords(file, lambda: 900.0 + SECONDS_KEPT)
    assert late.trial("b", LIMITS) is None
    assert late.trial("a", LIMITS) is not None


def test_the_oldest_records_give_way(file: Path) -> None:
    records = TrialRecords(file)
    for at in range(MOST_KEPT + 1):
        records.add(str(at), Trial(float(at)))
    records.save()
    again = TrialRecords(file)
    assert again.trial("0", LIMITS) is None
    assert again.trial("1", LIMITS) is not None


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "{", '{"form": "older", "trials": {}}', '{"form": "thidua plugin trials 1"}',
        '{"form": "thidua plugin trials 1", "trials": {"a": {}}}',
        '{"form": "thidua plugin trials 1", "trials": {"a": []}}',
        '{"form": "thidua plugin trials 1", "trials": {"a": {"at": 1, "stop": "boredom", '
        '"detail": "", "hook": "", "seconds": 1, "memory": 1}}}',
    ],
)  # fmt: skip
def test_records_that_cannot_be_read_are_none(file: Path, content: str) -> None:
    file.parent.mkdir()
    file.write_text(content)
    assert TrialRecords(file).trial("a", LIMITS) is None


def test_records_that_cannot_be_written_are_done_without(tmp_path: Path, file: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    records = TrialRecords(file)
    records.add("a", Trial(1.0))
    records.save()
    assert not file.exists()
    folder = tmp_path / "folder.json"
    folder.mkdir()
    records = TrialRecords(folder)
    records.add("a", Trial(1.0))
    records.save()
    assert folder.is_dir() and os.listdir(folder) == []


def test_nothing_new_writes_nothing(file: Path) -> None:
    TrialRecords(file).save()
    TrialRecords(None).save()
    assert not file.exists()


def test_the_file_holds_no_more_than_digests(install: Install, file: Path) -> None:
    Plugins.load(install(sound=hooks("sound")), fences=Fences(PATIENT, file))
    [(state, trial)] = json.loads(file.read_text())["trials"].items()
    assert len(state) == 64 and trial["stop"] == ""


def test_where_the_records_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    home = Path("/home/an")
    monkeypatch.setattr(Path, "home", lambda: home)
    assert trials_file({"THIDUA_CACHE": "/var/t"}) == Path("/var/t/plugin-trials.json")
    for platform, environment, folder in (
        ("linux", {}, home / ".cache"),
        ("linux", {"XDG_CACHE_HOME": "/x"}, Path("/x")),
        ("darwin", {}, home / "Library" / "Caches"),
        ("win32", {}, home / "AppData" / "Local"),
        ("win32", {"LOCALAPPDATA": "/local"}, Path("/local")),
    ):
        monkeypatch.setattr(sys, "platform", platform)
        assert trials_file(environment) == folder / "thidua" / "plugin-trials.json"


def test_an_account_without_a_home_remembers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    assert trials_file({}) is None


def test_limits_are_those_of_the_environment_then_the_settings_then_the_usual() -> None:
    assert limits_from(environment={}) == PluginLimits(10, 1024)
    assert limits_from(3, 300, {}) == PluginLimits(3, 300)
    set_to = {"THIDUA_PLUGIN_SECONDS": "7", "THIDUA_PLUGIN_MEMORY": " "}
    assert limits_from(3, 300, set_to) == PluginLimits(7, 300)


@pytest.mark.parametrize(
    ("name", "value", "least"),
    [("SECONDS", "0", 1), ("SECONDS", "ten", 1), ("SECONDS", "9" * 10, 1), ("MEMORY", "64", 128)],
)
def test_a_limit_that_is_none_is_refused(name: str, value: str, least: int) -> None:
    message = f"THIDUA_PLUGIN_{name} must be a whole number of at least {least}, not “{value}”."
    with pytest.raises(Refused) as caught:
        limits_from(environment={f"THIDUA_PLUGIN_{name}": value})
    assert caught.value.faults[0].what.en == message
