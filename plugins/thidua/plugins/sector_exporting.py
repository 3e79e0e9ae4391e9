"""A sector as a folder of TOML, written whole or not at all."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse
from thidua.plugins.sector_content import SectorContent, template_path
from thidua.plugins.sector_sources import of_folder
from thidua.plugins.sector_store import write_files, writing


def write_folder(content: SectorContent, folder: Path, original: Path | None = None) -> None:
    """Write a sector into a folder that does not exist yet or is empty.

    The files of ``original`` are copied as they stand, comments included; without it they are
    made of the records. Refused for a folder with something in it, and for a formula that is a
    Python function.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise refuse(
            "đã có rồi và không trống.",
            "exists already and is not empty.",
            place=str(folder),
            remedy=Text("Chọn một thư mục mới.", "Choose a new folder."),
        )
    files = of_folder(original).files if original else files_of(content)
    with writing(folder):
        _put(folder, files)


def files_of(content: SectorContent) -> dict[str, bytes]:
    """The files of a sector by name; Refused for a formula that is a Python function."""
    from thidua.core.workspace.sector_sheets.sector_plain import plain_of_records
    from thidua.core.workspace.sector_sheets.toml_writing import toml_files

    plain = plain_of_records(content.sector_file, content.criteria_sets, content.cases)
    texts = {name: text.encode() for name, text in toml_files(plain).items()}
    return texts | {template_path(name): it for name, it in content.templates.items()}


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    place = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.absolute().parent))
    try:
        write_files(place / folder.name, files)
        if folder.exists():
            folder.rmdir()
        (place / folder.name).rename(folder)
    finally:
        shutil.rmtree(place, ignore_errors=True)
