"""The results of checks as lines for people: what was tried, what came out, where to look."""

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from attrs import evolve

from thidua.cli.bilingual_commands import say
from thidua.core.text.bilingual import Text
from thidua.plugins.kit import Area, CheckResult, Verdict

MARKS = {Verdict.PASSED: "✓", Verdict.FAILED: "✗", Verdict.SKIPPED: "–"}
_INDENT = "      "
_WIDEST = 110
DETAILS = Text(
    "Cách tính ra: thêm --details vào lệnh.",
    "How these came about: add --details to the command.",
)
_LOOK = Text("Xem", "See")


def lines_of(results: Sequence[CheckResult], *, details: bool = False) -> Iterator[str]:
    """The results under the headings of their areas; checks in a row that were skipped for the
    same reason stand in one line. How what a case gives came about is left to ``details``."""
    if not details:
        results = [_in_short(it) for it in results]
    for area, held in groupby(results, key=lambda it: it.area):
        heading = say(area.words)
        yield ""
        yield f"  {heading[:1].upper()}{heading[1:]}"
        for _, alike in groupby(held, key=_what_is_told_once):
            yield from _lines(list(alike))


def _in_short(result: CheckResult) -> CheckResult:
    """Of a failed case the values alone, without what is set in below them."""
    if result.area is not Area.CASES or not result.failed:
        return result
    told = result.came_out
    return evolve(result, came_out=Text(_outer(told.vi, DETAILS.vi), _outer(told.en, DETAILS.en)))


def _outer(told: str, hint: str) -> str:
    lines = told.splitlines()
    kept = [line for line in lines if not line.startswith(" ")]
    return "\n".join(kept if kept == lines else [*kept, hint])


def _what_is_told_once(result: CheckResult) -> object:
    is_skipped = result.verdict is Verdict.SKIPPED
    return (result.came_out, result.subject) if is_skipped else id(result)


def _lines(alike: Sequence[CheckResult]) -> Iterator[str]:
    first = alike[0]
    checks = ", ".join(dict.fromkeys(it.check for it in alike))
    tried = f"{say(first.tried)} ({checks})" if len(alike) == 1 else checks
    verdict = f"{MARKS[first.verdict]} {say(first.verdict.words)}"
    yield from _wrapped(f"{verdict}: {tried}", "    ")
    subject = f"{first.subject}: " if first.subject else ""
    yield from _wrapped(f"{subject}{say(first.came_out)}", _INDENT)
    if first.failed and first.place:
        yield f"{_INDENT}{say(_LOOK)}: {first.place}"


def _wrapped(text: str, indent: str) -> Iterator[str]:
    """The lines of a text, those that are too long broken under their own beginning."""
    for line in text.splitlines():
        own = indent + line[: len(line) - len(line.lstrip())]
        yield from textwrap.wrap(
            line.strip(),
            _width(),
            initial_indent=own,
            subsequent_indent=f"{own}  ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _width() -> int:
    if not sys.stdout.isatty():
        return _WIDEST
    return min(_WIDEST, shutil.get_terminal_size().columns)


def summary_of(target: str, results: Iterable[CheckResult]) -> Text:
    """How many checks passed, failed and were skipped."""
    verdicts = [it.verdict for it in results]
    counts = [(verdicts.count(one), one.words) for one in Verdict]
    vi = ", ".join(f"{count} {words.vi}" for count, words in counts if count)
    en = ", ".join(f"{count} {words.en}" for count, words in counts if count)
    is_sound = Verdict.FAILED not in verdicts
    return Text(
        f"{target}: {'đạt' if is_sound else 'KHÔNG ĐẠT'} ({vi}).",
        f"{target}: {'passed' if is_sound else 'FAILED'} ({en}).",
    )
