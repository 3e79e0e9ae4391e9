"""A new sector's package: its names, its files whatever its title is, and that it loads."""

import ast
import csv
import io
import os
import sys
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from thidua.core.text.fault import Refused
from thidua.plugins import API_VERSION
from thidua.plugins.hookspecs import ENTRY_POINT_GROUP
from thidua.plugins.manager import Plugins
from thidua.plugins.new_folder import in_the_way, write_new_folder
from thidua.plugins.scaffold import (
    SectorNames,
    checking,
    clashes,
    package_files,
    ranking_the_sample,
    sector_names,
)

SiteEntryPoints = Callable[..., list[EntryPoint]]

HEALTH = sector_names("health", "Ngành Y tế", "Health", year=2026)
AWKWARD = [
    HEALTH,
    sector_names("y-te2", 'Ngành "Y tế" \\ Dân số', year=2027),
    sector_names("nong-nghiep", "Nông nghiệp & Môi trường", 'The "farm"\'s \\n sector', year=2026),
    sector_names("van-hoa", "ngành {{ 1 }} {% if %} @@code@@ %s {0} ${x}", "@@title@@", year=2026),
    sector_names("x" * 40, "Ngành " + "Ơ" * 114, "E" * 120, year=2100),
    sector_names("a", "'''", "\\", year=2000),
]


def text_of(files: Mapping[str, bytes], name: str) -> str:
    return files[name].decode()


def toml_of(files: Mapping[str, bytes], name: str) -> dict[str, Any]:
    return tomllib.loads(text_of(files, name))


def said(refused: Refused) -> str:
    both = (f"{it.in_language('vi')}\n{it.in_language('en')}" for it in refused.faults)
    return "\n".join(both)


def test_names_that_follow_from_one() -> None:
    names = sector_names("y-te2", "Ngành Y tế", year=2026)
    assert (names.project, names.package, names.stem) == ("thidua-y-te2", "thidua_y_te2", "y_te2")
    assert names.prefix == "YT"
    assert (names.sector, names.in_words) == ("Y tế", "ngành Y tế")
    assert names.title_en == "Y te2"  # until its author writes one


@pytest.mark.parametrize("title", ["Y tế", "Ngành Y tế", "NGÀNH  Y tế", " ngành\tY tế "])
def test_the_word_sector_stands_once(title: str) -> None:
    assert sector_names("health", title, year=2026).in_words == "ngành Y tế"


def test_a_title_is_taken_in_composed_form() -> None:
    decomposed = unicodedata.normalize("NFD", "Ngành Y tế")
    assert sector_names("health", decomposed, year=2026).title == "Ngành Y tế"


@pytest.mark.parametrize(
    ("code", "proposed"),
    [
        ("Health", "health"),
        ("Y tế", "y-te"),
        ("Đất_đai", "dat-dai"),
        ("-health-", "health"),
        ("a--b", "a-b"),
        ("he/../alth", "he-alth"),
        ("health\n", "health"),
        ("x" * 41, "x" * 40),
    ],
)
def test_a_bad_name_is_refused_with_a_good_one(code: str, proposed: str) -> None:
    with pytest.raises(Refused) as caught:
        sector_names(code, "Ngành Y tế", year=2026)
    assert f"for example: {proposed}" in said(caught.value)
    assert f"ví dụ: {proposed}" in said(caught.value)
    assert sector_names(proposed, "Ngành Y tế", year=2026).code == proposed


@pytest.mark.parametrize("code", ["", "2", "2-y-te", "?!", "__"])
def test_a_bad_name_that_none_is_near_to(code: str) -> None:
    with pytest.raises(Refused, match=r"at most 40"):
        sector_names(code, "Ngành Y tế", year=2026)


