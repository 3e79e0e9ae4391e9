"""Which plugin gives what stands under a code, and who else claims it."""

from collections.abc import Iterator
from enum import StrEnum

from attrs import field, frozen

from thidua.core.model.code import folded
from thidua.core.model.criteria import CriteriaSet
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse
from thidua.core.text.names import nearest
from thidua.core.workspace.provision import Provider
from thidua.plugins.contributions import HOOKS, Contribution
from thidua.plugins.manager import Plugins
from thidua.plugins.quarantine import Quarantine


class Hold(StrEnum):
    """Whether a claim on a code counts."""

    HELD = "held"
    DISPUTED = "disputed"
    LEFT_OUT = "left-out"

    @property
    def words(self) -> Text:
        """What a person is told of it."""
        return _HOLDS[self]


_HOLDS = {
    Hold.HELD: Text("đang dùng", "in use"),
    Hold.DISPUTED: Text("tranh chấp, chưa ai được dùng", "disputed, usable by nobody"),
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


def claims_on(plugins: Plugins, code: str) -> tuple[Claim, ...]:
    """All that stands under a code in any installed plugin, enabled or not; what counts first.

    Refused, with the nearest code, where nobody has it.
    """
    every = tuple(_claims(plugins))
    found = {claim for claim in every if folded(claim.code) == folded(code)}
    if not found:
        raise _unknown(code, {claim.code for claim in every})
    return tuple(sorted(found, key=_order))


def _order(claim: Claim) -> tuple[object, ...]:
    return list(Hold).index(claim.hold), claim.subject.kind, claim.within, claim.provider


def _claims(plugins: Plugins) -> Iterator[Claim]:
    for plugin in plugins.loaded:
        for item in plugin.contributions:
            yield from _held(item)
    for (kind, code), providers in plugins.disputed.items():
        for provider in providers:
            yield Claim(code, Subject(kind.value, kind.words), provider, Hold.DISPUTED)
    for left_out in plugins.quarantined:
        yield from _left_out(left_out, plugins)


def _held(item: Contribution) -> Iterator[Claim]:
    kind = item.kind
    yield Claim(item.code, Subject(kind.value, kind.words), item.provider, title=item.record.title)
    if isinstance(item.record, CriteriaSet):
        within = item.code
        for section in item.record.sections:
            yield Claim(section.code, SECTION, item.provider, title=section.title, within=within)
        for criterion in item.record.criteria:
            yield Claim(
                criterion.code, CRITERION, item.provider, title=criterion.title, within=within
            )


def _left_out(item: Quarantine, plugins: Plugins) -> Iterator[Claim]:
    """The claim that a record made which is not used: not disputed, but lost or at fault."""
    kind = HOOKS[item.hook].kind if item.hook in HOOKS else None
    if kind is None or not item.item or (kind, item.item) in plugins.disputed:
        return
    origin = item.origin
    provider = Provider(origin.entry_point, origin.distribution, origin.version)
    yield Claim(item.item, Subject(kind.value, kind.words), provider, Hold.LEFT_OUT)


def _unknown(code: str, known: set[str]) -> Refused:
    near = nearest(code, known)
    return refuse(
        f"Không phần mở rộng nào cung cấp gì mang mã “{code}”.",
        f"No plugin provides anything with the code “{code}”.",
        remedy=Text(f"Có phải ý bạn là “{near[0]}”?", f"Did you mean “{near[0]}”?")
        if near
        else Text("Xem: thidua plugin list", "See: thidua plugin list"),
    )
