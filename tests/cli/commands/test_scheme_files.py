"""A scheme that cannot rank is refused when the period opens, not when the flag is given."""

from pathlib import Path

import pytest

from thidua.cli.failures import REFUSED
from thidua.cli.main import run

SCHEME = """
code = "khoi"
tie_breakers = {keys}
[[parts]]
code = "chung"
title = {{ vi = "Phần chung", en = "Common part" }}
criteria = "common-2026"
weight = 600
[[parts]]
code = "rieng"
title = {{ vi = "Phần riêng", en = "Own part" }}
criteria = "{second}"
weight = 400
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "ws"
    (tmp_path / "units.csv").write_text(
        "code,name,kind,sector\nso,Sở,department,labour-social\nx,Xã X,commune,labour-social\n",
        encoding="utf-8",
    )
    (tmp_path / "clusters.csv").write_text(
        "cluster,name,organiser,unit\nk,Khối,so,x\n", encoding="utf-8"
    )
    assert run(["init", str(folder), "--sector", "labour-social"]) == 0
    for subject in ("unit", "cluster"):
        file = str(tmp_path / f"{subject}s.csv")
        assert run([subject, "import", file, "-w", str(folder)]) == 0
    return folder


def opened(workspace: Path, second: str, keys: str, language: str) -> int:
    file = workspace / "scheme.toml"
    file.write_text(SCHEME.format(second=second, keys=keys), encoding="utf-8")
    days = ("--from", "01/01/2026", "--to", "31/12/2026")
    words = ("--lang", language, "period", "open", "2026", "--cluster", "k", *days)
    return run([*words, "--scheme", str(file), "-w", str(workspace)])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "“điểm mục IIII” không có trong phần điểm chung"),
        ("en", "“points of section IIII” stands in no part that all members share"),
    ],
)
def test_a_tie_key_must_stand_in_a_common_part(
    language: str, said: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = '["section:IIII", "criterion:CC-01"]'
    assert opened(workspace, "labour-social-2026", keys, language) == REFUSED
    printed = capsys.readouterr().err
    assert said in printed
    assert "CC-01" not in printed


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "tiêu chí “CC-01” có trong cả phần “Phần chung” và phần “Phần riêng”"),
        ("en", "criterion “CC-01” stands in both part “Common part” and part “Own part”"),
    ],
)
def test_two_parts_may_not_share_the_code_of_a_criterion(
    language: str, said: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert opened(workspace, "common-2026", "[]", language) == REFUSED
    assert said in capsys.readouterr().err


def test_a_scheme_of_two_sets_opens(workspace: Path) -> None:
    assert opened(workspace, "labour-social-2026", '["section:I"]', "vi") == 0
