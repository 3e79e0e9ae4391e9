"""All the faults of a sector that lies in a folder, installed or not, each with its place."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from attrs import frozen

from thidua.core.model.compiling.name_resolution import Known
from thidua.core.model.contribution import Sector
from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.model.kinds_named import kinds_of
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.workspace.catalogue import Catalogue
from thidua.core.workspace.provision import Kind
from thidua.core.workspace.templates import Renderer, ReportTemplate, TemplateFile
from thidua.plugins.containment import Fences, limits_from, trials_file
from thidua.plugins.folder import Folder
from thidua.plugins.folder_code import FolderCode, run_code, run_toml
from thidua.plugins.folder_names import of_no_kind, of_no_sector, unresolved
from thidua.plugins.folder_reading import FolderFiles, read_files
from thidua.plugins.manager import Plugins

CARD_FILE: Final = "sector.toml"
CODE_FILE: Final = "__init__.py"


@frozen
class SectorInFolder:
    """What a folder holds, as far as it can be read, and everything that is wrong with it."""

    files: FolderFiles
    code: FolderCode
    faults: tuple[Fault, ...]
    notices: tuple[Fault, ...] = ()
    """What is odd in its criteria sets, though nothing forbids it, with file and line."""


def faults_of_folder(path: Path, standard: Catalogue | None = None) -> tuple[Fault, ...]:
    """Everything wrong with the sector in a folder, each fault with its place; empty where all
    is well. See :func:`read_folder`."""
    return read_folder(path, standard).faults


def read_folder(
    path: Path,
    standard: Catalogue | None = None,
    *,
    code: FolderCode | None = None,
    others: Mapping[str, Sector] | None = None,
    try_templates: bool = True,
) -> SectorInFolder:
    """Read the sector in a folder, installed or not.

    The TOML files are read and validated, and their names held against the indicators and
    formulas of ``standard`` (what is always on, unless given) and of the folder itself. Where
    the folder is a package, its code is run, and its hooks are called as if it were installed,
    unless ``code`` says what loading it has given. Criteria may be for units of ``others``, the
    sectors that are there (those installed, unless given). ``try_templates`` lets the renderers
    look over the templates.
    """
    root = path.resolve()
    folder = Folder(root)
    if not (root / CARD_FILE).is_file() and not (root / CODE_FILE).is_file():
        return SectorInFolder(FolderFiles(folder), FolderCode(), (_no_sector(path),))
    files = read_files(folder, sorted(file.name for file in root.glob("*.toml")))
    if code is None:
        code = run_code(root) if (root / CODE_FILE).is_file() else run_toml(root)
    base = standard if standard is not None else Plugins.load(only=()).catalogue()
    templates = code.of(ReportTemplate).values() if try_templates else ()
    faults = (
        *files.faults,
        *unresolved(files, _known(base, files, code)),
        *_of_no_sector(base, files, code, looks_further=standard is None),
        *_of_no_kind(files, code, others),
        *_of_templates(templates, [*base.renderers.values(), *code.of(Renderer).values()]),
        *code.faults_beside(files.faults),
        *_left_out(files, code),
    )
    return SectorInFolder(files, code, _each_once(faults), tuple(_notices(files)))


def _each_once(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults without those that two ways of looking have both found."""
    by_place: dict[tuple[Text, str], Fault] = {}
    for fault in faults:
        by_place.setdefault((fault.what, fault.place), fault)
    return tuple(by_place.values())


def _known(base: Catalogue, files: FolderFiles, code: FolderCode) -> Known:
    """The names there are. Those that a file or a hook at fault would give are not held against
    who uses them."""
    lacks_indicators = files.lacks_codes("indicators") or (
        code.may_lack(Kind.INDICATOR) and not files.indicators
    )
    return Known(
        {**base.indicators, **files.indicators, **code.of(Indicator)},
        {**base.formulas, **files.formulas, **code.of(Formula)},
        any_indicator=lacks_indicators,
        any_formula=files.lacks_codes("formulas") or code.may_lack(Kind.FORMULA),
        unclear=files.unclear_formulas,
    )


