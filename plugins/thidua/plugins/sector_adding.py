"""Taking a sector into a workspace: looked over whole, then kept whole, or refused with all that
is wrong."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from attrs import evolve, frozen

from thidua.core.model.code import folded
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse, refuse_all
from thidua.core.workspace.provision import Kind
from thidua.plugins.contributions import LoadedPlugin
from thidua.plugins.declared_codes import declared_codes
from thidua.plugins.discovery import Found
from thidua.plugins.disputes import settle
from thidua.plugins.folder import Folder
from thidua.plugins.folder_faults import read_folder
from thidua.plugins.loading import attempt
from thidua.plugins.manager import Plugins
from thidua.plugins.quarantine import Quarantine
from thidua.plugins.sector_changes import changes_between
from thidua.plugins.sector_content import SectorContent, content_of
from thidua.plugins.sector_sources import Source
from thidua.plugins.sector_store import Noted, SectorStore
from thidua.plugins.toml_sector import SECTOR_FILE, TEMPLATES
from thidua.plugins.workspace_sectors import found_at


class Outcome(StrEnum):
    """What taking a sector in has come to."""

    NEW = "new"
    SAME = "same"
    REPLACED = "replaced"


@frozen
class Added:
    """A sector that was taken in."""

    code: str
    title: Text
    digest: str
    outcome: Outcome
    changes: tuple[Text, ...] = ()
    """What the version before had otherwise."""
    notices: tuple[Text, ...] = ()


@frozen
class By:
    """Who takes a sector in, and when."""

    actor: str
    at: str


def add_sector(source: Source, workspace: Path, plugins: Plugins, by: By) -> Added:
    """Take a sector in, or a new version of it; nothing changes where it says what is there.

    Refused, with every fault at its place: what the validator of sectors finds, the code of a
    sector that is installed, and codes that others hold.
    """
    store = SectorStore(workspace)
    refuse_all(source.located(_of_taken_code(source, plugins)))
    earlier = content_at(store.folder(source.code)) if store.holds(source.code) else None
    with store.trial(source.code, {**source.files, **_kept_templates(source, store)}) as trial:
        read = read_folder(trial, plugins.catalogue(()), others=plugins.sectors)
        refuse_all(source.located(read.faults))
        loaded = _loaded(trial)
        refuse_all(source.located(_of_other_holders(loaded, plugins, store)))
        content = content_of(loaded)
        notices = (*source.notices, *(_as_text(it) for it in source.located(read.notices)))
        added = Added(
            source.code,
            content.sector_file.sector.title if content.sector_file.sector else loaded.card.title,
            content.digest,
            Outcome.NEW,
            notices=notices,
        )
        if earlier is not None and earlier.digest == content.digest:
            return evolve(added, outcome=Outcome.SAME)
        is_there = store.holds(source.code)
        store.keep(trial, Noted(content.digest, by.at, by.actor, source.name))
    if not is_there:
        return added
    changes = changes_between(earlier, content) if earlier else (_UNREADABLE,)
    return evolve(added, outcome=Outcome.REPLACED, changes=changes)


_UNREADABLE = Text(
    "bản trước có lỗi, không so sánh được.", "the version before has faults: nothing to compare."
)


def content_at(folder: Path) -> SectorContent | None:
    """What a sector of the workspace holds; None where it has faults."""
    tried = attempt(found_at(folder))
    return content_of(tried.plugin) if tried.plugin and not tried.quarantined else None


def _loaded(folder: Path) -> LoadedPlugin:
    tried = attempt(found_at(folder))
    refuse_all(item.fault for item in tried.quarantined)
    if tried.plugin is None:
        raise refuse("không đọc được ngành này.", "the sector cannot be read.", place=str(folder))
    return tried.plugin


def _kept_templates(source: Source, store: SectorStore) -> dict[str, bytes]:
    """The templates of the version before, for a source that cannot hold any."""
    folder = store.folder(source.code) / TEMPLATES
    if source.has_templates or not folder.is_dir():
        return {}
    files = sorted(it for it in folder.iterdir() if it.is_file())
    return {f"{TEMPLATES}/{file.name}": file.read_bytes() for file in files}


def _as_text(notice: Fault) -> Text:
    return Text(notice.in_language("vi"), notice.in_language("en"))


def _of_taken_code(source: Source, plugins: Plugins) -> Iterator[Fault]:
    """The code of a sector that is installed, whether it works, is quarantined or left out."""
    there = [it for it in (*plugins.found, *plugins.blocked) if not it.origin.folder]
    loaded = {it.origin: it for it in (*plugins.loaded, *plugins.kept_out)}
    for found in there:
        if folded(source.code) in map(folded, _codes_of(found, loaded.get(found.origin))):
            yield _is_installed(source.code, found)


def _codes_of(found: Found, loaded: LoadedPlugin | None) -> Iterable[str]:
    if loaded is not None:
        return loaded.card.code, loaded.enabled_by
    return found.origin.entry_point, *declared_codes(found)


def _is_installed(code: str, found: Found) -> Fault:
    by = found.origin.in_words
    return Fault(
        Text(
            f"Mã “{code}” là của một ngành đã cài đặt: {by.vi}.",
            f"The code “{code}” is that of a sector that is installed: {by.en}.",
        ),
        f"{code}/{SECTOR_FILE}, sector.code",
        Text(
            f"Đặt mã khác. Sổ tính đã sửa thì thêm dưới mã mới: thidua sector add TỆP.xlsx --as"
            f" MÃ_MỚI; chưa sửa thì chép ra: thidua sector export {code} --as MÃ_MỚI -o TỆP",
            f"Choose another. Add a workbook under a new code: thidua sector add FILE.xlsx --as"
            f" NEW_CODE; or make a copy: thidua sector export {code} --as NEW_CODE -o FILE",
        ),
    )


def _of_other_holders(
    loaded: LoadedPlugin, plugins: Plugins, store: SectorStore
) -> Iterator[Fault]:
    """The codes that others hold, each where the sector declares it."""
    place = str(store.folder(loaded.origin.entry_point))
    others = [it for it in plugins.loaded if it.origin.folder != place]
    folder = Folder(Path(loaded.origin.folder))
    for item in settle([*others, loaded]).quarantined:
        if item.origin == loaded.origin:
            file, path = _declared(item, folder)
            [fault] = folder.located(file, [Fault(item.cause, path, item.remedy)])
            yield fault


_TABLES = {
    "thidua_indicators": "indicators",
    "thidua_formulas": "formulas",
    "thidua_checks": "checks",
    "thidua_sector": "sector",
    "thidua_plugin": "plugin",
}


def _declared(item: Quarantine, folder: Folder) -> tuple[str, str]:
    """The file that declares the record at fault, and the path inside it."""
    table = _TABLES.get(item.hook)
    if table is not None:
        is_one = table in (Kind.SECTOR, Kind.PLUGIN)
        return SECTOR_FILE, f"{table}.code" if is_one else f"{table}[{item.item}].code"
    root = Path(folder.source)
    for file in sorted(root.glob("criteria*.toml")):
        if folder.plain(file.name).get("code") == item.item:
            return file.name, "code"
    return SECTOR_FILE, "sector.code"
