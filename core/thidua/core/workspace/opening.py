"""Opening a period: from then on members and schemes are kept as they are that day."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import combinations

from attrs import frozen
from sqlalchemy import Connection, Engine

from thidua.core.model.cluster import Cluster
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.criteria import Basis, TieKeyKind
from thidua.core.model.freezing import digest_of, freeze_scheme
from thidua.core.model.observation import Place
from thidua.core.model.period import Period
from thidua.core.model.scheme import Part, Scheme
from thidua.core.model.unit import Unit
from thidua.core.record.clusters import load_roster
from thidua.core.record.connection import reading, writing
from thidua.core.record.opened import OpenedCluster, PeriodMember
from thidua.core.record.periods import load_opened, load_periods, open_period
from thidua.core.record.units import load_units
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all
from thidua.core.text.suggesting import did_you_mean
from thidua.core.workspace.cases import find_cluster
from thidua.core.workspace.sectors_enabled import sectors_of
from thidua.core.workspace.views.notices import outside_validity, validity_words
from thidua.core.workspace.views.wording import tie_key_words


@frozen
class Opening:
    """What is opened for one cluster."""

    cluster: Cluster
    members: tuple[PeriodMember, ...]
    notices: tuple[Text, ...]
    """What a cluster head should know: a set outside its validity, or other than it was."""


@frozen
class SchemeOffer:
    """How the clusters are to be scored: the scheme with its compiled sets."""

    scheme: Scheme
    sets: Mapping[str, CompiledSet]

    @property
    def called(self) -> str:
        """The code by which an opened cluster names it."""
        return self.scheme.code or "+".join(sorted(self.sets))

    @property
    def basis(self) -> Basis:
        """Official only where every set is."""
        official = all(item.source.basis is Basis.OFFICIAL for item in self.sets.values())
        return Basis.OFFICIAL if official else Basis.PROPOSAL


def plan_opening(
    engine: Engine, period: Period, clusters: Collection[str], offer: SchemeOffer
) -> tuple[Opening, ...]:
    """Whom the period would be opened for; Refused with every fault found."""
    with reading(engine) as connection:
        units = {unit.code: unit for unit in load_units(connection)}
        notices = tuple(_notices(connection, period, offer))
        openings = [
            Opening(cluster, _members(connection, cluster, period), notices)
            for cluster in (find_cluster(connection, code) for code in dict.fromkeys(clusters))
        ]
    member_faults = (fault for item in openings for fault in _faults(item, units, period, offer))
    refuse_all((*_tie_key_faults(offer), *_shared_codes(offer), *member_faults))
    return tuple(openings)


def open_clusters(
    engine: Engine,
    period: Period,
    openings: Iterable[Opening],
    offer: SchemeOffer,
    actor: str,
    at: datetime,
) -> None:
    """Store the period with its members and the frozen scheme."""
    text = freeze_scheme(offer.scheme, offer.sets)
    digest = digest_of(text)
    opened = [
        OpenedCluster(
            Place(item.cluster.code, period.code),
            offer.called,
            offer.basis,
            digest,
            item.members,
        )
        for item in openings
    ]
    with writing(engine) as connection:
        open_period(connection, period, opened, {digest: text}, actor, at)


def departments_of(engine: Engine, clusters: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The sectors that the organiser of each cluster has enabled, by organiser."""
    with reading(engine) as connection:
        organisers = {find_cluster(connection, code).organiser for code in clusters}
        return {code: sectors_of(connection, code) for code in sorted(organisers)}


def _members(connection: Connection, cluster: Cluster, period: Period) -> tuple[PeriodMember, ...]:
    return tuple(
        PeriodMember(item.unit, item.role)
        for item in load_roster(connection, cluster.code)
        if item.holds_on(period.span.start)
    )


def _tie_key_faults(offer: SchemeOffer) -> Iterable[Fault]:
    """A key that names a section or criterion must find it in a part that all members share."""
    shared = [
        offer.sets[code].source
        for part in offer.scheme.parts
        if part.is_common
        for code in part.set_codes()
    ]
    known = {
        TieKeyKind.SECTION: {item.code for source in shared for item in source.sections},
        TieKeyKind.CRITERION: {item.code for source in shared for item in source.criteria},
    }
    for key in offer.scheme.tie_breakers:
        if key.kind in known and key.code not in known[key.kind]:
            words = tie_key_words(key)
            yield Fault(
                Text(
                    f"tiêu chí phụ “{words.vi}” không có trong phần điểm chung của các thành viên.",
                    f"the tie key “{words.en}” stands in no part that all members share.",
                ),
                "tie_breakers",
                did_you_mean(key.code, known[key.kind]),
            )


def _shared_codes(offer: SchemeOffer) -> Iterable[Fault]:
    """One code, one criterion of a member: judged points and exemptions name it by the code."""
    for first, second in combinations(offer.scheme.parts, 2):
        shared = _criteria_of(offer, first) & _criteria_of(offer, second)
        for code in sorted(shared):
            yield Fault(
                Text(
                    f"tiêu chí “{code}” có trong cả phần “{first.title.vi}” và phần"
                    f" “{second.title.vi}”.",
                    f"criterion “{code}” stands in both part “{first.title.en}” and part"
                    f" “{second.title.en}”.",
                ),
                "parts",
                Text("Hãy đặt mã khác nhau.", "Give them different codes."),
            )


def _criteria_of(offer: SchemeOffer, part: Part) -> set[str]:
    return {
        criterion.code
        for code in part.set_codes()
        for criterion in offer.sets[code].source.criteria
    }


def _notices(connection: Connection, period: Period, offer: SchemeOffer) -> Iterable[Text]:
    yield from validity_words(outside_validity(offer.sets, period.span.end))
    digest = digest_of(freeze_scheme(offer.scheme, offer.sets))
    for other in load_periods(connection):
        opened = load_opened(connection, period=other.code) if other.span == period.span else ()
        if any(it.criteria == offer.called and it.digest != digest for it in opened):
            yield Text(
                f"“{offer.called}” đã đổi nội dung từ khi mở kỳ {other.code} của cùng"
                " những ngày này: kỳ đó giữ nội dung cũ, cụm mở bây giờ tính theo nội dung mới.",
                f"“{offer.called}” has changed since period {other.code} of the same days was"
                " opened: that one keeps what it said then, what is opened now takes what it says"
                " now.",
            )


def _faults(
    opening: Opening, units: Mapping[str, Unit], period: Period, offer: SchemeOffer
) -> Iterable[Fault]:
    code = opening.cluster.code
    if not opening.members:
        yield Fault(
            Text(
                f"cụm không có thành viên nào vào ngày {period.span.start:%d/%m/%Y}.",
                f"the cluster has no member on {period.span.start:%d/%m/%Y}.",
            ),
            code,
            Text("Hãy nhập thành viên: thidua cluster import.", "Import: thidua cluster import."),
        )
    for member in opening.members:
        version = units[member.unit].on(period.span.end)
        for part in offer.scheme.parts:
            if part.set_for(version.sector) is None:
                yield Fault(
                    Text(
                        f"đơn vị “{member.unit}” thuộc ngành “{version.sector or '-'}”, phần"
                        f" “{part.title.vi}” không có bảng điểm cho ngành này.",
                        f"unit “{member.unit}” is of sector “{version.sector or '-'}”, for which"
                        f" part “{part.title.en}” names no criteria set.",
                    ),
                    code,
                )
