"""What a period freezes: compiled sets and schemes as canonical text, read back years later."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from attrs import evolve

from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_valid
from thidua.core.model.criteria import CriteriaSet, TieKey, TieKeyKind
from thidua.core.model.formulas import Formula
from thidua.core.model.freezing.canonical_json import canonical_json, plain_of, record_of
from thidua.core.model.freezing.python_source import PythonSource, source_of
from thidua.core.model.indicator import Indicator
from thidua.core.model.scheme import Scheme
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse

_SET, _SCHEME = "thidua-criteria", "thidua-scheme"
_VERSION = 1
_DIGEST_PREFIX = b"thidua-criteria-v1\0"


def digest_of(text: str) -> str:
    """SHA-256 of a frozen text, apart from every other use of the hash by its prefix."""
    return hashlib.sha256(_DIGEST_PREFIX + text.encode()).hexdigest()


def freeze(compiled: CompiledSet) -> str:
    """Canonical JSON of a set with all that it needs; Python functions by their digest only."""
    return canonical_json(_plain_set(compiled))


def thaw(text: str, python: Mapping[str, Formula]) -> CompiledSet:
    """The set that was frozen; ``python`` offers the formulas that are plain functions, by code.

    Refused where a function is not the one that was frozen, naming the version needed.
    """
    return _thawed_set(_loaded(text, _SET), python)


def freeze_scheme(scheme: Scheme, sets: Mapping[str, CompiledSet]) -> str:
    """Canonical JSON of a scheme with all the sets of its parts, by code."""
    return canonical_json(
        {
            "format": _SCHEME,
            "version": _VERSION,
            "scheme": plain_of(scheme),
            "sets": {code: _plain_set(compiled) for code, compiled in sets.items()},
        }
    )


def thaw_scheme(
    text: str, python: Mapping[str, Formula]
) -> tuple[Scheme, Mapping[str, CompiledSet]]:
    """The scheme that was frozen with its sets by code; otherwise as :func:`thaw`."""
    plain = _loaded(text, _SCHEME)
    try:
        scheme = record_of(plain["scheme"], Scheme)
        plain_sets = {code: _checked(item, _SET) for code, item in plain["sets"].items()}
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _damaged(error) from error
    return scheme, {code: _thawed_set(item, python) for code, item in plain_sets.items()}


def _plain_set(compiled: CompiledSet) -> dict[str, Any]:
    return {
        "format": _SET,
        "version": _VERSION,
        "set": plain_of(compiled.source),
        "indicators": [plain_of(indicator) for indicator in compiled.indicators],
        "formulas": [_plain_formula(formula) for formula in compiled.formulas],
        "tie_formulas": [source for source, _ in compiled.tie_formulas],
    }


def _plain_formula(formula: Formula) -> dict[str, Any]:
    plain = plain_of(formula)
    if formula.function is not None:
        plain["python"] = plain_of(source_of(formula, formula.function))
    return plain


def _loaded(text: str, form: str) -> dict[str, Any]:
    try:
        return _checked(json.loads(text), form)
    except ValueError as error:
        raise _damaged(error) from error


def _checked(plain: Any, form: str) -> dict[str, Any]:
    """The plain values of a frozen text of our format and version."""
    if not isinstance(plain, dict) or plain.get("format") != form:
        raise ValueError(f"not a frozen {form}")
    if plain.get("version") != _VERSION:
        raise refuse(
            f"Bảng điểm đã chốt được ghi theo định dạng phiên bản {plain.get('version')}.",
            f"The frozen criteria are written in format version {plain.get('version')}.",
            remedy=Text("Hãy dùng bản thidua mới hơn.", "Use a newer release of thidua."),
        )
    return plain


def _thawed_set(plain: Mapping[str, Any], python: Mapping[str, Formula]) -> CompiledSet:
    try:
        source = record_of(plain["set"], CriteriaSet)
        indicators = tuple(record_of(item, Indicator) for item in plain["indicators"])
        formulas = [_thawed_formula(item, python) for item in plain["formulas"]]
        keys = [TieKey(TieKeyKind.FORMULA, text) for text in plain["tie_formulas"]]
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(error) from error
    compiled = compile_valid(
        source,
        {indicator.code: indicator for indicator in indicators},
        {formula.code: formula for formula in formulas},
        tie_breakers=keys,
    )
    # Also those that only the tie chain of a scheme reads.
    return evolve(compiled, indicators=indicators)


def _thawed_formula(plain: Mapping[str, Any], python: Mapping[str, Formula]) -> Formula:
    if "python" not in plain:
        return record_of(plain, Formula)
    needed = record_of(plain["python"], PythonSource)
    offered = python.get(plain["code"])
    function = None if offered is None else offered.function
    if offered is None or function is None:
        raise _other_function(plain["code"], needed)
    found = source_of(offered, function)
    if found.digest != needed.digest:
        is_same_release = evolve(found, digest=needed.digest) == needed
        raise (_other_text if is_same_release else _other_function)(plain["code"], needed)
    # A record has an expression or a function: an expression holds the place for a moment.
    rest = {key: value for key, value in plain.items() if key not in ("python", "places")}
    formula = record_of({**rest, "expression": "0"}, Formula)
    return evolve(formula, expression=None, function=function, places=plain["places"])


def _other_function(code: str, needed: PythonSource) -> Refused:
    by = needed.distribution or needed.module
    return refuse(
        f"Công thức “{code}” đã đổi hoặc chưa được cài; kỳ này đã chốt với {by}"
        f" (mô-đun {needed.module}, mã băm {needed.digest[:12]}…).",
        f"The formula “{code}” has changed or is not installed; this period was frozen with {by}"
        f" (module {needed.module}, digest {needed.digest[:12]}…).",
        remedy=Text(
            f"Cài đúng phiên bản {by}; nếu đã cài, xem lệnh: thidua plugin list",
            f"Install {by}; if it is installed, see: thidua plugin list",
        ),
    )


def _other_text(code: str, needed: PythonSource) -> Refused:
    by = needed.distribution or needed.module
    return refuse(
        f"Công thức “{code}”: cùng phiên bản ({by}) nhưng khác nội dung; mã nguồn của công thức đã"
        f" bị sửa sau khi mở kỳ (mô-đun {needed.module}, mã băm lúc mở {needed.digest[:12]}…).",
        f"The formula “{code}”: same version ({by}), other text; since the period was opened the"
        f" formula's source was changed (module {needed.module}, digest then"
        f" {needed.digest[:12]}…).",
        remedy=Text(
            "Trả tệp mã nguồn về như lúc mở kỳ, hoặc mở kỳ khác để chấm theo công thức mới; khi còn"
            " đang viết ngành thì lập lại không gian làm việc thử.",
            "Put the source file back as it was then, or open another period to score by the new"
            " formula; while you write the sector, make the trial workspace anew.",
        ),
    )


def _damaged(error: Exception) -> Refused:
    return refuse(
        f"Bản lưu bảng điểm đã chốt bị hỏng ({error}).",
        f"The frozen criteria are damaged ({error}).",
        remedy=Text(
            "Khôi phục cơ sở dữ liệu từ bản sao lưu.", "Restore the database from a backup."
        ),
    )
