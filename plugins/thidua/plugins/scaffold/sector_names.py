"""What a new sector is called, and all the names that follow from that."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all
from thidua.core.text.names import without_marks

CODE: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
LONGEST_CODE: Final = 40
"""Of 64: codes of the sector's formulas, tables and checks begin with its own."""
LONGEST_TITLE: Final = 120
YEARS: Final = range(2000, 2101)

_PREFIX: Final = "thidua-"
_SECTOR: Final = re.compile(r"^ngành\s+", re.IGNORECASE)
_INVISIBLE: Final = frozenset(("Cc", "Cf", "Co", "Cs"))


@frozen
class SectorNames:
    """The names of a new sector; made by :func:`sector_names`, which refuses bad ones."""

    code: str
    """``health``, ``y-te``."""
    title: str
    """``Ngành Y tế``."""
    title_en: str
    year: int
    """Of the first point table."""

    @property
    def project(self) -> str:
        """What is installed, and the folder that it is written into: ``thidua-y-te``."""
        return _PREFIX + self.code

    @property
    def package(self) -> str:
        """What Python imports: ``thidua_y_te``."""
        return self.project.replace("-", "_")

    @property
    def stem(self) -> str:
        """What the codes of the sector's indicators begin with: ``y_te``."""
        return self.code.replace("-", "_")

    @property
    def prefix(self) -> str:
        """What the codes of its criteria begin with, the initials: ``YT``."""
        return "".join(part[0] for part in self.code.split("-")).upper()

    @property
    def sector(self) -> str:
        """The title of the sector itself: ``Y tế``."""
        return _SECTOR.sub("", self.title)

    @property
    def in_words(self) -> str:
        """The sector in the middle of a sentence: ``ngành Y tế``."""
        return f"ngành {self.sector}"


def sector_names(code: str, title: str, title_en: str = "", *, year: int) -> SectorNames:
    """The names of a new sector; Refused with all that is wrong with them.

    Without ``title_en`` the code serves as the English title until the author writes one.
    """
    vi, en = _in_one_line(title), _in_one_line(title_en) or code.replace("-", " ").capitalize()
    refuse_all(
        (
            *_faults_of_code(code),
            *_faults_of_title(vi, "--title"),
            *_faults_of_title(en, "--title-en"),
            *_faults_of_year(year),
        )
    )
    return SectorNames(code, vi, en, year)


def _in_one_line(title: str) -> str:
    return unicodedata.normalize("NFC", " ".join(title.split()))


def _faults_of_code(code: str) -> Iterator[Fault]:
    if code.startswith((_PREFIX, "thidua_")) or code == "thidua":
        yield Fault(
            Text("tên này thừa “thidua”.", "“thidua” is too much in this name."),
            code,
            Text(
                "Chỉ ghi tên của ngành; gói sẽ mang tên thidua-TÊN.",
                "Write only the sector's name; the package will be thidua-NAME.",
            ),
        )
    elif len(code) > LONGEST_CODE or not CODE.fullmatch(code):
        yield Fault(
            Text("không dùng làm tên ngành được.", "cannot be the name of a sector."),
            code,
            _how_to_name(code),
        )


def _how_to_name(code: str) -> Text:
    near = re.sub(r"[^a-z0-9]+", "-", without_marks(code)).strip("-")
    near = near[:LONGEST_CODE].strip("-")
    vi = (
        "Tên gồm chữ thường không dấu, chữ số, gạch nối ở giữa, bắt đầu bằng chữ, tối đa"
        f" {LONGEST_CODE} ký tự"
    )
    en = (
        "A name has small letters without diacritics, digits, hyphens between them, begins with"
        f" a letter, and has at most {LONGEST_CODE} of them"
    )
    if not CODE.fullmatch(near):
        return Text(f"{vi}.", f"{en}.")
    return Text(f"{vi}; ví dụ: {near}", f"{en}; for example: {near}")


def _faults_of_title(title: str, option: str) -> Iterator[Fault]:
    if not title:
        yield Fault(Text("tên của ngành bị bỏ trống.", "the sector's title is empty."), option)
    elif any(unicodedata.category(sign) in _INVISIBLE for sign in title):
        yield Fault(
            Text(
                "tên của ngành có ký tự không nhìn thấy được.",
                "the sector's title has characters that cannot be seen.",
            ),
            option,
            Text("Gõ lại tên.", "Type it anew."),
        )
    elif len(title) > LONGEST_TITLE:
        yield Fault(
            Text(
                f"tên của ngành dài {len(title)} ký tự; tối đa {LONGEST_TITLE}.",
                f"the sector's title has {len(title)} characters; at most {LONGEST_TITLE}.",
            ),
            option,
        )


def _faults_of_year(year: int) -> Iterator[Fault]:
    if year not in YEARS:
        yield Fault(
            Text(
                f"năm {year} không nằm trong khoảng {YEARS[0]}-{YEARS[-1]}.",
                f"the year {year} is not within {YEARS[0]}-{YEARS[-1]}.",
            ),
            "--year",
        )
