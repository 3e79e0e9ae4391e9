"""Which plugins a command uses: by flag, by the environment, by thidua.toml, in that order.

What is not wanted is never imported: a plugin that writes a file when it is imported proves it.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thidua.core.workspace.settings_file import leave_out, read_settings, take_back

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

Twice = Callable[..., tuple[str, str]]
Mark = Callable[[], bool]

ONLY, WITHOUT = "THIDUA_PLUGINS", "THIDUA_WITHOUT_PLUGINS"
WITNESS = """\
from pathlib import Path

Path({mark!r}).write_text("imported")
raise SystemExit("and it would end the program")
"""


@pytest.fixture
def witness(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mark:
    """An installed plugin that leaves a mark when it is imported; whether it has done so."""
    site, mark = tmp_path / "witness-site", tmp_path / "imported"
    data = site / "thidua_witness-0.3.dist-info"
    data.mkdir(parents=True)
    (site / "thidua_witness.py").write_text(WITNESS.format(mark=str(mark)), encoding="utf-8")
    (data / "METADATA").write_text("Metadata-Version: 2.1\nName: thidua-witness\nVersion: 0.3\n")
    (data / "entry_points.txt").write_text("[thidua.plugins]\nwitness = thidua_witness\n")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delenv(ONLY, raising=False)
    monkeypatch.delenv(WITHOUT, raising=False)
    return mark.exists


def used(desk: "Desk", *options: str | Path) -> list[str]:
    """The plugins in use beside what is always on, and those that were tried and are at fault."""
    said = json.loads(desk.done(*options, "plugin", "list", "--format", "json"))
    return [it["code"] for it in said if it["status"] not in ("blocked", "always-on")]


def test_without_any_list_everything_is_used(desk: "Desk", witness: Mark) -> None:
    assert used(desk) == ["industry-trade", "labour-social", "witness"]
    assert witness()


@pytest.mark.parametrize("name", ["witness", "thidua-witness", "Thidua_Witness", "thidua_witness"])
def test_plugin_that_is_blocked_is_never_imported(desk: "Desk", witness: Mark, name: str) -> None:
    assert used(desk, "--without", name) == ["industry-trade", "labour-social"]
    assert not witness()


@pytest.mark.parametrize(
    ("options", "left"),
    [
        (("--without", "witness,industry-trade"), ["labour-social"]),
        (("--without", "witness", "--without", " industry-trade "), ["labour-social"]),
        (("--plugins", "labour-social"), ["labour-social"]),
        (("--plugins", "labour-social,industry-trade"), ["industry-trade", "labour-social"]),
        (("--plugins", ""), []),
        (("--plugins", "thidua", "--without", "labour-social"), None),
    ],
)
def test_lists_of_the_command(
    desk: "Desk", witness: Mark, options: tuple[str, ...], left: list[str] | None
) -> None:
    if left is None:
        said = desk.refused(*options, "plugin", "list")
        assert "--plugins, --without: phần mở rộng “labour-social” vừa được chọn vừa" in said
    else:
        assert used(desk, *options) == left
    assert not witness()


def test_lists_of_the_environment(
    desk: "Desk", witness: Mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WITHOUT, "witness, industry-trade")
    assert used(desk) == ["labour-social"]
    monkeypatch.setenv(ONLY, "")
    assert used(desk) == []
    monkeypatch.delenv(WITHOUT)
    monkeypatch.setenv(ONLY, "industry-trade")
    assert used(desk) == ["industry-trade"]
    assert not witness()


def test_lists_of_the_settings(desk: "Desk", witness: Mark) -> None:
    desk.file("thidua.toml", 'without_plugins = ["witness"]\n')
    assert used(desk) == ["industry-trade", "labour-social"]
    desk.file("thidua.toml", 'plugins = ["industry-trade"]\n')
    assert used(desk) == ["industry-trade"]
    desk.file("thidua.toml", "plugins = []\n")
    assert used(desk) == []
    assert not witness()


def test_nearer_list_holds(desk: "Desk", witness: Mark, monkeypatch: pytest.MonkeyPatch) -> None:
    """Flag before environment before thidua.toml, each of the two lists for itself."""
    desk.file("thidua.toml", 'plugins = ["industry-trade"]\nwithout_plugins = ["witness"]\n')
    monkeypatch.setenv(ONLY, "labour-social")
    assert used(desk) == ["labour-social"]
    assert used(desk, "--plugins", "industry-trade") == ["industry-trade"]
    monkeypatch.setenv(ONLY, "labour-social,industry-trade")
    monkeypatch.setenv(WITHOUT, "witness,")
    assert used(desk, "--without", "industry-trade") == ["labour-social"]
    assert not witness()


def test_nearer_list_that_asks_for_a_blocked_one_says_so(desk: "Desk", witness: Mark) -> None:
    desk.done("plugin", "disable", "industry-trade")
    answer = desk.run("--plugins", "industry-trade", "sector", "list", "--lang", "en")
    assert "industry-trade-2026" in answer.out
    assert answer.err.splitlines()[0] == (
        "Notice: the plugin “industry-trade” is in use by --plugins, though"
        f" {desk.folder / 'thidua.toml'}: without_plugins leaves it out."
    )
    assert not witness()


def test_names_that_nobody_has(
    desk: "Desk", witness: Mark, refused_twice: Twice, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refused_twice("--plugins", "labour-socail", "sector", "list") == (
        "--plugins: Không có phần mở rộng nào tên “labour-socail” được cài đặt."
        " Có phải ý bạn là “labour-social”?",
        "--plugins: No plugin called “labour-socail” is installed. Did you mean “labour-social”?",
    )
    monkeypatch.setenv(WITHOUT, "witnes,health")
    said = desk.refused("sector", "list", "--lang", "en")
    assert said.splitlines() == [
        "Refused, 2 faults:",
        "  1. THIDUA_WITHOUT_PLUGINS: No plugin called “witnes” is installed."
        " Did you mean “witness”?",
        "  2. THIDUA_WITHOUT_PLUGINS: No plugin called “health” is installed.",
    ]
    assert not witness()


def test_what_is_always_on_stays(desk: "Desk", refused_twice: Twice) -> None:
    assert refused_twice("--without", "standard", "sector", "list") == (
        "--without: Không tắt được phần mở rộng “standard”: nó luôn được dùng.",
        "--without: The plugin “standard” cannot be turned off: it is always in use.",
    )


def test_lists_count_without_a_workspace_too(
    desk: "Desk", witness: Mark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("THIDUA_WORKSPACE")
    monkeypatch.chdir(tmp_path)
    assert used(desk, "--without", "witness") == ["industry-trade", "labour-social"]
    made = desk.run("--without", "witness", "init", "kho", "--sector", "labour-social")
    assert (made.code, made.err) == (0, "")
    assert not witness()


def test_plugin_is_turned_off_in_the_workspace_and_used_again(desk: "Desk", witness: Mark) -> None:
    file = desk.folder / "thidua.toml"
    before = file.read_text(encoding="utf-8")
    assert desk.done("plugin", "disable", "witness") == "Đã tắt witness.\n"
    assert desk.done("plugin", "disable", "witness", "--lang", "en") == (
        "witness was turned off already.\n"
    )
    assert file.read_text(encoding="utf-8") == f'{before}without_plugins = ["witness"]\n'
    assert used(desk) == ["industry-trade", "labour-social"]
    # So far nothing has imported it: what is broken can always be turned off.
    assert not witness()
    assert desk.done("plugin", "enable", "witness", "--lang", "en") == "witness is in use again.\n"
    assert file.read_text(encoding="utf-8") == f"{before}without_plugins = []\n"
    assert "witness" in used(desk) and witness()


def test_what_can_not_be_turned_off_or_on(desk: "Desk", refused_twice: Twice) -> None:
    file = desk.folder / "thidua.toml"
    assert refused_twice("plugin", "disable", "labour-socail") == (
        "Không có phần mở rộng nào tên “labour-socail” được cài đặt."
        " Có phải ý bạn là “labour-social”?",
        "No plugin called “labour-socail” is installed. Did you mean “labour-social”?",
    )
    vi, en = refused_twice("plugin", "disable", "office")
    assert "luôn được dùng" in vi and "always in use" in en
    assert refused_twice("plugin", "enable", "labour-social") == (
        f"{file}: “labour-social” không bị tắt trong không gian làm việc này.",
        f"{file}: “labour-social” is not turned off in this workspace.",
    )
    desk.done("plugin", "disable", "labour-social")
    assert "Did you mean “labour-social”?" in refused_twice("plugin", "enable", "labour-socal")[1]
    desk.file("thidua.toml", 'plugins = ["labour-social"]\n')
    assert refused_twice("plugin", "disable", "labour-social") == (
        f"{file}: “labour-social” nằm trong danh sách plugins, tức là được chọn dùng."
        " Bỏ tên này khỏi danh sách ấy.",
        f"{file}: “labour-social” stands in the list plugins, which asks for it."
        " Take it out of that list.",
    )


def test_turning_off_what_is_enabled_breaks_no_open_period(desk: "Desk") -> None:
    ranked = desk.done("rank", "phong", "--period", "2026")
    desk.done("plugin", "disable", "labour-social")
    assert desk.done("rank", "phong", "--period", "2026") == ranked
    answer = desk.run("sector", "list")
    assert "labour-social-2026" not in answer.out
    assert answer.err == (
        "Lưu ý: ngành “labour-social” đang bật cho cả không gian làm việc nhưng hiện không dùng"
        " được; kỳ đã mở vẫn chấm được. Xem lý do: thidua plugin list\n"
    )


def edited(tmp_path: Path, text: str, *names: str) -> str:
    """The settings after leaving plugins out, checked to be read again as they are meant."""
    file = tmp_path / "thidua.toml"
    file.write_text(text, encoding="utf-8")
    had = read_settings(file).without_plugins or ()
    for name in names:
        assert leave_out(file, name) is (name not in had)
    assert set(read_settings(file).without_plugins or ()) == {*had, *names}
    return file.read_text(encoding="utf-8")


COMMENTED = """\
# Sở Y tế
name = "Kho"
without_plugins = [
  "forest",  # từ ngày 01/02
  'twin',
]  # hết
# cuối
"""


def test_rest_of_the_settings_stays_as_it_was_written(tmp_path: Path) -> None:
    assert edited(tmp_path, 'name = "Kho"', "health") == (
        'name = "Kho"\nwithout_plugins = ["health"]\n'
    )
    assert edited(tmp_path, "", "health") == 'without_plugins = ["health"]\n'
    assert edited(tmp_path, COMMENTED, "health") == COMMENTED.replace("[\n", '["health", \n')
    file = tmp_path / "thidua.toml"
    file.write_text(COMMENTED, encoding="utf-8")
    assert take_back(file, "twin") and take_back(file, "forest")
    assert not take_back(file, "forest")
    text = file.read_text(encoding="utf-8")
    assert read_settings(file).without_plugins == ()
    assert text.startswith('# Sở Y tế\nname = "Kho"\n') and text.endswith("# cuối\n")
    assert "# từ ngày 01/02" in text


def test_list_that_is_hard_to_edit_is_written_anew(tmp_path: Path) -> None:
    """A name that is no plain text in the file, and a comment with a bracket in it."""
    file = tmp_path / "thidua.toml"
    file.write_text('without_plugins = ["a\\u0062"]\nname = "Kho"\n', encoding="utf-8")
    assert take_back(file, "ab")
    assert file.read_text(encoding="utf-8") == 'without_plugins = []\nname = "Kho"\n'
    assert edited(tmp_path, "without_plugins = []\n", 'a"b\\') == (
        'without_plugins = ["a\\"b\\\\"]\n'
    )


def test_lists_that_are_no_lists_of_names(desk: "Desk", refused_twice: Twice) -> None:
    file = desk.file("thidua.toml", 'plugins = "health"\nwithout_plugins = [1]\n')
    said = desk.refused("sector", "list", "--lang", "en")
    assert f"{file}: the setting “plugins” is a list of names of plugins." in said
    assert 'Write it as: plugins = ["health"]' in said
    assert "the setting “without_plugins”" in said
    (desk.folder / "thidua.toml").write_bytes(b'name = "\xff"\n')
    vi, en = refused_twice("sector", "list")
    assert vi.startswith(f"{file}: không đọc được") and en.startswith(f"{file}: cannot be read")
