"""A report with one of everything, on which a template can be tried before there is any figure."""

from enum import EnumType
from typing import Any, get_args, get_origin, get_type_hints

import attrs

from thidua.core.workspace.documents.contents import CONTENTS, PICTURES
from thidua.core.workspace.templates import Document


def sample_report(document: Document = Document.SUMMARY) -> dict[str, Any]:
    """As plain data: every list has one item, every text is "…", every yes-or-no is yes."""
    kind = CONTENTS.get(document)
    sample: dict[str, Any] = {} if kind is None else _sample(kind)
    return {**sample, "document": document.value, "pictures": dict.fromkeys(PICTURES, "")}


def _sample(kind: Any) -> Any:
    if get_origin(kind) is tuple:
        return [_sample(get_args(kind)[0])]
    if attrs.has(kind):
        hints = get_type_hints(kind)
        return {item.name: _sample(hints[item.name]) for item in attrs.fields(kind)}
    if isinstance(kind, EnumType):
        return next(iter(kind)).value
    return True if kind is bool else "…"
