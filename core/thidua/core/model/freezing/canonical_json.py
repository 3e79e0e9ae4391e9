"""The one text of a record: keys sorted, no spaces, decimals as strings, nothing that is absent.

What a release writes, every later one must read: an absent key stands for the field's default, so
a new field needs a default that keeps the old meaning, and no field or tag is ever renamed.
"""

import json
import unicodedata
from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from thidua.core.exact.decimal_text import canonical, read_canonical
from thidua.core.model.criteria import (
    BandTable,
    Base,
    Cap,
    Children,
    FormulaBase,
    Interpolation,
    Judged,
    Start,
    Unlimited,
)
from thidua.core.model.formulas import Formula, Parameter
from thidua.core.text.fault import refuse

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")

_BASE_TAGS: dict[type, str] = {
    Start: "start",
    FormulaBase: "formula",
    BandTable: "bands",
    Interpolation: "interpolate",
    Judged: "judged",
    Children: "children",
}


def canonical_json(plain: object) -> str:
    """The canonical text of plain values; Refused where a text is not in NFC."""
    text = json.dumps(
        _without_absent(plain), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    if not unicodedata.is_normalized("NFC", text):
        raise refuse(
            "Có văn bản tiếng Việt không ở dạng Unicode dựng sẵn (NFC).",
            "Some text is not in the composed Unicode form (NFC).",
        )
    return text


def _without_absent(plain: Any) -> Any:
    if isinstance(plain, dict):
        return {key: _without_absent(item) for key, item in plain.items() if item is not None}
    return [_without_absent(item) for item in plain] if isinstance(plain, list | tuple) else plain


def plain_of(record: object) -> dict[str, Any]:
    """A record of the model as plain values."""
    plain: dict[str, Any] = _writer().unstructure(record)
    return plain


def record_of(plain: object, kind: type[T]) -> T:
    """A record from the plain values that :func:`plain_of` gave; ValueError for any others."""
    from cattrs.errors import BaseValidationError

    try:
        return _reader().structure(plain, kind)
    except BaseValidationError as error:
        raise ValueError(f"not a {kind.__name__}: {error}") from error


@cache
def _writer() -> "Converter":
    from cattrs import Converter
    from cattrs.gen import make_dict_unstructure_fn, override

    converter = Converter()
    converter.register_unstructure_hook(Fraction, canonical)
    converter.register_unstructure_hook(date, date.isoformat)
    for limit in (Cap, Fraction | Unlimited):
        converter.register_unstructure_hook(limit, _plain_limit)
    # A function is stored apart, by the digest of its source.
    converter.register_unstructure_hook(
        Formula, make_dict_unstructure_fn(Formula, converter, function=override(omit=True))
    )
    converter.register_unstructure_hook(
        Base, lambda base: {"kind": _BASE_TAGS[type(base)], **converter.unstructure(base)}
    )
    return converter


@cache
def _reader() -> "Converter":
    """Apart from the writer, so that a ranking, which only reads, makes nothing in vain."""
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn

    converter = Converter(forbid_extra_keys=True)
    converter.register_structure_hook(Fraction, lambda value, _: read_canonical(value))
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    for limit in (Cap, Fraction | Unlimited):
        converter.register_structure_hook(limit, lambda value, _: _limit(value))
    # The only field that may hold nothing without having a default.
    read = make_dict_structure_fn(Parameter, converter)
    converter.register_structure_hook(
        Parameter, lambda value, kind: read({"default": None, **value}, kind)
    )
    bases = {tag: kind for kind, tag in _BASE_TAGS.items()}
    converter.register_structure_hook(
        Base,
        lambda value, _: converter.structure(
            {key: item for key, item in value.items() if key != "kind"}, bases[value["kind"]]
        ),
    )
    return converter


def _plain_limit(value: Cap) -> str | None:
    return canonical(value) if isinstance(value, Fraction) else value


def _limit(value: str) -> Cap:
    return "none" if value == "none" else read_canonical(value)
