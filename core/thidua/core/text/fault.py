"""What is wrong, where, and what to do next: the one form of every message to a user."""

from collections.abc import Iterable

from attrs import frozen

from thidua.core.text.bilingual import Language, Text


@frozen
class Fault:
    """One thing that is wrong.

    ``place`` is where, for a person: ``units.xlsx, trang tính "Đơn vị", ô C7`` or
    ``criteria[LS-01].rows[2].when``; empty where the message itself says it.
    """

    what: Text
    place: str = ""
    remedy: Text | None = None

    def in_language(self, language: Language) -> str:
        """One paragraph: place, fault, remedy."""
        parts = [f"{self.place}: " if self.place else "", self.what.in_language(language)]
        if self.remedy is not None:
            parts.append(f" {self.remedy.in_language(language)}")
        return "".join(parts)


@frozen
class Refused(Exception):
    """A user's request is refused, with every fault found; nothing has been changed."""

    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        return "\n".join(fault.in_language("en") for fault in self.faults)


def refuse(vi: str, en: str, *, place: str = "", remedy: Text | None = None) -> Refused:
    """The exception for a single fault: ``raise refuse("…", "…")``."""
    return Refused((Fault(Text(vi, en), place, remedy),))


def refuse_all(faults: Iterable[Fault]) -> None:
    """Raise :class:`Refused` where there is any fault."""
    found = tuple(faults)
    if found:
        raise Refused(found)
