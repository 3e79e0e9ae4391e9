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
    from thidua.core.model.criteria import CriteriaSet
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


def show_folder(path: Path, shape: str) -> None:
    """Check the sector in a folder, or in the folder of a file; Refused with every fault, each
    with its file and line."""
    from thidua.plugins.folder_faults import read_folder

    read = read_folder(path.parent if path.is_file() else path)
    refuse_all(read.faults)
    sets = _sets(item.criteria_set for item in read.files.point_tables)
    if shape == "json":
        notices = [notice.in_language(language()) for notice in read.notices]
        show_json({"path": str(path), "criteria_sets": sets, "faults": [], "notices": notices})
        return
    show_rows(sets, SETS, shape)
    for notice in read.notices:
        warn(Text(notice.in_language("vi"), notice.in_language("en")))
    if shape == "table":
        click.echo(say(Text(f"{path}: không có lỗi.", f"{path}: no fault.")))


def show_installed(plugins: "Plugins", code: str, shape: str) -> None:
    """Show what an installed sector contributes, and what is odd in its criteria sets."""
    card = card_of(plugins, code)
    if _is_changed_by_hand(plugins.enabling(code), card["digest"]):
        warn(
            Text(
                "tệp của ngành đã bị sửa tay sau khi thêm vào; hãy thêm lại bằng sector add.",
                "the sector's files were changed by hand after it was added; add it again.",
            )
        )
    for notice in _oddities(plugins.enabling(code)):
        warn(Text(notice.in_language("vi"), notice.in_language("en")))
    if shape == "json":
        show_json(card)
        return
    if shape == "table":
        facts = [
            (Text("Mã", "Code"), card["code"]),
            (Text("Ngành", "Sector"), card["title"]),
            (Text("Căn cứ pháp lý", "Legal basis"), card["legal_basis"]),
            (Text("Do", "Provided by"), card["provider"]),
            (Text("Số chỉ tiêu của ngành", "Indicators of its own"), card["indicators"]),
        ]
        if card["digest"]:
            facts.append((Text("Mã băm", "Digest"), card["digest"]))
        show_table([{"what": say(name), "value": value} for name, value in facts], FACTS)
    show_rows(card["criteria_sets"], SETS, shape)


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


def card_of(plugins: "Plugins", code: str) -> dict[str, Any]:
    """What an installed sector contributes; Refused for a code that nobody provides."""
    from thidua.core.model.criteria import CriteriaSet
    from thidua.core.model.indicator import Indicator

    sector = plugins.sector(code)
    plugin = plugins.enabling(code)
    own = [item.record for item in plugin.contributions]
    return {
        "code": code,
        "title": sector.title,
        "legal_basis": sector.legal_basis,
        "provider": plugin.provider.in_words,
        "origin": plugin.origin.kind,
        "digest": _digest_of(plugin),
        "indicators": sum(isinstance(item, Indicator) for item in own),
        "criteria_sets": _sets(item for item in own if isinstance(item, CriteriaSet)),
    }


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
