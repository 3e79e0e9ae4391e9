"""The pictures that the README and the guides show are there, and small enough to load at once."""

import re
import struct
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = (*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").rglob("*.md")))
LINK = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
MOST_BYTES = 120 * 1024


def shown() -> dict[Path, str]:
    """Every picture that a page shows, with the words for who cannot see it."""
    return {
        (page.parent / file).resolve(): words
        for page in PAGES
        for words, file in LINK.findall(page.read_text(encoding="utf-8"))
    }


def size_of(picture: Path) -> tuple[float, float]:
    """Width and height of a PNG or SVG picture in pixels."""
    content = picture.read_bytes()
    if picture.suffix == ".png":
        assert content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR"
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    root = ElementTree.fromstring(content)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    return width, height


def test_pictures_of_four_documents_and_a_chart_are_shown() -> None:
    pictures = {it.name for it in shown() if it.parent.name == "pictures"}
    assert len([name for name in pictures if name.endswith(".png")]) >= 4
    assert "ranking-bars.svg" in pictures


def test_no_picture_is_kept_that_is_not_shown() -> None:
    assert set((ROOT / "docs" / "pictures").iterdir()) <= set(shown())


@pytest.mark.parametrize("picture", shown(), ids=lambda it: it.name)
def test_picture_is_of_sane_size(picture: Path) -> None:
    assert 0 < picture.stat().st_size <= MOST_BYTES
    width, height = size_of(picture)
    assert 400 <= width <= 1800 and 200 <= height <= 1800


def test_every_picture_is_told_of_in_words() -> None:
    assert [picture.name for picture, words in shown().items() if len(words) < 10] == []
