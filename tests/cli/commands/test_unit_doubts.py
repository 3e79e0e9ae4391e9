"""A kind or sector that nobody knows is taken in, and said, with the nearest that is known."""

from pathlib import Path

import pytest

from thidua.cli.main import DONE, run

UNITS = """\
code,name,kind,sector
a,Xã A,comune,labour-social
b,Xã B,commune,labour-socal
c,Xã C,commune,
"""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "vi",
            (
                "không ngành nào có loại đơn vị “comune”",
                "Có phải là “commune”?",
                "chưa cài ngành “labour-socal”",
                "Có phải là “labour-social”?",
            ),
        ),
        (
            "en",
            (
                "no sector knows the kind of unit “comune”",
                "Did you mean “commune”?",
                "the sector “labour-socal” is not installed",
                "Did you mean “labour-social”?",
            ),
        ),
    ],
)
def test_misspelt_kinds_and_sectors_are_said(
    language: str, said: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "ws"
    file = tmp_path / "units.csv"
    file.write_text(UNITS, encoding="utf-8")
    assert run(["init", str(folder)]) == DONE
    assert run(["--lang", language, "unit", "import", str(file), "-w", str(folder)]) == DONE
    printed = capsys.readouterr().err
    assert all(words in printed for words in said), printed


def test_known_kinds_and_sectors_need_no_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "ws"
    file = tmp_path / "units.csv"
    file.write_text("code,name,kind,sector\nc,Xã C,commune,labour-social\n", encoding="utf-8")
    assert run(["init", str(folder)]) == DONE
    assert run(["unit", "import", str(file), "-w", str(folder)]) == DONE
    assert "commune" not in capsys.readouterr().err
