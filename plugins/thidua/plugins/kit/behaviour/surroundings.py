"""What a formula must leave as it found it: decimal context, locale, random numbers and more."""

import contextlib
import decimal
import locale
import os
import random
import sys
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from thidua.core.text.bilingual import Text

_WORDS: Final = {
    "decimal": Text("ngữ cảnh decimal (độ chính xác, làm tròn)", "the decimal context"),
    "locale": Text("locale của chương trình", "the locale"),
    "random": Text("trạng thái của bộ sinh số ngẫu nhiên", "the state of the random numbers"),
    "environment": Text("biến môi trường", "the environment variables"),
    "flags": Text("cờ của trình thông dịch (sys.flags)", "the interpreter's flags (sys.flags)"),
    "folder": Text("thư mục làm việc", "the working folder"),
}


@frozen
class Surroundings:
    """The state of the process that scoring shares with a formula."""

    decimal: str
    locale: str
    random: object
    environment: tuple[tuple[str, str], ...]
    flags: str
    folder: str

    def changed(self, later: "Surroundings") -> tuple[Text, ...]:
        """What is not as it was, in words."""
        return tuple(
            words for name, words in _WORDS.items() if getattr(self, name) != getattr(later, name)
        )


def surroundings() -> Surroundings:
    """As they are now."""
    return Surroundings(
        decimal=f"{decimal.getcontext()} {decimal.DefaultContext}",
        locale=locale.setlocale(locale.LC_ALL),
        random=random.getstate(),
        environment=tuple(sorted(os.environ.items())),
        flags=repr(sys.flags),
        folder=os.getcwd(),
    )


@contextlib.contextmanager
def restored() -> Iterator[Surroundings]:
    """What is around now; whatever is done to it inside is undone."""
    before = surroundings()
    usual = decimal.DefaultContext.copy()
    with decimal.localcontext():
        try:
            yield before
        finally:
            _undo(before, usual)


def _undo(before: Surroundings, usual: decimal.Context) -> None:
    for name in ("prec", "rounding", "Emin", "Emax", "capitals", "clamp"):
        setattr(decimal.DefaultContext, name, getattr(usual, name))
    decimal.DefaultContext.traps.update(usual.traps)
    after = surroundings()
    if after.locale != before.locale:
        locale.setlocale(locale.LC_ALL, before.locale)
    if after.random != before.random:
        random.setstate(before.random)  # type: ignore[arg-type]
    if after.environment != before.environment:
        os.environ.clear()
        os.environ.update(before.environment)
    if after.folder != before.folder:
        os.chdir(before.folder)
