"""Draws the pictures of documents in the README: a page of each as the demonstration writes it,
and the chart of a ranking.

Needs the extra ``thidua[chart]``, LibreOffice, and ``pdftoppm`` of poppler.

python docs/document_pictures.py
"""

import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

from attrs import frozen

PICTURES = Path(__file__).with_name("pictures")
WIDTH = 900
"""Of a picture in pixels, upright page or on its side."""
GREYS = 16
"""So many shades show a printed page; each takes half a byte."""


@frozen
class Page:
    """A page of a document of the demonstration, and the arguments that write it."""

    picture: str
    report: str
    cluster: str
    period: str
    page: int = 1
    unit: str = ""


DISTRICTS = "can-tho-quan-huyen"
PAGES = (
    Page("score-sheet.png", "score-sheet", "tien-giang-phong-tnmt", "2022", 2, "cai-lay-tnmt"),
    Page("cluster-table.png", "cluster-table", DISTRICTS, "2020"),
    Page("minutes.png", "minutes", DISTRICTS, "2020", 2),
    Page("submission.png", "submission", DISTRICTS, "2020"),
)
CHART = Page("ranking-bars.svg", "ranking-bars-chart", DISTRICTS, "2020")


def thidua(*arguments: str) -> None:
    """Run a command of thidua."""
    words = [sys.executable, "-m", "thidua.cli", *arguments]
    subprocess.run(words, check=True, capture_output=True)


def write(page: Page, workspace: Path, file: Path) -> None:
    """Write the whole document that a page belongs to."""
    unit = ("--unit", page.unit) if page.unit else ()
    place = ("--cluster", page.cluster, "--period", page.period, *unit)
    thidua("report", "write", page.report, *place, "-w", str(workspace), "-o", str(file))


def drawn(pdf: Path, page: int) -> bytes:
    """A page of a PDF file as a PNG picture."""
    size = ("-scale-to-x", str(WIDTH), "-scale-to-y", "-1")
    asked = ("-f", str(page), "-l", str(page), "-singlefile", "-gray", *size)
    done = subprocess.run(["pdftoppm", *asked, str(pdf)], check=True, capture_output=True)
    kind, width, height, _ = done.stdout.split(maxsplit=4)[:4]
    if kind != b"P5":
        raise ValueError(f"no picture in grey: {kind!r}")
    wide, high = int(width), int(height)
    return png(wide, high, done.stdout[-wide * high :])


def png(width: int, height: int, greys: bytes) -> bytes:
    """A picture of a byte a pixel as PNG, in ``GREYS`` shades; ``width`` is even."""
    rows = (greys[row * width : (row + 1) * width] for row in range(height))
    packed = b"".join(b"\0" + _packed(row) for row in rows)
    head = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(packed, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _packed(row: bytes) -> bytes:
    shades = [(grey * (GREYS - 1) + 127) // 255 for grey in row]
    return bytes(left << 4 | right for left, right in zip(shades[::2], shades[1::2], strict=True))


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def draw() -> None:
    """Build the demonstration in a folder that goes away, and keep the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "demo"
        thidua("demo", str(workspace))
        for page in PAGES:
            pdf = Path(folder) / f"{page.report}.pdf"
            write(page, workspace, pdf)
            (PICTURES / page.picture).write_bytes(drawn(pdf, page.page))
        write(CHART, workspace, PICTURES / CHART.picture)


if __name__ == "__main__":
    draw()
