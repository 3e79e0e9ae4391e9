"""Colours that stay apart for colour-blind readers and in black-and-white print."""

from typing import Final

INK: Final = "#1a1a1a"
FAINT: Final = "#d9d9d9"
GREY: Final = "#5a5a5a"
PAPER: Final = "#ffffff"

SECTIONS: Final = (
    "#00507d",
    "#a9d6f5",
    "#00664b",
    "#f2e46b",
    "#a13d00",
    "#f0c3dc",
    "#454545",
    "#d4d4d4",
)
"""One for each section in turn, dark and light by turns: neighbours in a bar differ in grey."""

SHARES: Final = ("#ffffff", "#dcebf6", "#a8cfe8", "#6aa9d6", "#08457e")
"""From nothing to the whole, ever darker."""

GOOD: Final = "#00507d"
BAD: Final = "#f0a04b"
NEUTRAL: Final = "#8c8c8c"
"""Blue and orange, apart in every kind of colour blindness; the good one is the darker."""


def section_colour(place: int) -> str:
    """The colour of the section at a place from 0."""
    return SECTIONS[place % len(SECTIONS)]


def brightness(colour: str) -> float:
    """How bright a colour is to the eye, from 0 to 1, after WCAG's relative luminance."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ink_on(colour: str) -> str:
    """Black or white, whichever is read more easily on a colour."""
    bright = brightness(colour)
    return PAPER if 1.05 / (bright + 0.05) > (bright + 0.05) / 0.0596 else INK
