"""All the stages of the checks of one sector, one after the other: what each of them says.

Foreign code runs in child processes only. Where one is stopped, that is the result of the stage;
what makes no sense after a fault is skipped, so that a fault is reported once.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from thidua.core.text.bilingual import Text
from thidua.core.workspace.templates import ReportTemplate
from thidua.plugins.confinement import Stop, Stopped
from thidua.plugins.kit.checks import CODES_FREE, DECLARATION
from thidua.plugins.kit.declaration import declared
from thidua.plugins.kit.evaluating import evaluation_results
from thidua.plugins.kit.import_results import import_results
from thidua.plugins.kit.limits import KitLimits
from thidua.plugins.kit.reproducing import reproduction_results
from thidua.plugins.kit.results import Area, CheckResult, Verdict
from thidua.plugins.kit.stage_child import StageChild, garbled, results_in
from thidua.plugins.kit.targets import Target
from thidua.plugins.kit.template_trials import template_results, templates_in
from thidua.plugins.kit.unloadable import unloadable
from thidua.plugins.kit.wording import result, skipped, stopped_words

SEED: Final = 1
"""The same figures are drawn in every run."""

_NOT_IMPORTED: Final = Text(
    "Chưa thử được, vì phần mở rộng không nạp được.",
    "Not tried, for the plugin cannot be imported.",
)
_NOT_DECLARED: Final = Text(
    "Chưa thử, vì phần khai báo có lỗi: sửa lỗi đó trước.",
    "Not tried, for the declaration has faults: mend them first.",
)
_NO_SETS: Final = Text("Không có bảng điểm nào để thử.", "There is no criteria set to try.")
_NOT_SCORED: Final = Text(
    "Chưa thử, vì cách tính điểm có lỗi: sửa lỗi đó trước.",
    "Not tried, for the scoring has faults: mend them first.",
)
_TOO_SLOW: Final = Text(
    "Không thử hết được, vì có tiêu chí tính quá lâu (xem time-per-cell).",
    "Could not be tried to the end, for a criterion is too slow (see time-per-cell).",
)
_NOT_BEHAVED: Final = Text(
    "Chưa thử, vì cách tính không đạt ở các mục trên: sửa trước, hoặc chạy riêng với --only cases.",
    "Not tried, for the behaviour has failed: mend that first, or run --only cases.",
)
_OTHERS_STOPPED: Final = Text(
    "Không so được, vì một phần mở rộng khác làm dừng việc nạp: ",
    "Cannot be compared, for another plugin stops the loading: ",
)


@frozen
class Examination:
    """One sector to check, and how."""

    target: Target
    limits: KitLimits
    examples: int
    areas: Collection[Area]
    folders: Sequence[Path] = ()
    """Of the workspace's own sectors, whose codes count as taken."""

    def results(self) -> tuple[CheckResult, ...]:
        """What every check says, stage by stage; of what failed with the line to look at."""
        results = tuple(self._stages())
        subjects = sorted({it.subject for it in results if _is_nowhere(it)})
        if not subjects:
            return results
        with self._child() as child:
            try:
                places = dict(child.ask("places", subjects=subjects))
            except (Stopped, TypeError, ValueError):
                return results  # they are told without a line
        return tuple(
            evolve(it, place=str(places.get(it.subject, ""))) if _is_nowhere(it) else it
            for it in results
        )

    def _stages(self) -> Iterator[CheckResult]:
        if Area.RESOURCES in self.areas:
            imported = self._import()
            yield from imported
            if any(it.check == "import" for it in imported):
                yield from _nothing_imported()
                return
        with self._child() as child:
            try:
                found = _Declared.of(child.ask("declaration"))
            except Stopped as stopped:
                yield from self._stopped_while_loading(stopped)
                return
            yield from self._declared(child, found)

    def _child(self, seconds: int = 0) -> StageChild:
        return StageChild(self.target, self.limits.of_stage(seconds or self.limits.seconds))

    def _import(self) -> tuple[CheckResult, ...]:
        with self._child() as child:
            return import_results(child, self.limits)

    def _stopped_while_loading(self, stopped: Stopped) -> Iterator[CheckResult]:
        """What stopped the stage of the declaration: the import, where that has not been tried
        before, or a hook."""
        tried = () if Area.RESOURCES in self.areas else self._import()
        if failed := [it for it in tried if it.check == "import"]:
            yield from failed
            yield from _nothing_imported()
            return
        yield declared("hooks", Verdict.FAILED, self._how(stopped))
        yield from _skipped_after(_NOT_DECLARED)

    def _how(self, stopped: Stopped, seconds: int = 0) -> Text:
        return stopped_words(stopped, self.limits.of_stage(seconds or self.limits.seconds))

    def _declared(self, child: StageChild, found: "_Declared") -> Iterator[CheckResult]:
        yield from found.results
        if not found.imported:
            yield from _skipped_after(_NOT_IMPORTED)
            return
        neighbours = self._neighbours() if Area.DECLARATION in self.areas else ()
        yield from neighbours
        why = _why_not_scored((*found.results, *neighbours), found.criteria)
        if why is None:
            yield from self._scored(child, found.criteria)
        else:
            yield from _skipped_after(why)
        if Area.RESOURCES in self.areas:
            yield from self._templates(found)

    def _neighbours(self) -> tuple[CheckResult, ...]:
        with self._child() as child:
            try:
                folders = [str(it) for it in self.folders]
                return child.results("neighbours", folders=folders, without=unloadable(self.limits))
            except Stopped as stopped:
                how = self._how(stopped)
                words = Text(_OTHERS_STOPPED.vi + how.vi, _OTHERS_STOPPED.en + how.en)
                return (declared(CODES_FREE, Verdict.SKIPPED, words),)

    def _templates(self, found: "_Declared") -> Iterator[CheckResult]:
        from thidua.plugins.manager import Plugins

        if found.templates:
            renderers = Plugins.load(only=()).catalogue().renderers
            yield from template_results(found.templates, list(renderers.values()))
        if found.has_own_formats:
            with self._child() as child:
                try:
                    yield from child.results("own-templates")
                except Stopped as stopped:
                    how = self._how(stopped)
                    yield result(Area.RESOURCES, "templates-render", Verdict.FAILED, how)

    def _scored(
        self, child: StageChild, criteria: Mapping[str, Sequence[str]]
    ) -> Iterator[CheckResult]:
        evaluated: tuple[CheckResult, ...] = ()
        if {Area.RESOURCES, Area.BEHAVIOUR}.intersection(self.areas):
            evaluated = evaluation_results(child, criteria, self.limits)
            yield from evaluated
            if any(it.failed and it.check == "within-limits" for it in evaluated):
                yield skipped(Area.BEHAVIOUR, "behaviour", _NOT_SCORED)
                yield skipped(Area.CASES, "cases", _NOT_SCORED)
                return
        behaved: tuple[CheckResult, ...] = ()
        if Area.BEHAVIOUR in self.areas:
            seconds = self._behaviour_seconds(criteria)
            is_slow = any(it.failed for it in evaluated)
            behaved = tuple(self._behaviour(child, seconds, is_slow=is_slow))
            yield from behaved
        if Area.CASES in self.areas:
            yield from self._cases(child, behaved)

    def _behaviour_seconds(self, criteria: Mapping[str, Sequence[str]]) -> int:
        number = sum(map(len, criteria.values()))
        return self.limits.behaviour_seconds * (1 + number // _CRITERIA_AT_ONCE)

    def _behaviour(
        self, child: StageChild, seconds: int, *, is_slow: bool
    ) -> Iterator[CheckResult]:
        with self._child(seconds) as busy:
            try:
                found = busy.results("behaviour", examples=self.examples, seed=SEED)
            except Stopped as stopped:
                if is_slow and stopped.kind is Stop.TIME:
                    yield skipped(Area.BEHAVIOUR, "behaviour", _TOO_SLOW)
                else:
                    how = self._how(stopped, seconds)
                    yield result(Area.BEHAVIOUR, "behaviour", Verdict.FAILED, how)
                return
        yield from found
        if not any(it.failed and it.check in _POINTLESS_AFTER for it in found):
            yield from reproduction_results(child, self._child, SEED)

    def _cases(self, child: StageChild, behaved: Iterable[CheckResult]) -> Iterator[CheckResult]:
        if any(it.failed for it in behaved):
            yield skipped(Area.CASES, "cases", _NOT_BEHAVED)
            return
        try:
            yield from child.results("cases")
        except Stopped as stopped:
            yield result(Area.CASES, "cases", Verdict.FAILED, self._how(stopped))


_CRITERIA_AT_ONCE: Final = 50
"""A sector with more of them may take that many times longer."""
_POINTLESS_AFTER: Final = frozenset({"deterministic", "python-formulas"})
"""The checks of the behaviour after which points that differ say nothing new."""


def _is_nowhere(result: CheckResult) -> bool:
    return result.failed and bool(result.subject) and not result.place


@frozen
class _Declared:
    """What the stage of the declaration gives."""

    results: tuple[CheckResult, ...]
    imported: bool
    criteria: Mapping[str, Sequence[str]]
    """The codes of the criteria of every sound set."""
    templates: tuple[ReportTemplate, ...]
    """Those that what is always on can write."""
    has_own_formats: bool
    """There are templates that only the sector's own renderers take."""

    @classmethod
    def of(cls, plain: Any) -> "_Declared":
        """Out of JSON values; Stopped where foreign code has spoilt them."""
        try:
            return cls(
                results_in(plain["results"]),
                bool(plain["imported"]),
                {str(code): list(map(str, held)) for code, held in plain["criteria"].items()},
                tuple(templates_in(plain["templates"])),
                bool(plain["has_own_formats"]),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise garbled(error) from error


def skipped_after_faults() -> tuple[CheckResult, ...]:
    """What is not tried of a sector whose declaration cannot be read."""
    return tuple(_skipped_after(_NOT_DECLARED))


def _why_not_scored(
    declared: Iterable[CheckResult], criteria: Mapping[str, Sequence[str]]
) -> Text | None:
    if any(it.failed for it in declared):
        return _NOT_DECLARED
    return None if criteria else _NO_SETS


def _nothing_imported() -> Iterator[CheckResult]:
    for check in DECLARATION:
        if check != "import":
            yield declared(check, Verdict.SKIPPED, _NOT_IMPORTED)
    yield from _skipped_after(_NOT_IMPORTED)


def _skipped_after(why: Text) -> Iterator[CheckResult]:
    yield skipped(Area.BEHAVIOUR, "behaviour", why)
    yield skipped(Area.RESOURCES, "within-limits", why)
    yield skipped(Area.CASES, "cases", why)
