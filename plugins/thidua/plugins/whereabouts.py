"""Which plugin gives what stands under a code, and who else claims it."""

from collections.abc import Iterator
from enum import StrEnum

from attrs import field, frozen

from thidua.core.model.code import folded
from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.formulas import Formula
from thidua.core.model.places import criterion_places, section_places
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse
from thidua.core.text.names import nearest
from thidua.core.workspace.provision import Kind, Provider
from thidua.plugins.contributions import HOOKS, Contribution
from thidua.plugins.declared_places import place_of
from thidua.plugins.disputes import WHOLE
from thidua.plugins.manager import Plugins
from thidua.plugins.quarantine import Quarantine


class Hold(StrEnum):
    """Whether a claim on a code counts."""

    HELD = "held"
    DISPUTED = "disputed"
    QUARANTINED = "quarantined"
    LEFT_OUT = "left-out"

    @property
    def words(self) -> Text:
        """What a person is told of it."""
        return _HOLDS[self]


_HOLDS = {
    Hold.HELD: Text("đang dùng", "in use"),
    Hold.DISPUTED: Text("tranh chấp, chưa ai được dùng", "disputed, usable by nobody"),
    Hold.QUARANTINED: Text(
        "bị cách ly, xem: thidua plugin list", "quarantined, see: thidua plugin list"
    ),
    Hold.LEFT_OUT: Text("bị bỏ ra", "left out"),
}


@frozen
class Subject:
    """What stands under a code: a contribution, or a part of a criteria set."""

    kind: str
    """``indicator``, ``criteria-set``, …; ``criterion`` and ``section`` for parts of a set."""
    words: Text = field(eq=False)


CRITERION = Subject("criterion", Text("tiêu chí", "criterion"))
SECTION = Subject("section", Text("mục", "section"))


@frozen
class Claim:
    """One plugin's claim on a code."""

    code: str
    subject: Subject
    provider: Provider
    hold: Hold = Hold.HELD
    title: Text | None = None
    within: str = ""
    """The criteria set that a criterion or a section belongs to."""
    item: Contribution | None = field(default=None, eq=False, repr=False)
    """The contribution that it is, or is a part of; None for a record that cannot be used."""
    part: str = field(default="", eq=False)
    """Where it stands inside a criteria set, ``criteria[H-01]``."""

    @property
    def place(self) -> str:
        """The file, with the line where it is known; empty where nothing is known."""
        return place_of(self.item, self.part) if self.item else self.provider.file

    @property
    def formula(self) -> Formula | None:
        """The formula that it is, if it is one."""
        record = self.item.record if self.item else None
        return record if isinstance(record, Formula) else None


def claims_on(plugins: Plugins, code: str) -> tuple[Claim, ...]:
    """All that stands under a code in any installed plugin, enabled or not; what counts first.

    Refused, with the nearest code, where nobody has it.
    """
    every = tuple(_claims(plugins))
    found = {claim for claim in every if folded(claim.code) == folded(code)}
    if not found:
        raise _unknown(code, {claim.code for claim in every}, plugins)
    return tuple(sorted(found, key=_order))


def _order(claim: Claim) -> tuple[object, ...]:
    return list(Hold).index(claim.hold), claim.subject.kind, claim.within, claim.provider


def _claims(plugins: Plugins) -> Iterator[Claim]:
    for plugin in plugins.loaded:
        for item in plugin.contributions:
            yield from _of_contribution(item, Hold.HELD)
    for lost in plugins.lost:
        yield from _of_contribution(lost.item, _hold_of_lost(lost.item, plugins))
    named = {(it.plugin.origin, it.item.kind, it.item.code) for it in plugins.lost}
    out = {
        (plugin.origin, item.kind, item.code): item
        for plugin in plugins.kept_out
        for item in plugin.contributions
    }
    for key, item in out.items():
        if key not in named:
            yield from _of_contribution(item, Hold.QUARANTINED)
    named.update(out)
    for quarantine in plugins.quarantined:
        kind = HOOKS[quarantine.hook].kind if quarantine.hook in HOOKS else None
        if kind and quarantine.item and (quarantine.origin, kind, quarantine.item) not in named:
            yield _of_quarantine(quarantine, kind)


def _hold_of_lost(item: Contribution, plugins: Plugins) -> Hold:
    if (item.kind, item.code) in plugins.disputed:
        return Hold.DISPUTED
    return Hold.QUARANTINED if item.kind in WHOLE else Hold.LEFT_OUT


def _of_contribution(item: Contribution, hold: Hold) -> Iterator[Claim]:
    subject = Subject(item.kind.value, item.kind.words)
    yield Claim(item.code, subject, item.provider, hold, item.record.title, item=item)
    if isinstance(item.record, CriteriaSet):
        parts = (
            (SECTION, section_places(item.record)),
            (CRITERION, criterion_places(item.record)),
        )
        for of, placed in parts:
            for place, it in placed:
                yield Claim(it.code, of, item.provider, hold, it.title, item.code, item, place)


def _of_quarantine(item: Quarantine, kind: Kind) -> Claim:
    """The claim of a record that cannot be used."""
    origin = item.origin
    provider = Provider(origin.entry_point, origin.distribution, origin.version, item.place)
    hold = Hold.QUARANTINED if item.whole else Hold.LEFT_OUT
    return Claim(item.item, Subject(kind.value, kind.words), provider, hold)


def _unknown(code: str, known: set[str], plugins: Plugins) -> Refused:
    near = nearest(code, known)
    return refuse(
        f"Không phần mở rộng nào cung cấp gì mang mã “{code}”.",
        f"No plugin provides anything with the code “{code}”.",
        remedy=Text(f"Có phải ý bạn là “{near[0]}”?", f"Did you mean “{near[0]}”?")
        if near
        else _where_to_look(plugins),
    )


def _where_to_look(plugins: Plugins) -> Text:
    see = Text("Xem: thidua plugin list", "See: thidua plugin list")
    if not plugins.blocked:
        return see
    names = ", ".join(found.origin.entry_point for found in plugins.blocked)
    return Text(
        f"Phần mở rộng đã tắt thì không được xem: {names}. {see.vi}",
        f"What is turned off was not looked at: {names}. {see.en}",
    )
