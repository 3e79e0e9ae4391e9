"""Letters in one form: “ộ” is one character, however many the program that wrote it made of it."""

from typing import Any

import pyarrow.compute as pc


def composed(texts: Any) -> Any:
    """The texts of an Arrow array in NFC, as any other import reads them."""
    if pc.all(pc.string_is_ascii(texts), min_count=0).as_py():
        return texts
    return pc.utf8_normalize(texts, form="NFC")
