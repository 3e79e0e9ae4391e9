"""Writes the Word templates that come with thidua.

PYTHONPATH=docs python -m templates
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from templates.cluster_table import cluster_table
from templates.covenant import covenant
from templates.minutes import minutes
from templates.saving import save
from templates.scaffold_words import NEW_SECTOR
from templates.score_sheet import score_sheet
from templates.submission import submission
from templates.summary import Words, summary

ROOT = Path(__file__).parents[2]
STANDARD = ROOT / "plugins/thidua/standard/templates"
SECTORS = ROOT / "sectors/thidua/sectors"
NEW = ROOT / "plugins/thidua/plugins/scaffold/files/src/@@package@@/templates"
PAGE = "bao-cao-tong-ket.html"

CLUSTER_DOCUMENTS: dict[str, Callable[[], Any]] = {
    "phieu-cham-diem.docx": score_sheet,
    "bang-tong-hop-diem.docx": cluster_table,
    "bien-ban-hop.docx": minutes,
    "giao-uoc-thi-dua.docx": covenant,
    "to-trinh.docx": submission,
}


def drafts() -> Iterator[tuple[Path, Any]]:
    """Every template with the file that it belongs in."""
    for name, draft in CLUSTER_DOCUMENTS.items():
        yield STANDARD / name, draft()
    pages = [STANDARD / PAGE, *sorted(SECTORS.glob(f"*/templates/{PAGE}"))]
    for page in pages:
        yield page.with_suffix(".docx"), summary(Words.of_page(page))
    yield (NEW / PAGE).with_suffix(".docx"), summary(NEW_SECTOR)


if __name__ == "__main__":
    for file, document in drafts():
        save(document, file)
