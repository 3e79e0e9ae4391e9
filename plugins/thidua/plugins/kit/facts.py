"""What each check of a declaration that passed has seen: the counts behind "passed"."""

from collections.abc import Collection

from thidua.core.formula.telling.amounts import points_words
from thidua.core.model.criteria import Band, BandTable, CriteriaSet
from thidua.core.model.formulas import Formula
from thidua.core.text.bilingual import Text
from thidua.core.text.dates import format_date
from thidua.core.text.joining import join_texts
from thidua.plugins.hookspecs import API_VERSION
from thidua.plugins.kit.examining import Examined

_NONE = Text("Không có gì để kiểm tra.", "There is nothing to check.")


def facts_of(examined: Examined) -> dict[str, Text]:
    """One sentence for each check, by its code."""
    sets = examined.criteria_sets.values()
    criteria = [it for one in sets for it in one.criteria]
    referred = sum(bool(it.reference) for it in criteria)
    return {
        "import": _imported(examined),
        "api-version": _versions(examined),
        "hooks": _hooks(examined),
        "files": _files(examined),
        "codes": _counted(
            (len(examined.indicators), Text("chỉ tiêu", "indicators")),
            (len(criteria), Text("tiêu chí", "criteria")),
            (len(examined.formulas), Text("công thức riêng", "formulas of its own")),
        ),
        "titles": _counted(
            (len(examined.indicators), Text("chỉ tiêu", "indicators")),
            (len(criteria), Text("tiêu chí", "criteria")),
        ),
        "measures": _counted((len(examined.indicators), Text("chỉ tiêu", "indicators"))),
        "references": Text(
            f"{referred}/{len(criteria)} tiêu chí nêu căn cứ riêng.",
            f"{referred} of {len(criteria)} criteria name their own.",
        ),
        "structure": _counted(
            (len(sets), Text("bảng điểm", "criteria sets")),
            (sum(len(it.sections) for it in sets), Text("phần", "sections")),
        ),
        "points-add-up": _points(sets),
        "bands": _counted((_bands(sets), Text("thang bậc", "tables of bands"))),
        "validity-spans": _spans(sets),
        "names-known": _counted(
            (sum(len(it.indicators) for it in examined.compiled.values()), _READ),
            (sum(len(it.formulas) for it in examined.compiled.values()), _USED),
        ),
        "formulas-compile": _compiled(examined),
    }


_READ = Text("chỉ tiêu được dùng", "indicators that are read")
_USED = Text("công thức được dùng", "formulas that are used")


def _counted(*counts: tuple[int, Text]) -> Text:
    told = [Text(f"{n} {word.vi}", f"{n} {word.en}") for n, word in counts if n]
    if not told:
        return _NONE
    joined = join_texts(told)
    return Text(f"{joined.vi}.", f"{joined.en}.")


def _imported(examined: Examined) -> Text:
    attempt = examined.sector.code.attempt
    if attempt is None:
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
    return Text(f"{listed}.", f"{listed}.") if listed else _NONE


def _files(examined: Examined) -> Text:
    files = examined.sector.files
    names = [
        *(it.file for it in files.sector_files),
        *(it.file for it in files.point_tables),
    ]
    listed = ", ".join(sorted(names))
    return Text(f"{listed}.", f"{listed}.") if listed else _NONE


def _bands(sets: Collection[CriteriaSet]) -> int:
    of_results: list[tuple[Band, ...]] = [it.bands for it in sets if it.bands]
    tables = [it for one in sets for it in one.criteria if isinstance(it.base, BandTable)]
    return len(of_results) + len(tables)


def _points(sets: Collection[CriteriaSet]) -> Text:
    if not sets:
        return _NONE
    vi = ", ".join(f"{it.code}: {points_words(it.points, 'vi')}" for it in sets)
    en = ", ".join(f"{it.code}: {points_words(it.points, 'en')}" for it in sets)
    return Text(f"{vi}.", f"{en}.")


def _spans(sets: Collection[CriteriaSet]) -> Text:
    told = [_span(it) for it in sets]
    if not told:
        return _NONE
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
    own: Collection[Formula] = examined.formulas.values()
    python = sum(it.function is not None for it in own)
    return _counted(
        (sum(len(it.criteria) for it in examined.compiled.values()), Text("tiêu chí", "criteria")),
        (len(own) - python, Text("công thức là biểu thức", "formulas in the formula language")),
        (python, Text("hàm Python", "Python functions")),
        (len(examined.checks), Text("phép kiểm tra số liệu", "plausibility checks")),
    )
