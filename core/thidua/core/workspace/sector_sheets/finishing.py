"""Records whose values stand in cells otherwise than in plain values."""

from collections.abc import Iterable

from thidua.core.workspace.sector_sheets.columns import Column, Form
from thidua.core.workspace.sector_sheets.nodes import Node, Unread


def finish(form: Form, node: Node) -> None:
    """Give a record the shape that its list has in plain values."""
    match form.code:
        case "indicators":
            _one_unit(node)
        case "knots":
            _pair(node)
        case "cases":
            node.plain.pop("case", None)


def one_language(node: Node, columns: Iterable[Column]) -> int:
    """Let a text in Vietnamese stand for that in English where this is blank; how many do."""
    paths = {column.path for column in columns}
    filled = 0
    for path in sorted(it for it in paths if it.endswith(".vi")):
        text, english = node.get(path), f"{path.removesuffix('vi')}en"
        if isinstance(text, str) and node.get(english) is None:
            node.put(english, text)
            filled += 1
    return filled


def finish_grades(indicator: Node) -> None:
    """The grades of an indicator as a list of codes and, where there are any, one of titles."""
    grades = indicator.lists.get("grades", [])
    if any("title" in grade.plain for grade in grades):
        indicator.lists["grade_titles"] = [_title(grade) for grade in grades]
    for grade in grades:
        grade.value = grade.plain.get("code", "")
        grade.spot = grade.spots.get("code", grade.spot)


def _title(grade: Node) -> Node:
    inside = {
        path.removeprefix("title."): spot
        for path, spot in grade.spots.items()
        if path.startswith("title.")
    }
    return Node(inside.get("vi", grade.spot), grade.plain.get("title", {}), inside)


def _one_unit(node: Node) -> None:
    unit = node.plain.get("unit")
    if isinstance(unit, dict) and unit.get("vi") == unit.get("en") and "vi" in unit:
        node.plain["unit"] = unit["vi"]


def _pair(node: Node) -> None:
    """``[value, points]``; what is wrong with the pair is told where a half could not be read."""
    keys = ("value", "points")
    node.value = [node.plain.get(key) for key in keys]
    unread = [key for key in keys if isinstance(node.plain.get(key), Unread)]
    node.spot = node.spots.get((*unread, "value")[0], node.spot)