@pytest.mark.parametrize("code", ["thidua", "thidua-health", "thidua_health"])
def test_the_name_of_the_program_is_too_much(code: str) -> None:
    with pytest.raises(Refused) as caught:
        sector_names(code, "Ngành Y tế", year=2026)
    assert "thừa “thidua”" in said(caught.value) and "thidua-NAME" in said(caught.value)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(Refused) as caught:
        sector_names("Y", " \n", "x\u200by", year=1999)
    assert [fault.place for fault in caught.value.faults] == [
        "Y", "--title", "--title-en", "--year",
    ]  # fmt: skip
    with pytest.raises(Refused, match=r"has 121 characters; at most 120"):
        sector_names("health", "ế" * 121, year=2026)


def test_the_package() -> None:
    files = package_files(HEALTH, "0.1.0")
    here = "src/thidua_health"
    assert list(files) == [
        ".gitignore",
        "README.md",
        "pyproject.toml",
        "sample/clusters.csv",
        "sample/figures.csv",
        "sample/units.csv",
        f"{here}/__init__.py",
        f"{here}/cases/cum-mau.toml",
        f"{here}/cases/muc-gioi-han.toml",
        f"{here}/criteria-2026.toml",
        f"{here}/formulas.py",
        f"{here}/py.typed",
        f"{here}/sector.toml",
        f"{here}/templates/bao-cao-tong-ket.docx",
        "tests/test_sector.py",
        "tox.ini",
    ]
    project = toml_of(files, "pyproject.toml")["project"]
    assert project["name"] == "thidua-health"
    assert project["dependencies"] == ["thidua>=0.1.0"]
    assert project["entry-points"] == {ENTRY_POINT_GROUP: {"health": "thidua_health"}}
    sector = toml_of(files, f"{here}/sector.toml")
    assert sector["plugin"]["title"] == {"vi": "Ngành Y tế", "en": "Health"}
    assert sector["plugin"]["api_version"] == API_VERSION
    assert sector["sector"]["title"] == {"vi": "Y tế", "en": "Health"}
    criteria = toml_of(files, f"{here}/criteria-2026.toml")
    assert criteria["code"] == "health-2026"
    assert criteria["title"]["vi"] == "Bảng điểm thi đua ngành Y tế năm 2026"
    assert [it["code"] for it in criteria["criteria"]] == [f"H-0{i}" for i in range(1, 6)]


def test_the_readme_tells_the_commands_that_are_printed() -> None:
    readme = text_of(package_files(HEALTH, "0.1.0"), "README.md")
    for commands in (checking(HEALTH), ranking_the_sample(HEALTH)):
        assert "```sh\n" + "\n".join(commands) + "\n```" in readme


def test_no_blank_is_left() -> None:
    for name, content in package_files(HEALTH, "0.1.0").items():
        assert "@@" not in name and not name.endswith(".in")
        assert b"@@" not in content or name.endswith(".docx")


titles = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co"]), max_size=110)


@given(titles, titles)
@settings(max_examples=60, deadline=None)
def test_any_title_stands_as_it_is_in_every_file(title: str, title_en: str) -> None:
    assume(title.strip())
    names = sector_names("health", title, title_en, year=2026)
    files = package_files(names, "0.1.0")
    here = "src/thidua_health"
    project = toml_of(files, "pyproject.toml")["project"]
    assert project["description"] == f"{names.title_en}: a sector of thidua."
    sector = toml_of(files, f"{here}/sector.toml")
    assert sector["plugin"]["title"] == {"vi": names.title, "en": names.title_en}
    assert sector["sector"]["title"]["vi"] == names.sector
    criteria = toml_of(files, f"{here}/criteria-2026.toml")
    assert names.in_words in criteria["title"]["vi"]
    written = {
        node.value
        for node in ast.walk(ast.parse(text_of(files, f"{here}/__init__.py")))
        if isinstance(node, ast.Constant)
    }
    assert {
        f"Báo cáo tổng kết {names.in_words}", f"Summary report: {names.title_en}",
    } <= written  # fmt: skip
    [department, *_] = csv.DictReader(io.StringIO(text_of(files, "sample/units.csv")))
    assert department["name"] == f"Cơ quan quản lý {names.in_words}"


