"""The two READMEs say the same: the same commands, pictures and folders, linked both ways."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENGLISH, VIETNAMESE = ROOT / "README.md", ROOT / "README.vi.md"


def found(pattern: str, page: Path) -> list[str]:
    """What a pattern finds in a page, in order."""
    return re.findall(pattern, page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    "pattern",
    [
        r"^```(?:sh|powershell)\n.*?^```$",
        r"!\[[^\]]*\]\(([^)]+)\)",
        r"^\| `([\w/]+)`",
        r"\(`([a-z]+)`\)",
        r"`(thidua [a-z-]+)`",
        r"`(--[a-z]+ [a-z]+)`",
        r"^##? ",
    ],
    ids=["commands", "pictures", "folders", "environments", "questions", "options", "headings"],
)
def test_both_have_the_same(pattern: str) -> None:
    assert found(pattern, VIETNAMESE) == found(pattern, ENGLISH) != []


def test_both_are_linked() -> None:
    assert "(README.vi.md)" in ENGLISH.read_text(encoding="utf-8")
    assert "(README.md)" in VIETNAMESE.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [ENGLISH, VIETNAMESE], ids=lambda it: it.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = found(r"\]\((?!https?:)([^)#]+)", page)
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_every_environment_of_tox_is_named() -> None:
    (listed,) = found(r"^env_list = (.*?)$", ROOT / "tox.ini")
    assert sorted(found(r"\(`([a-z]+)`\)", ENGLISH)) == sorted(listed.split(", "))
