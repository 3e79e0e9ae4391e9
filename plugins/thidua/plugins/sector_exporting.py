"""A sector as a folder of TOML, written whole or not at all."""

from pathlib import Path

from thidua.core.text.fault import refuse_all
from thidua.plugins.new_folder import in_the_way, write_new_folder
from thidua.plugins.sector_content import SectorContent, template_path
from thidua.plugins.sector_sources import of_folder


def write_folder(content: SectorContent, folder: Path, original: Path | None = None) -> None:
    """Write a sector into a folder that does not exist yet or is empty.

    The files of ``original`` are copied as they stand, comments included; without it they are
    made of the records. Refused for a folder with something in it, and for a formula that is a
    Python function.
    """
    refuse_all(in_the_way(folder))
    files = of_folder(original).files if original else files_of(content)
    write_new_folder(folder, files)


def files_of(content: SectorContent) -> dict[str, bytes]:
    """The files of a sector by name; Refused for a formula that is a Python function."""
    from thidua.core.workspace.sector_sheets.sector_plain import plain_of_records
    from thidua.core.workspace.sector_sheets.toml_writing import toml_files

    plain = plain_of_records(content.sector_file, content.criteria_sets, content.cases)
    texts = {name: text.encode() for name, text in toml_files(plain).items()}
    return texts | {template_path(name): it for name, it in content.templates.items()}
