"""The cluster as its documents introduce it: its members with their roles, and its rules."""

from collections.abc import Iterable
from typing import Final

from thidua.core.model.cluster import Role
from thidua.core.model.observation import Layer
from thidua.core.scoring.entries import Member
from thidua.core.scoring.totals import scale_of
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.joining import join_words
from thidua.core.text.names import sort_key
from thidua.core.text.number_format import format_number
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.contents import ClusterCard, Party
from thidua.core.workspace.summary.rankings import criteria_title
from thidua.core.workspace.views.wording import LAYER_WORDS

_ROLES: Final = tuple(Role)
"""In the order in which a document names their holders."""


def cluster_card(shown: OpenCluster, layer: Layer, language: Language) -> ClusterCard:
    """The card of a cluster; ``layer`` is the one whose points the document shows."""
    members = members_in_order(shown)
    return ClusterCard(
        code=shown.cluster.code,
        name=shown.cluster.name,
        label=shown.cluster.label,
        head=_names(members, Role.HEAD, language),
        deputy=_names(members, Role.DEPUTY, language),
        members=tuple(
            Party(item.unit, item.name, role_words(shown.cluster.label, role).in_language(language))
            for item, role in members
        ),
        criteria=criteria_title(shown, language),
        scale=format_number(scale_of(shown.scheme, shown.sets), language),
        layer=LAYER_WORDS[layer].in_language(language),
    )


def members_in_order(shown: OpenCluster) -> list[tuple[Member, Role]]:
    """The members with their roles of the period: the head first, then the deputies, then the
    others, each in the order of a Vietnamese list."""
    roles = {item.unit: item.role for item in shown.opened.members}
    paired = [(member, roles[member.unit]) for member in shown.members]
    return sorted(paired, key=lambda pair: (_ROLES.index(pair[1]), sort_key(pair[0].name)))


def role_words(label: str, role: Role) -> Text:
    """What a role is called, after the usual word for the cluster.

    >>> role_words("khối", Role.HEAD).vi
    'Khối trưởng'
    """
    word = label.capitalize()
    return {
        Role.HEAD: Text(f"{word} trưởng", "Head"),
        Role.DEPUTY: Text(f"{word} phó", "Deputy head"),
        Role.MEMBER: Text("Thành viên", "Member"),
    }[role]


def _names(members: Iterable[tuple[Member, Role]], wanted: Role, language: Language) -> str:
    return join_words((member.name for member, role in members if role is wanted), language)
