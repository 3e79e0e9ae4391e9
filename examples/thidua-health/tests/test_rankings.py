"""The two samples are ranked as a user would rank them, by the commands, and come out as by hand.

The bloc is mixed: two units of this sector beside two of labour-social, each scored by the point
table of its own sector, as ``sample/khoi/scheme.toml`` says.
"""

import json
import os
import shutil
import subprocess
import sysconfig
from decimal import Decimal
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).parents[1] / "sample"
THIDUA = shutil.which("thidua", path=sysconfig.get_path("scripts"))

NOT_CONCERNED = {"viec-lam": ["LS-23", "LS-27"], "bao-tro": ["LS-05", "LS-07", "LS-08", "LS-11"]}
"""What of the labour-social table is no task of these two units."""


class Workspace:
    def __init__(self, folder: Path, *sectors: str) -> None:
        self.folder = folder
        enabled = [word for sector in sectors for word in ("--sector", sector)]
        thidua("init", str(folder), *enabled)

    def __call__(self, *words: str | Path) -> str:
        return thidua("-w", str(self.folder), *map(str, words))


def thidua(*words: str) -> str:
    assert THIDUA is not None
    environment = os.environ | {"PYTHONUTF8": "1", "THIDUA_LANG": "en"}
    ended = subprocess.run(
        [THIDUA, *words], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def rank(sample: Path, cluster: str, rules: list[str | Path], run: Workspace) -> None:
    run("unit", "import", sample / "units.csv")
    run("cluster", "import", sample / "clusters.csv")
    run("period", "open", "2026", "--cluster", cluster, *rules,
        "--from", "01/01/2026", "--to", "31/12/2026")  # fmt: skip
    run("result", "import", sample / "figures.csv", "--period", "2026")
    run("result", "import-judged", sample / "judged.csv", "--period", "2026", "--cluster", cluster)


def ranking(run: Workspace, cluster: str) -> dict[str, dict[str, Any]]:
    told = json.loads(run("rank", cluster, "--period", "2026", "--format", "json"))
    assert told["basis"] == "proposal"
    return {row["unit"]: row for row in told["rows"]}


def test_sample_cluster(tmp_path: Path) -> None:
    run = Workspace(tmp_path / "cluster", "health")
    rank(SAMPLE, "cum-mau", ["--criteria", "health-2026"], run)
    rows = ranking(run, "cum-mau")
    assert [(unit, row["total"], row["rank"], row["band"]) for unit, row in rows.items()] == [
        ("hoa-lac", "98.10", 1, "excellent"),
        ("tan-thanh", "92.60", 2, "excellent"),
        ("an-binh", "88.94", 3, "good"),
        ("phu-son", "40.28", 4, "average"),
    ]

    report = tmp_path / "bao-cao.docx"
    run("report", "write", "health-summary", "--period", "2026", "--department", "so-y-te",
        "-o", report)  # fmt: skip
    assert report.read_bytes()[:2] == b"PK"


def by_hand() -> dict[str, Decimal]:
    """The totals on the scale of 100, each table worked through by hand."""
    # Visits for each doctor are compared within the sector: 48,000/40 = 60,000/50, so both get 6.
    an_binh = Decimal("88.94") - Decimal("4.8") + 6
    # B, C, D of 70 points stand for 100; the bonus of 1 does not grow with them.
    tan_thanh = (Decimal("30.1175") - Decimal("4.8") + 6 + 25 + 9) * 100 / 70 + 1
    # A, 600: of A1 and A2 (250) 150 and 24 + 16 + 12 = 52 of 65, of 100. B, 200: 108 of 120.
    viec_lam = (150 + Decimal(52) / 65 * 100) * 600 / 250 + Decimal(108) / 120 * 200
    # C: 25, 16 + 12, 15, 20, 25×0.75 - 2, 12. A flag: 10. A report 3 days late: 1.
    viec_lam += 25 + 28 + 15 + 20 + (25 * Decimal("0.75") - 2) + 12 + 10 - 1
    # A: 22.5 + 22.5 of 50. B: 38 - 2, 30, 12, 18 of 120.
    bao_tro = Decimal(45) / 50 * 600 + Decimal(96) / 120 * 200
    # C: 15 + 7.5, 20 + 10, 25, 5, 25, 15. A model: 5. A warning: 5.
    bao_tro += Decimal("22.5") + 30 + 25 + 5 + 25 + 15 + 5 - 5
    return {
        "tan-thanh": tan_thanh,
        "viec-lam": viec_lam * 100 / 950,
        "an-binh": an_binh,
        "bao-tro": bao_tro * 100 / 950,
    }


def test_mixed_bloc(tmp_path: Path) -> None:
    run = Workspace(tmp_path / "bloc", "health", "labour-social")
    rank(SAMPLE / "khoi", "khoi-su-nghiep", ["--scheme", SAMPLE / "khoi" / "scheme.toml"], run)
    for unit, criteria in NOT_CONCERNED.items():
        for criterion in criteria:
            run("result", "not-applicable", unit, criterion, "--cluster", "khoi-su-nghiep",
                "--period", "2026", "--reason", "Không thuộc nhiệm vụ của đơn vị")  # fmt: skip
    rows = ranking(run, "khoi-su-nghiep")
    assert [(unit, row["total"], row["rank"], row["band"]) for unit, row in rows.items()] == [
        ("tan-thanh", "94.31", 1, "excellent"),
        ("viec-lam", "90.29", 2, "excellent"),
        ("an-binh", "90.14", 3, "excellent"),
        ("bao-tro", "86.58", 4, "good"),
    ]
    cents = Decimal("0.01")
    assert {unit: str(total.quantize(cents)) for unit, total in by_hand().items()} == {
        unit: row["total"] for unit, row in rows.items()
    }

    # Each by the table of its own sector: only that of labour-social has a section A5.
    own = {unit: "A5" in row["sections"] for unit, row in rows.items()}
    assert own == {"tan-thanh": False, "viec-lam": True, "an-binh": False, "bao-tro": True}