@pytest.fixture
def loaded(tmp_path: Path) -> Iterator[Callable[[SectorNames], Plugins]]:
    """Loads the package of a sector as if it were installed; any fault of it is refused."""

    def load(names: SectorNames) -> Plugins:
        folder = tmp_path / names.project
        write_new_folder(folder, package_files(names, "0.1.0"))
        sys.path.insert(0, str(folder / "src"))
        entry_point = EntryPoint(names.code, names.package, ENTRY_POINT_GROUP)
        return Plugins.load([*BUILT_IN, entry_point], strict=True)

    before = list(sys.path)
    yield load
    sys.path[:] = before
    for name in [name for name in sys.modules if name.startswith("thidua_")]:
        del sys.modules[name]


BUILT_IN = [
    EntryPoint("standard", "thidua.standard", ENTRY_POINT_GROUP),
    EntryPoint("office", "thidua.office", ENTRY_POINT_GROUP),
]


@pytest.mark.parametrize("names", AWKWARD, ids=lambda names: str(names.code))
def test_it_loads_without_a_fault(
    names: SectorNames, loaded: Callable[[SectorNames], Plugins]
) -> None:
    catalogue = loaded(names).catalogue([names.code])
    sector = catalogue.sector(names.code)
    assert (sector.title.vi, sector.title.en) == (names.sector, names.title_en)
    criteria_set = catalogue.criteria_set(f"{names.code}-{names.year}")
    assert sum(it.points for it in criteria_set.criteria) == criteria_set.points == 100
    template = catalogue.template(f"{names.code}-summary")
    assert [it.format for it in template.files] == ["docx"]


def test_a_name_is_taken_by_what_is_installed(installed: SiteEntryPoints) -> None:
    health = Plugins.load(installed("health"))
    [fault] = clashes(HEALTH, health)
    assert fault.place == "health"
    assert "“health” (gói thidua-health 1.0) đã mang tên này" in fault.in_language("vi")
    assert "the plugin “health” (package thidua-health 1.0)" in fault.in_language("en")
    assert not list(clashes(sector_names("y-te", "Y tế", year=2026), health))


@pytest.mark.parametrize("name", ["raising", "import-error"])
def test_a_broken_or_a_blocked_plugin_keeps_its_name(name: str, installed: SiteEntryPoints) -> None:
    names = sector_names(name, "Ngành Y tế", year=2026)
    assert len(list(clashes(names, Plugins.load(installed(name))))) == 1
    assert len(list(clashes(names, Plugins.load(installed(name), block=[name])))) == 1


def test_a_name_is_taken_by_the_code_of_a_sector(installed: SiteEntryPoints) -> None:
    """Whatever its package is called."""
    [twin] = installed("twin")
    moved = EntryPoint("other", twin.value, ENTRY_POINT_GROUP)
    plugins = Plugins.load([moved])
    [code] = plugins.sectors
    [fault] = clashes(sector_names(code, "Ngành Y tế", year=2026), plugins)
    assert "the plugin “other” has this name" in fault.in_language("en")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "thidua-health"
    assert not list(in_the_way(folder))
    folder.mkdir()
    assert not list(in_the_way(folder))
    write_new_folder(folder, package_files(HEALTH, "0.1.0"))
    assert [fault.place for fault in in_the_way(folder)] == [str(folder)]
    assert list(in_the_way(folder / "README.md"))
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "nowhere")
    assert list(in_the_way(link))
    assert [it.name for it in tmp_path.iterdir() if it.name.startswith(".")] == []


def test_nothing_is_left_of_what_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        write_new_folder(tmp_path / "no" / "health", {"a": b""})
    with pytest.raises(Refused, match="cannot be written"):
        write_new_folder(tmp_path / "health", {"a": b"", "a/b": b""})
    assert os.listdir(tmp_path) == []
