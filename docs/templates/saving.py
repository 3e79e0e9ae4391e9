"""Writes a draft so that the same draft is the same file."""

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

MADE = datetime(2026, 1, 1)
"""Stands as the day of making."""


def save(document: Any, file: Path) -> None:
    """Write a Word document to a file."""
    file.write_bytes(content_of(document))


def content_of(document: Any) -> bytes:
    """The bytes of a Word document, its date and those of its parts fixed."""
    card = document.core_properties
    card.created = card.modified = MADE
    card.author = card.last_modified_by = "thidua"
    card.title, card.comments, card.language = "", "", "vi-VN"
    made = io.BytesIO()
    document.save(made)
    fixed = io.BytesIO()
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(fixed, "w") as copy:
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(entry, parts.read(part))
    return fixed.getvalue()
