"""The words of the command line itself, in both languages.

The same as :class:`thidua.core.text.bilingual.Text`, but a plain named tuple: ``--help`` and
``--version`` answer before attrs and the rest of the program are imported.
"""

import os
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from thidua.core.text.bilingual import Language


class Words(NamedTuple):
    """A text of the help in Vietnamese and English."""

    vi: str
    en: str

    def in_language(self, language: "Language") -> str:
        """The text in one language."""
        return self.vi if language == "vi" else self.en


LANGUAGES: Final = ("vi", "en")

PLACEHOLDERS: Final = {
    "ARGS": "THAM SỐ",
    "CERTIFICATE": "BẢN_CHỐT",
    "CLUSTER": "CỤM",
    "CODE": "MÃ",
    "COMMAND": "LỆNH",
    "CRITERION": "TIÊU_CHÍ",
    "DATE": "NGÀY",
    "DIR": "THƯ_MỤC",
    "DIRECTORY": "THƯ_MỤC",
    "FILE": "TỆP",
    "FORM": "BIỂU_MẪU",
    "INDICATOR": "CHỈ_TIÊU",
    "INTEGER": "SỐ",
    "LAYER": "LỚP",
    "NAME": "TÊN",
    "OPTIONS": "TÙY CHỌN",
    "PATH": "ĐƯỜNG_DẪN",
    "PERIOD": "KỲ",
    "POINTS": "ĐIỂM",
    "TEXT": "CHỮ",
    "UNIT": "ĐƠN_VỊ",
    "VALUE": "GIÁ_TRỊ",
}
"""The capital words of a usage line, and what they are in Vietnamese."""

_CAPITALS = re.compile(r"[A-Z]{2,}")


def language_of(arguments: Sequence[str]) -> "Language":
    """The language asked for by ``--lang`` or ``THIDUA_LANG``; Vietnamese by default."""
    wanted = _named(arguments) or os.environ.get("THIDUA_LANG", "")
    return "en" if wanted.lower().startswith("en") else "vi"


def unspoken_language(arguments: Sequence[str]) -> str | None:
    """The language that ``THIDUA_LANG`` asks for in vain, if any; ``--lang`` goes before it, and
    its own choice is checked with the other options."""
    wanted = os.environ.get("THIDUA_LANG", "")
    if not wanted or _named(arguments) or wanted.lower().startswith(LANGUAGES):
        return None
    return wanted


def _named(arguments: Sequence[str]) -> str | None:
    """What the last ``--lang`` names."""
    named = None
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            named = arguments[index + 1]
        elif argument.startswith("--lang="):
            named = argument.removeprefix("--lang=")
    return named


def placeholders(usage: str, language: "Language") -> str:
    """A piece of a usage line in a language.

    >>> placeholders("[OPTIONS] CODE|PATH", "vi")
    '[TÙY CHỌN] MÃ|ĐƯỜNG_DẪN'
    """
    if language == "en":
        return usage
    return _CAPITALS.sub(lambda found: PLACEHOLDERS.get(found[0], found[0]), usage)


def use_utf8() -> None:
    """Print Vietnamese even where the console or a pipe claims another encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
