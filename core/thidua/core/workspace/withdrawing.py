"""Taking back what was decided on a criterion: judged points, or that it does not apply.

A withdrawal is itself a decision, with its reason; what it takes back stays in the history.
"""

from collections.abc import Collection

from attrs import frozen
from sqlalchemy import Connection, Engine

from thidua.core.model.observation import LAYERS, JudgedPoints, Layer, NotApplicable, Place
from thidua.core.record.connection import writing
from thidua.core.record.decisions import (
    load_judged,
    load_not_applicable,
    withdraw_judged,
    withdraw_not_applicable,
)
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.clock import now
from thidua.core.workspace.deciding import find_criterion, given_reason
from thidua.core.workspace.period_state import refuse_final
from thidua.core.workspace.views.wording import LAYER_WORDS


@frozen
class Matter:
    """What is decided upon: one criterion of one member, as one layer sees it."""

    unit: str
    criterion: str
    place: Place
    layer: Layer


@frozen
class Withdrawn:
    """What a withdrawal has taken back; one of the two at least."""

    judged: tuple[JudgedPoints, ...]
    not_applicable: tuple[NotApplicable, ...]


def withdraw(
    engine: Engine, open_cluster: OpenCluster, matter: Matter, reason: str, actor: str
) -> Withdrawn:
    """Take back the judged points of a matter, and that it does not apply.

    Refused where neither holds, with the layers in which one does.
    """
    refuse_final(open_cluster.period)
    find_criterion(open_cluster, matter.unit, matter.criterion)
    given, at = given_reason(reason), now()
    with writing(engine) as connection:
        found = _holding(connection, matter)
        for points in found.judged:
            withdraw_judged(connection, points, given, actor, at)
        for entry in found.not_applicable:
            withdraw_not_applicable(connection, entry, given, actor, at)
    return found


def _holding(connection: Connection, matter: Matter) -> Withdrawn:
    judged = [it for it in load_judged(connection, [matter.place]) if _concerns(it, matter)]
    exempt = [it for it in load_not_applicable(connection, [matter.place]) if _concerns(it, matter)]
    layers = {item.layer for item in judged} | {item.layer for item in exempt}
    if matter.layer not in layers:
        raise _nothing_to_withdraw(matter, layers)
    return Withdrawn(
        tuple(item for item in judged if item.layer is matter.layer),
        tuple(item for item in exempt if item.layer is matter.layer),
    )


def _concerns(entry: JudgedPoints | NotApplicable, matter: Matter) -> bool:
    """In whichever layer."""
    return (entry.unit, entry.criterion) == (matter.unit, matter.criterion)


def _nothing_to_withdraw(matter: Matter, layers: Collection[Layer]) -> Refused:
    held = [layer for layer in LAYERS if layer in layers]
    words = LAYER_WORDS[matter.layer]
    return refuse(
        f"tiêu chí “{matter.criterion}” không có điểm chấm hay quyết định không áp dụng nào"
        f" ở lớp {words.vi} để rút lại.",
        f"criterion “{matter.criterion}” has neither judged points nor a not-applicable entry"
        f" in the layer {words.en}.",
        place=matter.unit,
        remedy=_other_layers(held) if held else None,
    )


def _other_layers(held: list[Layer]) -> Text:
    vi = ", ".join(f"{LAYER_WORDS[layer].vi} (--layer {layer.value})" for layer in held)
    en = ", ".join(f"{LAYER_WORDS[layer].en} (--layer {layer.value})" for layer in held)
    return Text(f"Có quyết định ở lớp: {vi}.", f"Layers that hold one: {en}.")
