"""What each check of a declaration that passed has seen: the counts behind "passed"."""

from collections.abc import Collection
from typing import Final

from attrs import frozen

from thidua.core.formula.telling.amounts import points_words
from thidua.core.model.criteria import BandTable, CriteriaSet, Criterion
from thidua.core.text.bilingual import Text
from thidua.core.text.dates import format_date
from thidua.core.text.joining import join_texts
from thidua.plugins.hookspecs import API_VERSION
from thidua.plugins.kit.examining import Examined

NOTHING: Final = Text("Không có gì để kiểm tra.", "There is nothing to check.")
"""The fact of a check that found nothing it concerns."""


def facts_of(examined: Examined) -> dict[str, Text]:
    """One sentence for each check, by its code; :data:`NOTHING` where there is nothing to say."""
    sets = examined.criteria_sets.values()
    criteria = [it for one in sets for it in one.criteria]
    compiled = examined.compiled.values()
    items = _counted(_INDICATOR.of(examined.indicators), _CRITERION.of(criteria))
    return {
        "import": _imported(examined),
        "api-version": _versions(examined),
        "hooks": _hooks(examined),
        "files": _files(examined),
        "codes": items,
        "titles": items,
        "measures": _counted(_INDICATOR.of(examined.indicators)),
        "references": _references(criteria),
        "structure": _counted(
            _SET.of(sets), _SECTION.of([it for one in sets for it in one.sections])
        ),
        "points-add-up": _points(sets),
        "bands": _counted(_BANDS.of(_tables_of_bands(sets))),
        "validity-spans": _spans(sets),
        "names-known": _counted(
            _READ.of([it for one in compiled for it in one.indicators]),
            _USED.of([it for one in compiled for it in one.formulas]),
        ),
        "formulas-compile": _compiled(examined),
    }


@frozen
class _Noun:
    """What is counted."""

    vi: str
    one: str
    many: str

    def of(self, items: Collection[object]) -> Text | None:
        """So many of them; None for none."""
        count = len(items)
        if not count:
            return None
        return Text(f"{count} {self.vi}", f"{count} {self.one if count == 1 else self.many}")


_INDICATOR: Final = _Noun("chỉ tiêu", "indicator", "indicators")
_CRITERION: Final = _Noun("tiêu chí", "criterion", "criteria")
_SET: Final = _Noun("bảng điểm", "criteria set", "criteria sets")
_SECTION: Final = _Noun("phần", "section", "sections")
_BANDS: Final = _Noun("thang bậc", "table of bands", "tables of bands")
_READ: Final = _Noun("chỉ tiêu được dùng", "indicator is read", "indicators are read")
_USED: Final = _Noun("công thức được dùng", "formula is used", "formulas are used")
_EXPRESSION: Final = _Noun(
    "công thức là biểu thức", "formula as an expression", "formulas as expressions"
)
_PYTHON: Final = _Noun("hàm Python", "Python function", "Python functions")
_CHECK: Final = _Noun("phép kiểm tra số liệu", "plausibility check", "plausibility checks")


def _counted(*counts: Text | None) -> Text:
    told = [it for it in counts if it is not None]
    if not told:
        return NOTHING
    joined = join_texts(told)
    return Text(f"{joined.vi}.", f"{joined.en}.")


def _references(criteria: Collection[Criterion]) -> Text:
    if not criteria:
        return NOTHING
    referred = sum(bool(it.reference) for it in criteria)
    vi = f"{referred}/{len(criteria)} tiêu chí nêu căn cứ riêng"
    en = f"{referred} of {len(criteria)} criteria name their own"
    if referred == len(criteria):
        return Text(f"{vi}.", f"{en}.")
    return Text(
        f"{vi}; bảng đề xuất nên có, bảng chính thức phải có.",
        f"{en}: recommended for a proposal, required of an official table.",
    )


def _imported(examined: Examined) -> Text:
    attempt = examined.sector.code.attempt
    if attempt is None or attempt.found.origin.folder:
        return Text("Không có mã Python.", "There is no Python code.")
    return Text(f"{attempt.found.origin.target}.", f"{attempt.found.origin.target}.")


def _versions(examined: Examined) -> Text:
    needed = examined.cards[0].api_version if examined.cards else API_VERSION
    return Text(
        f"Cần {needed}; thidua này có {API_VERSION}.", f"Needs {needed}; here is {API_VERSION}."
    )


def _hooks(examined: Examined) -> Text:
    attempt = examined.sector.code.attempt
    hooks = attempt.plugin.hooks if attempt and attempt.plugin else ()
    listed = ", ".join(hooks)
    return Text(f"{listed}.", f"{listed}.") if listed else NOTHING


def _files(examined: Examined) -> Text:
    files = examined.sector.files
    names = [
        *(it.file for it in files.sector_files),
        *(it.file for it in files.point_tables),
    ]
    listed = ", ".join(sorted(names))
    return Text(f"{listed}.", f"{listed}.") if listed else NOTHING


def _tables_of_bands(sets: Collection[CriteriaSet]) -> list[object]:
    of_results: list[object] = [it.bands for it in sets if it.bands]
    tables = [it.base for one in sets for it in one.criteria if isinstance(it.base, BandTable)]
    return [*of_results, *tables]


def _points(sets: Collection[CriteriaSet]) -> Text:
    if not sets:
        return NOTHING
    vi = ", ".join(f"{it.code}: {points_words(it.points, 'vi')}" for it in sets)
    en = ", ".join(f"{it.code}: {points_words(it.points, 'en')}" for it in sets)
    return Text(f"{vi}.", f"{en}.")


def _spans(sets: Collection[CriteriaSet]) -> Text:
    told = [_span(it) for it in sets]
    if not told:
        return NOTHING
    return Text(
        f"{'; '.join(it.vi for it in told)}.",
        f"{'; '.join(it.en for it in told)}.",
    )


def _span(criteria_set: CriteriaSet) -> Text:
    start, end = criteria_set.valid_from, criteria_set.valid_to
    parts = [Text(criteria_set.code, criteria_set.code)]
    if start is not None:
        parts.append(Text(f"từ {format_date(start, 'vi')}", f"from {format_date(start, 'en')}"))
    if end is not None:
        parts.append(Text(f"đến {format_date(end, 'vi')}", f"to {format_date(end, 'en')}"))
    if len(parts) == 1:
        parts.append(Text("không giới hạn thời gian", "without limit"))
    return Text(" ".join(it.vi for it in parts), " ".join(it.en for it in parts))


def _compiled(examined: Examined) -> Text:
    own = examined.formulas.values()
    return _counted(
        _CRITERION.of([it for one in examined.compiled.values() for it in one.criteria]),
        _EXPRESSION.of([it for it in own if it.function is None]),
        _PYTHON.of([it for it in own if it.function is not None]),
        _CHECK.of(examined.checks),
    )
