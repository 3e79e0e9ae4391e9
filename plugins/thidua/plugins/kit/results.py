"""What a check of a sector says: what was tried, what came of it, where to look."""

from enum import StrEnum
from typing import Any

from attrs import frozen

from thidua.core.text.bilingual import Text


class Verdict(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"

    @property
    def words(self) -> Text:
        """The verdict as a list of checks shows it."""
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.PASSED: Text("đạt", "passed"),
    Verdict.FAILED: Text("không đạt", "failed"),
    Verdict.SKIPPED: Text("bỏ qua", "skipped"),
}


class Area(StrEnum):
    """What a check is about, in the order in which they run."""

    DECLARATION = "declaration"
    BEHAVIOUR = "behaviour"
    RESOURCES = "resources"
    CASES = "cases"

    @property
    def words(self) -> Text:
        """The area as a list of checks shows it."""
        return _AREAS[self]


_AREAS = {
    Area.DECLARATION: Text("khai báo", "declaration"),
    Area.BEHAVIOUR: Text("cách tính", "behaviour"),
    Area.RESOURCES: Text("tài nguyên", "resources"),
    Area.CASES: Text("ví dụ", "cases"),
}


@frozen
class CheckResult:
    """One line of ``thidua plugin check``."""

    area: Area
    check: str
    """Code of the check, in kebab-case: ``points-add-up``, ``deterministic``."""
    verdict: Verdict
    tried: Text
    """What was tried."""
    came_out: Text
    """What came out: of a failure the counterexample, of a skip why and what to do about it."""
    subject: str = ""
    """The criterion, formula, template or file of cases that it is about; empty for all."""
    place: str = ""
    """File and line, where they are known."""

    @property
    def failed(self) -> bool:
        """Whether the sector did not pass the check."""
        return self.verdict is Verdict.FAILED


def to_plain(result: CheckResult) -> dict[str, Any]:
    """A result as JSON values, for ``--format json`` and the way out of a child process."""
    return {
        "area": result.area.value,
        "check": result.check,
        "verdict": result.verdict.value,
        "tried": _text_to_plain(result.tried),
        "came_out": _text_to_plain(result.came_out),
        "subject": result.subject,
        "place": result.place,
    }


def from_plain(plain: dict[str, Any]) -> CheckResult:
    """The result that :func:`to_plain` made these values of; ValueError, KeyError or TypeError
    where it did not."""
    return CheckResult(
        Area(plain["area"]),
        str(plain["check"]),
        Verdict(plain["verdict"]),
        Text(**plain["tried"]),
        Text(**plain["came_out"]),
        str(plain["subject"]),
        str(plain["place"]),
    )


def _text_to_plain(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}
