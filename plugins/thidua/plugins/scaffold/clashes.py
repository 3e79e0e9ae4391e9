"""Whether a new sector's name is another's already."""

from collections.abc import Iterator

from thidua.core.model.code import folded
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.plugins.contributions import LoadedPlugin
from thidua.plugins.manager import Plugins
from thidua.plugins.scaffold.sector_names import SectorNames


def clashes(names: SectorNames, plugins: Plugins) -> Iterator[Fault]:
    """The plugins that go by a new sector's name or code, blocked and broken ones included:
    beside one of them the new sector could not be used."""
    every = (*plugins.found, *plugins.blocked)
    owners = {it.origin for it in every if any(it.is_called(name) for name in _own(names))}
    read = (*plugins.loaded, *plugins.kept_out)
    owners |= {it.origin for it in read if _has_code(it, names.code)}
    for by in sorted((owner.in_words for owner in owners), key=lambda words: words.en):
        yield Fault(
            Text(f"phần mở rộng {by.vi} đã mang tên này.", f"the plugin {by.en} has this name."),
            names.code,
            Text("Chọn tên khác.", "Choose another name."),
        )


def _own(names: SectorNames) -> tuple[str, ...]:
    return names.code, names.project, names.package


def _has_code(plugin: LoadedPlugin, code: str) -> bool:
    codes = [plugin.card.code, *([plugin.sector.code] if plugin.sector else [])]
    return folded(code) in map(folded, codes)
