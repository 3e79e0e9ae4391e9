"""The header of a dataset as canonical JSON in the file's metadata, and back, checked."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from thidua.core.dataset.header import (
    FORMAT,
    MOST_JUDGED_PLACES,
    MOST_PLACES,
    VERSION,
    DatasetHeader,
    InputColumn,
    JudgedColumn,
)
from thidua.core.dataset.naming import name_of
from thidua.core.model.code import CODE
from thidua.core.model.freezing.canonical_json import canonical_json
from thidua.core.model.indicator import is_indicator_code
from thidua.core.model.observation import Layer
from thidua.core.model.period import Span
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse, refuse_all

HEADER_KEY, SCHEME_KEY = b"thidua", b"thidua-scheme"

EXPORT_AGAIN = Text("Hãy xuất lại tập dữ liệu từ không gian làm việc.", "Export the dataset again.")

T = TypeVar("T")


def metadata_of(header: DatasetHeader) -> dict[bytes, bytes]:
    """What the file carries: the header, and the scheme's own text beside it."""
    plain = {
        "format": FORMAT,
        "version": VERSION,
        "period": header.period,
        "span": [header.span.start.isoformat(), header.span.end.isoformat()],
        "layer": None if header.layer is None else header.layer.value,
        "inputs": [
            {"column": one.column, "places": one.places, "zero_when_blank": one.zero_when_blank}
            for one in header.inputs
        ],
        "judged": [{"criterion": one.criterion, "places": one.places} for one in header.judged],
        "not_applicable": list(header.not_applicable),
        "release": header.release,
        "clusters": header.clusters,
        "rows": header.rows,
        "empty": list(header.empty),
        "scheme": header.scheme_digest,
    }
    return {HEADER_KEY: canonical_json(plain).encode(), SCHEME_KEY: header.scheme.encode()}


def header_of(metadata: Mapping[bytes, bytes], place: str) -> DatasetHeader:
    """The header in a file's metadata; ``place`` names the file in faults.

    Refused, with every fault, where there is none, where it is damaged or of a newer format, and
    where the scheme is not the one that it names.
    """
    plain = _plain(metadata, place)
    scheme = metadata.get(SCHEME_KEY, b"").decode(errors="replace")
    faults: list[Fault] = []

    def read(key: str, convert: Callable[[Any], T], absent: T) -> T:
        try:
            return convert(plain.get(key))
        except (KeyError, TypeError, ValueError, AttributeError):
            faults.append(_damaged(key, place))
            return absent

    header = DatasetHeader(
        read("period", _code, ""),
        read("span", _span, Span(date.min, date.min)),
        read("layer", lambda value: None if value is None else Layer(value), None),
        scheme,
        read("inputs", lambda items: tuple(_input(item) for item in items), ()),
        read("judged", lambda items: tuple(_judged(item) for item in items), ()),
        read("not_applicable", _codes, ()),
        read("release", _text, ""),
        read("clusters", _count, 0),
        read("rows", _count, 0),
        read("empty", _codes, ()),
    )
    if len(set(header.columns)) < len(header.columns):
        faults.append(_damaged("inputs", place))
    if read("scheme", _text, "") != header.scheme_digest:
        faults.append(_other_scheme(place))
    refuse_all(faults)
    return header


def _plain(metadata: Mapping[bytes, bytes], place: str) -> dict[str, Any]:
    if HEADER_KEY not in metadata:
        raise not_a_dataset(place)
    try:
        plain = json.loads(metadata[HEADER_KEY])
    except ValueError:
        raise Refused((_damaged(HEADER_KEY.decode(), place),)) from None
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise not_a_dataset(place)
    version = plain.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise _newer(version, plain.get("release"), place)
    return plain


def _typed(value: Any, kind: type[T]) -> T:
    if type(value) is not kind:
        raise TypeError(f"not a {kind.__name__}: {value!r}")
    return value


def _text(value: Any) -> str:
    return _typed(value, str)


def _count(value: Any) -> int:
    return _within(value, 2**63)


def _within(value: Any, limit: int) -> int:
    if not 0 <= _typed(value, int) <= limit:
        raise ValueError(f"out of range: {value}")
    return int(value)


def _code(value: Any) -> str:
    if not CODE.fullmatch(_text(value)):
        raise ValueError(f"not a code: {value!r}")
    return _text(value)


def _codes(values: Any) -> tuple[str, ...]:
    return tuple(_code(value) for value in _typed(values, list))


def _span(value: Any) -> Span:
    start, end = (date.fromisoformat(day) for day in value)
    return Span(start, end)


def _input(item: Any) -> InputColumn:
    name = name_of(_text(item["column"]))
    if not is_indicator_code(name.indicator):
        raise ValueError(f"not an indicator: {name.indicator!r}")
    return InputColumn(
        name, _within(item["places"], MOST_PLACES), _typed(item["zero_when_blank"], bool)
    )


def _judged(item: Any) -> JudgedColumn:
    return JudgedColumn(_code(item["criterion"]), _within(item["places"], MOST_JUDGED_PLACES))


def not_a_dataset(place: str) -> Refused:
    """The refusal of a Parquet file, or any other, that ``thidua`` has not written."""
    return refuse(
        "không phải là tập dữ liệu do thidua ghi.",
        "is not a dataset written by thidua.",
        place=place,
        remedy=Text(
            "Hãy tạo tập dữ liệu bằng lệnh: thidua dataset export",
            "Make a dataset with: thidua dataset export",
        ),
    )


def _newer(version: object, release: object, place: str) -> Refused:
    by = f" ({release})" if release else ""
    return refuse(
        f"tập dữ liệu theo định dạng phiên bản {version}, mới hơn bản thidua này đọc được{by}.",
        f"the dataset is in format version {version}, newer than this thidua reads{by}.",
        place=place,
        remedy=Text("Hãy dùng bản thidua mới hơn.", "Use a newer release of thidua."),
    )


def _damaged(key: str, place: str) -> Fault:
    return Fault(
        Text(
            f"phần mô tả của tập dữ liệu bị hỏng ở mục “{key}”.",
            f"the description of the dataset is damaged at “{key}”.",
        ),
        place,
        EXPORT_AGAIN,
    )


def _other_scheme(place: str) -> Fault:
    return Fault(
        Text(
            "cách tính điểm ghi trong tệp không khớp mã băm của nó.",
            "the scheme in the file does not match its digest.",
        ),
        place,
        EXPORT_AGAIN,
    )