def _of_no_sector(
    base: Catalogue, files: FolderFiles, code: FolderCode, *, looks_further: bool
) -> Iterator[Fault]:
    if files.lacks_sector or code.may_lack(Kind.SECTOR):
        return
    declared = (it.tables.sector for it in files.sector_files)
    own = {*base.sectors, *code.of(Sector), *(it.code for it in declared if it is not None)}
    templates = code.of(ReportTemplate).values()
    faults = tuple(of_no_sector(files, templates, own))
    if faults and looks_further:
        faults = tuple(of_no_sector(files, templates, own | _installed_sectors().keys()))
    yield from faults


def _of_no_kind(
    files: FolderFiles, code: FolderCode, others: Mapping[str, Sector] | None
) -> tuple[Fault, ...]:
    if files.lacks_kinds or code.may_lack(Kind.SECTOR):
        return ()
    declared = (it.tables.sector for it in files.sector_files)
    own = kinds_of([*code.of(Sector).values(), *(it for it in declared if it is not None)])
    if not any(of_no_kind(files, own)):
        return ()
    known = own | kinds_of((_installed_sectors() if others is None else others).values())
    return tuple(of_no_kind(files, known))


def _installed_sectors() -> Mapping[str, Sector]:
    """The sectors that are installed, of which one may be meant; loading them takes a while."""
    return Plugins.load(fences=Fences(limits_from(), trials_file())).sectors


def _of_templates(
    templates: Iterable[ReportTemplate], renderers: Iterable[Renderer]
) -> Iterator[Fault]:
    by_format: dict[str, list[Renderer]] = {}
    for renderer in renderers:
        by_format.setdefault(renderer.format, []).append(renderer)
    for template in templates:
        for file in template.files:
            fitting = by_format.get(file.format)
            if fitting is None:
                yield _no_renderer(file, sorted(by_format))
            checks = dict.fromkeys(it.check for it in fitting or () if it.check is not None)
            for check in checks:
                yield from check(file, template.document)


def _no_renderer(template: TemplateFile, formats: list[str]) -> Fault:
    known = ", ".join(formats)
    return Fault(
        Text(
            f"Không xuất được mẫu báo cáo ở định dạng “{template.format}”.",
            f"No renderer takes report templates of the format “{template.format}”.",
        ),
        template.file,
        Text(f"Các định dạng dùng được: {known}", f"Formats that can be used: {known}"),
    )


def _left_out(files: FolderFiles, code: FolderCode) -> Iterator[Fault]:
    if code.attempt is None or code.quarantined:
        return
    given = code.of(CriteriaSet)
    for table in files.point_tables:
        if "code" not in table.unread and table.criteria_set.code not in given:
            yield Fault(
                Text(
                    "Không hook nào đóng góp bảng điểm trong tệp này.",
                    "No hook contributes the criteria set in this file.",
                ),
                files.folder.label(table.file),
                _to_contribute(table.file, code),
            )


def _to_contribute(file: str, code: FolderCode) -> Text:
    if code.is_toml:
        return Text(f"Đổi tên thành criteria-{file}.", f"Rename it criteria-{file}.")
    return Text(
        f"Thêm vào thidua_criteria_sets: yield here.criteria_set({file!r})",
        f"Add to thidua_criteria_sets: yield here.criteria_set({file!r})",
    )


def _notices(files: FolderFiles) -> Iterator[Fault]:
    from thidua.core.model.validation import notices_of

    for table in files.point_tables:
        if table.is_sound:
            yield from files.folder.located(table.file, notices_of(table.criteria_set))


def _no_sector(path: Path) -> Fault:
    if not path.is_dir():
        return Fault(Text("Không có thư mục này.", "There is no such folder."), str(path))
    return Fault(
        Text(
            f"Thư mục này không phải một ngành: thiếu tệp {CARD_FILE}.",
            f"This folder is not a sector: the file {CARD_FILE} is missing.",
        ),
        str(path),
        Text("Xem docs/authors để tạo một ngành.", "See docs/authors to make a sector."),
    )
