"""A sector on the screen: what it contributes, or what is wrong with its files."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from thidua.cli.bilingual_commands import language, say
from thidua.cli.output import Column, show_json, show_rows, show_table
from thidua.cli.session import warn
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse_all

if TYPE_CHECKING:
    from thidua.core.model.contribution import UnitKind
    from thidua.core.model.criteria import CriteriaSet
    from thidua.core.model.indicator import Indicator
    from thidua.core.text.fault import Fault
    from thidua.plugins.contributions import LoadedPlugin
    from thidua.plugins.manager import Plugins


def _basis_words(basis: Any) -> Text:
    from thidua.core.workspace.views.wording import BASIS_WORDS

    return BASIS_WORDS[basis]


FACTS = (Column("what", Text("Mục", "Item")), Column("value", Text("Nội dung", "Content")))
SETS = (
    Column("code", Text("Bảng điểm", "Criteria set")),
    Column("title", Text("Tên", "Title")),
    Column("points", Text("Điểm", "Points"), right=True),
    Column("criteria", Text("Tiêu chí", "Criteria"), right=True),
    Column("basis", Text("Căn cứ", "Basis"), words=_basis_words),
)
INDICATORS = (
    Column("code", Text("Chỉ tiêu", "Indicator"), whole=True),
    Column("title", Text("Tên", "Title")),
    Column("unit", Text("Đơn vị tính", "Unit of measure")),
)


def show_folder(path: Path, shape: str, *, with_indicators: bool = False) -> None:
    """Check the sector in a folder, or in the folder of a file; Refused with every fault, each
    with its file and line."""
    from thidua.plugins.folder_faults import read_folder

    read = read_folder(path.parent if path.is_file() else path)
    refuse_all(read.faults)
    sets = _sets(item.criteria_set for item in read.files.point_tables)
    indicators = _indicators(read.files.indicators.values())
    if shape == "json":
        notices = [notice.in_language(language()) for notice in read.notices]
        card = {"path": str(path), "indicators": indicators, "criteria_sets": sets}
        show_json({**card, "faults": [], "notices": notices})
        return
    _show_lists(sets, indicators, shape, with_indicators=with_indicators)
    for notice in read.notices:
        warn(Text(notice.in_language("vi"), notice.in_language("en")))
    if shape == "table":
        click.echo(say(Text(f"{path}: không có lỗi.", f"{path}: no fault.")))


def _show_lists(
    sets: list[dict[str, Any]],
    indicators: list[dict[str, Any]],
    shape: str,
    *,
    with_indicators: bool,
) -> None:
    """A file of CSV is one table: that of the indicators, where they are asked for."""
    if shape == "table" or not with_indicators:
        show_rows(sets, SETS, shape)
    if with_indicators:
        show_rows(indicators, INDICATORS, shape)


def show_installed(
    plugins: "Plugins", code: str, shape: str, *, with_indicators: bool = False
) -> None:
    """Show what an installed sector contributes, or a plugin that is always on, and what is odd
    in its criteria sets."""
    plugin = _plugin_of(plugins, code)
    card = card_of(plugin)
    if _is_changed_by_hand(plugin, card["digest"]):
        warn(
            Text(
                "tệp của ngành đã bị sửa tay sau khi thêm vào; hãy thêm lại bằng sector add.",
                "the sector's files were changed by hand after it was added; add it again.",
            )
        )
    for notice in _oddities(plugin):
        warn(Text(notice.in_language("vi"), notice.in_language("en")))
    if shape == "json":
        show_json(card)
        return
    if shape == "table":
        show_table([{"what": say(name), "value": value} for name, value in _facts(card)], FACTS)
    _show_lists(card["criteria_sets"], card["indicators"], shape, with_indicators=with_indicators)


def _facts(card: dict[str, Any]) -> "Iterator[tuple[Text, Any]]":
    """What stands above the tables, a row each; rows of nothing are left out."""
    yield Text("Mã", "Code"), card["code"]
    if card["legal_basis"] is None:
        yield Text("Tên", "Title"), card["title"]
    else:
        yield Text("Ngành", "Sector"), card["title"]
        yield Text("Căn cứ pháp lý", "Legal basis"), card["legal_basis"]
    yield Text("Do", "Provided by"), card["provider"]
    if kinds := card["unit_kinds"]:
        words = [f"{kind['code']} ({say(kind['title'])})" for kind in kinds]
        yield Text("Loại đơn vị", "Kinds of unit"), words
    yield Text("Số chỉ tiêu của ngành", "Indicators of its own"), len(card["indicators"])
    if card["digest"]:
        yield Text("Mã băm", "Digest"), card["digest"]


def _oddities(plugin: "LoadedPlugin") -> "Iterator[Fault]":
    from attrs import evolve

    from thidua.core.model.criteria import CriteriaSet
    from thidua.core.model.validation import notices_of
    from thidua.plugins.declared_places import place_of

    for item in plugin.contributions:
        if isinstance(item.record, CriteriaSet):
            for notice in notices_of(item.record):
                place = f"{place_of(item, notice.place)}, {notice.place}"
                yield evolve(notice, place=place)


def _is_changed_by_hand(plugin: "LoadedPlugin", digest: str | None) -> bool:
    from thidua.plugins.workspace_sectors import recorded

    if digest is None:
        return False
    return recorded(Path(plugin.origin.folder)).get("digest", digest) != digest


def _digest_of(plugin: "LoadedPlugin") -> str | None:
    """Of a sector of the workspace; None for one that is installed, which has a version."""
    from thidua.plugins.sector_content import content_of

    return content_of(plugin).digest if plugin.origin.folder else None


def _plugin_of(plugins: "Plugins", code: str) -> "LoadedPlugin":
    """The plugin of a sector, or one that is always on, which nobody enables; Refused for a code
    that nobody provides."""
    always_on = (it for it in plugins.loaded if it.always_on and it.enabled_by == code)
    return next(always_on, None) or plugins.enabling(code)


def card_of(plugin: "LoadedPlugin") -> dict[str, Any]:
    """What a plugin contributes; without a sector it has neither a legal basis nor kinds."""
    from thidua.core.model.criteria import CriteriaSet
    from thidua.core.model.indicator import Indicator

    sector = plugin.sector
    own = [item.record for item in plugin.contributions]
    return {
        "code": plugin.enabled_by,
        "title": (sector or plugin.card).title,
        "legal_basis": sector and sector.legal_basis,
        "provider": plugin.provider.in_words,
        "origin": plugin.origin.kind,
        "digest": _digest_of(plugin),
        "unit_kinds": _kinds(sector.unit_kinds if sector else ()),
        "indicators": _indicators(item for item in own if isinstance(item, Indicator)),
        "criteria_sets": _sets(item for item in own if isinstance(item, CriteriaSet)),
    }


def _kinds(kinds: "Iterable[UnitKind]") -> list[dict[str, Any]]:
    return [{"code": item.code, "title": item.title} for item in kinds]


def _indicators(indicators: "Iterable[Indicator]") -> list[dict[str, Any]]:
    return [{"code": it.code, "title": it.title, "unit": it.unit} for it in indicators]


def _sets(sets: "Iterable[CriteriaSet]") -> list[dict[str, Any]]:
    return [
        {
            "code": item.code,
            "title": item.title,
            "points": item.points,
            "criteria": sum(criterion.parent is None for criterion in item.criteria),
            "basis": item.basis,
        }
        for item in sets
    ]
