"""The sector among all others that are installed: whose codes it would take."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from thidua.core.model.code import folded
from thidua.core.text.bilingual import Text
from thidua.core.workspace.provision import Kind, Provider
from thidua.plugins.contributions import LoadedPlugin
from thidua.plugins.disputes import Claim, agree
from thidua.plugins.kit.declaration import declared
from thidua.plugins.kit.examining import Examined
from thidua.plugins.kit.results import CheckResult, Verdict
from thidua.plugins.manager import Plugins

Key = tuple[Kind, str]


def entry_point_of(code: str, without: Collection[str] = ()) -> str | None:
    """The entry point of the plugin, or of the sector, with a code; None where none has it.

    ``without`` are the plugins that cannot be loaded.
    """
    plugins = Plugins.load(block=without)
    for plugin in (*plugins.loaded, *plugins.kept_out):
        if folded(code) in {folded(plugin.card.code), folded(plugin.enabled_by)}:
            return plugin.origin.entry_point
    return None


def neighbour_results(
    examined: Examined, folders: Iterable[Path] = (), without: Collection[str] = ()
) -> list[CheckResult]:
    """The codes that another plugin gives as well, one that is installed or in these ``folders``
    of a workspace; or one line that there are none. ``without`` are those that cannot be loaded."""
    beside = [it for it in folders if not _is_replaced(it, examined)]
    plugins = Plugins.load(folders=beside, block=without)
    copies = _copies(examined, plugins)
    clashes = list(_clashes(examined, plugins, copies))
    if clashes:
        return clashes
    free = Text(
        "Không trùng mã với phần mở rộng nào khác.",
        "No other plugin gives the same.",
    )
    return [declared("codes-free", Verdict.PASSED, _with_notices(free, copies))]


def _is_replaced(folder: Path, examined: Examined) -> bool:
    """Whether a sector of the workspace is the version before the examined one, whose place it
    takes when it is added; a sector with code is never added to a workspace."""
    root = examined.root
    if root is None or any(root.glob("*.py")):
        return False
    return folded(folder.name) in map(folded, examined.sectors)


def _copies(examined: Examined, plugins: Plugins) -> tuple[LoadedPlugin, ...]:
    """The same package as the folder's, installed as a copy: the version before, whose place this
    one takes when it is installed."""
    root = examined.root
    if root is None or not (root / "__init__.py").is_file():
        return ()
    return tuple(
        plugin
        for plugin in (*plugins.loaded, *plugins.kept_out)
        if plugin.origin.module.partition(".")[0] == root.name
        and not _is_in(plugin.provider.file, examined)
    )


def _with_notices(said: Text, copies: Iterable[LoadedPlugin]) -> Text:
    vi, en = [said.vi], [said.en]
    for copy in copies:
        version, place = copy.origin.version, copy.provider.file
        vi.append(f"Lưu ý: một bản {version} của gói này đã được cài tại “{place}”, không xét đến.")
        en.append(f"Note: a copy of version {version} is installed at “{place}” and left aside.")
    return Text(" ".join(vi), " ".join(en))


def _clashes(
    examined: Examined, plugins: Plugins, copies: Collection[LoadedPlugin]
) -> Iterator[CheckResult]:
    others = _others(examined, plugins, copies)
    for (kind, code), subject in sorted(_own(examined).items()):
        for provider in others.get((kind, code), ()):
            by = provider.in_words
            yield declared(
                "codes-free",
                Verdict.FAILED,
                Text(
                    f"Mã {kind.words.vi} “{subject}” cũng do {by.vi} khai báo.",
                    f"The {kind.words.en} code “{subject}” is also given by {by.en}.",
                ),
                subject,
                provider.file,
            )


def _own(examined: Examined) -> Mapping[Key, str]:
    given = {
        Kind.PLUGIN: [it.code for it in examined.cards],
        Kind.SECTOR: list(examined.sectors),
        Kind.INDICATOR: list(examined.indicators),
        Kind.FORMULA: list(examined.formulas),
        Kind.CRITERIA_SET: list(examined.criteria_sets),
        Kind.TEMPLATE: list(examined.templates),
        Kind.CHECK: list(examined.checks),
        Kind.RENDERER: list(examined.renderers),
    }
    return {(kind, folded(code)): code for kind, codes in given.items() for code in codes}


def _others(
    examined: Examined, plugins: Plugins, copies: Collection[LoadedPlugin]
) -> Mapping[Key, list[Provider]]:
    """What the others give, by kind and code; not the sector itself, which may be installed, nor
    what it has in common with the one that it was copied from."""
    aside = {it.provider for it in copies}
    loaded = examined.sector.code.attempt
    itself = loaded.found.origin if loaded is not None else None
    claims = _claims(loaded.plugin) if loaded is not None and loaded.plugin is not None else {}
    found: dict[Key, list[Provider]] = {}
    for plugin in (*plugins.loaded, *plugins.kept_out):
        if plugin.origin == itself or plugin.provider in aside:
            continue
        if _is_in(plugin.provider.file, examined):
            continue
        for item in plugin.contributions:
            own = claims.get(key := (item.kind, folded(item.code)))
            if own is None or not agree(own, Claim(plugin, item)):
                found.setdefault(key, []).append(item.provider)
    for (kind, code), providers in plugins.disputed.items():
        for provider in providers:
            if provider not in aside and not _is_in(provider.file, examined):
                held = found.setdefault((kind, folded(code)), [])
                held.extend([provider] if provider not in held else [])
    return found


def _claims(plugin: LoadedPlugin) -> Mapping[Key, Claim]:
    return {(it.kind, folded(it.code)): Claim(plugin, it) for it in plugin.contributions}


def _is_in(file: str, examined: Examined) -> bool:
    return bool(file) and examined.root is not None and file.startswith(f"{examined.root}/")
