"""A sector on the screen: what it contributes, or what is wrong with its files."""

from pathlib import Path
from typing import Any

import click

from thidua.cli.bilingual_commands import say
from thidua.cli.output import Column, show_json, show_table
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse_all

FACTS = (Column("what", Text("Mục", "Item")), Column("value", Text("Nội dung", "Content")))
SETS = (
    Column("code", Text("Bảng điểm", "Criteria set")),
    Column("title", Text("Tên", "Title")),
    Column("points", Text("Điểm", "Points"), right=True),
    Column("criteria", Text("Tiêu chí", "Criteria"), right=True),
    Column("basis", Text("Căn cứ", "Basis")),
)


def show_folder(path: Path, shape: str) -> None:
    """Check a sector's folder; Refused with every fault, each with its file and line."""
    from thidua.plugins.folder_faults import faults_of_folder

    refuse_all(faults_of_folder(path))
    message = Text(f"{path}: không có lỗi.", f"{path}: no fault.")
    if shape == "json":
        show_json({"path": str(path), "faults": []})
    else:
        click.echo(say(message))


def card_of_installed(code: str) -> dict[str, Any]:
    """What an installed sector contributes."""
    from thidua.core.exact.decimal_text import canonical
    from thidua.core.workspace.provision import Kind
    from thidua.core.workspace.wording import BASIS_WORDS
    from thidua.plugins.manager import Plugins

    plugins = Plugins.load()
    sector = plugins.sector(code)
    catalogue = plugins.catalogue([code])
    provider = catalogue.provider_of(Kind.SECTOR, code)
    sets = [item for item in catalogue.criteria_sets.values() if item.sector == code]
    return {
        "code": code,
        "title": say(sector.title),
        "legal_basis": sector.legal_basis,
        "provider": say(provider.in_words),
        "indicators": len(catalogue.indicators),
        "criteria_sets": [
            {
                "code": item.code,
                "title": say(item.title),
                "points": canonical(item.points),
                "criteria": sum(criterion.parent is None for criterion in item.criteria),
                "basis": say(BASIS_WORDS[item.basis]),
            }
            for item in sets
        ],
    }


def show_card(card: dict[str, Any], shape: str) -> None:
    """Print the card."""
    if shape == "json":
        show_json(card)
        return
    facts = [
        (Text("Mã", "Code"), card["code"]),
        (Text("Ngành", "Sector"), card["title"]),
        (Text("Căn cứ pháp lý", "Legal basis"), card["legal_basis"]),
        (Text("Do", "Provided by"), card["provider"]),
        (Text("Số chỉ tiêu dùng được", "Usable indicators"), card["indicators"]),
    ]
    show_table([{"what": say(name), "value": value} for name, value in facts], FACTS)
    show_table(card["criteria_sets"], SETS)
