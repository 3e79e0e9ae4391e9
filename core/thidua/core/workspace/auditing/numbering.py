"""The numbering of a table (I, 1, 1.1, a, VIII.3a): which row belongs under which."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

Code = tuple[str, ...]
"""The pieces of a number: ``("VIII", "3", "a")``; a dash is ``("-",)``."""

MOST_LEVELS: Final = 8
"""Pieces of a number; no table is nested deeper."""

_DASHES: Final = frozenset("-–−+*•")
_CODE: Final = re.compile(
    r"[\[(]?((?:[IVXL]+|[A-Za-zđĐ]|[0-9]{1,3})"
    r"(?:[.-]?[0-9]{1,3}|(?:\.|(?<=[0-9]))[a-zđ](?![a-zđ])|\.[IVXL]+)*)[.)\]:]*"
)
_LEADING: Final = re.compile(
    r"((?:[IVXL]+|[A-Za-zđĐ]|[0-9]{1,3})(?:\.(?:[0-9]{1,3}|[a-zđ]))*)[.)]\s+\S"
    r"|([0-9]{1,2}(?:\.[0-9]{1,2})+[a-zđ]?)\s+\S"
)
_PART: Final = re.compile(r"(?:phần|part)\s+([IVXL]+|[A-ZĐ]|[0-9]{1,2})[.:]?", re.IGNORECASE)
PART: Final = "§"
"""Stands before the number of a part, ``Phần II``: within each part numbers begin anew."""
_PIECES: Final = re.compile(r"[0-9]+|[A-ZĐ]+|[a-zđ]")
_ROMAN: Final = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_NUMERALS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
"""The order in which Vietnamese lists are lettered."""


def whole_code(text: str) -> Code | None:
    """The number that a cell consists of; None where it is none.

    >>> whole_code("VIII.3a"), whole_code("a)"), whole_code("xa-an-hoa")
    (('VIII', '3', 'a'), ('a',), None)
    """
    plain = text.strip()
    if plain in _DASHES:
        return ("-",)
    if part := _PART.fullmatch(plain):
        return (PART, *_pieces(part[1].upper()))
    found = _CODE.fullmatch(plain)
    code = _pieces(found[1]) if found else ()
    return code if 0 < len(code) <= MOST_LEVELS else None


def leading_code(text: str) -> Code | None:
    """The number that a title begins with: ``1.2. Báo cáo``, ``- Kế hoạch``."""
    plain = text.strip()
    if len(plain) > 2 and plain[0] in _DASHES and plain[1] == " ":
        return ("-",)
    found = _LEADING.match(plain)
    return _pieces(found[1] or found[2]) if found else None


def _pieces(text: str) -> Code:
    return tuple(str(int(piece)) if piece.isdigit() else piece for piece in _PIECES.findall(text))


def parents(codes: Sequence[Code | None]) -> tuple[int | None, ...]:
    """For each row the one it belongs under; None for the top, and for rows without a number."""
    found: list[int | None] = []
    path: list[int] = []
    latest: dict[Code, int] = {}
    for index, code in enumerate(codes):
        if code is None:
            found.append(None)
            continue
        above = _named_parent(code, latest)
        path = _open_path(code, codes, path) if above is None else _path_of(above, found)
        found.append(path[-1] if path else None)
        path = [*path, index]
        latest[code] = index
    return tuple(found)


def _named_parent(code: Code, latest: Mapping[Code, int]) -> int | None:
    """The row whose number this one begins with: 1.2 of 1.2.3, or 1 where there is no 1.2."""
    prefixes = (code[:length] for length in range(len(code) - 1, 0, -1))
    return next((latest[prefix] for prefix in prefixes if prefix in latest), None)


def _path_of(row: int, found: Sequence[int | None]) -> list[int]:
    """A row with all it belongs under, from the top down."""
    path = [row]
    while (above := found[path[0]]) is not None:
        path.insert(0, above)
    return path


def _open_path(code: Code, codes: Sequence[Code | None], path: Sequence[int]) -> list[int]:
    """The open rows that a number belongs under which names none of them."""
    open_codes = [(place, held) for place, row in enumerate(path) if (held := codes[row])]
    for is_sibling in (_follows, _looks_like, _continues):
        for place, held in reversed(open_codes):
            if is_sibling(held, code):
                return list(path[:place])
    if len(code) == 1:
        return list(path)
    wanted = _ordinal(code[:1])
    counted = [place for place, held in open_codes if wanted and _ordinal(held) == wanted]
    return list(path[: counted[-1] + 1]) if counted else []


def _ordinal(code: Code) -> int:
    """What a number of one piece counts: 2 of 2 and II; 0 for any other."""
    piece = code[0] if len(code) == 1 else ""
    if piece.isdigit():
        return int(piece)
    return _NUMERALS.index(piece) + 1 if piece in _NUMERALS else 0


def _kind(piece: str) -> str:
    if piece.isdigit():
        return "1"
    if piece in ("-", PART):
        return piece
    if not piece.isupper():
        return "a"
    return "I" if _ROMAN.fullmatch(piece) else "A"


def _kinds(code: Code) -> tuple[str, ...]:
    return tuple(map(_kind, code))


def _follows(held: Code, code: Code) -> bool:
    """The next of the same row of letters, which decides whether I is a letter or a numeral."""
    same_case = held[-1].isupper() == code[-1].isupper()
    return same_case and held[:-1] == code[:-1] and _next_letter(held[-1]) == code[-1].lower()


def _continues(held: Code, code: Code) -> bool:
    """The next letter in the other case: a, b, C, d."""
    return held[:-1] == code[:-1] and _next_letter(held[-1]) == code[-1].lower()


def _looks_like(held: Code, code: Code) -> bool:
    return _kinds(held) == _kinds(code)


def _next_letter(piece: str) -> str:
    place = _LETTERS.find(piece.lower()) if len(piece) == 1 else -1
    return _LETTERS[place + 1] if 0 <= place < len(_LETTERS) - 1 else ""
