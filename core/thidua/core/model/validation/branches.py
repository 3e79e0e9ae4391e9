"""What stands directly below a section, a parent criterion or the set: points and weights."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from thidua.core.model.code import folded
from thidua.core.model.criteria import (
    Children,
    Combine,
    CombineKind,
    CriteriaSet,
    Criterion,
    Section,
)
from thidua.core.model.places import criterion_places, section_places, within
from thidua.core.model.validation.doubt import Doubt
from thidua.core.model.validation.shown_numbers import shown_number
from thidua.core.model.validation.trees import Placed, is_circular
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault

_LEAVE_TO_PARENT = Text(
    "Bỏ mục này: tiêu chí con theo tiêu chí cha.", "Leave it out: the parent says it."
)
_MEANS = (CombineKind.WEIGHTED_MEAN, CombineKind.GEOMETRIC_MEAN)


@frozen
class Branch:
    """A section, a parent criterion or the set (place ``""``) with what is directly below it."""

    place: str
    code: str
    points: Fraction
    combine: Combine
    children: tuple[Placed, ...]


def branches(source: CriteriaSet) -> Iterator[Branch]:
    """The set, each section, and each criterion that others name as parent."""
    sections, criteria = section_places(source), criterion_places(source)

    def below(code: str | None) -> tuple[Placed, ...]:
        inner = [(place, section) for place, section in sections if section.parent == code]
        leaves = [
            (place, criterion)
            for place, criterion in criteria
            if criterion.parent is None and criterion.section == code
        ]
        return (*inner, *leaves)

    yield Branch("", "", source.points, source.combine, below(None))
    for place, section in sections:
        yield Branch(place, section.code, section.points, section.combine, below(section.code))
    for place, criterion in criteria:
        parts = tuple((at, item) for at, item in criteria if item.parent == criterion.code)
        if parts:
            yield Branch(place, criterion.code, criterion.points, Combine(), parts)


def branch_faults(source: CriteriaSet, doubt: Doubt) -> Iterator[Fault]:
    """Points that do not add up, weights that are missing or mean nothing, empty sections."""
    is_whole = not _is_any_membership_unread(source, doubt)
    adds_up = is_whole and not is_circular(section_places(source))
    for branch in branches(source):
        yield from _weight_faults(branch, doubt)
        yield from _clashes(branch)
        if adds_up:
            yield from _sum_faults(branch, doubt)
        if is_whole:
            yield from _empty_faults(branch)
    for place, criterion in criterion_places(source):
        yield from _parent_faults(place, criterion, source, is_whole)
        yield from _child_faults(place, criterion, source)


def _is_any_membership_unread(source: CriteriaSet, doubt: Doubt) -> bool:
    """Whether it is unknown of some item where it belongs."""
    items = (*section_places(source), *criterion_places(source))
    return (
        doubt.about("sections")
        or any(doubt.about(place, "parent", "section") for place, _ in items)
        or any(doubt.about(place, "code") for place, _ in section_places(source))
    )


def _sum_faults(branch: Branch, doubt: Doubt) -> Iterator[Fault]:
    counted = (branch.place, *(place for place, _ in branch.children))
    unread = any(doubt.about(place, "points") for place in counted)
    if branch.combine.kind is not CombineKind.SUM or not branch.children or unread:
        return
    total = sum((item.points for _, item in branch.children), Fraction(0))
    if total != branch.points:
        yield _does_not_add_up(branch, total)


def _does_not_add_up(branch: Branch, total: Fraction) -> Fault:
    below, declared = shown_number(total), shown_number(branch.points)
    gap = shown_number(abs(total - branch.points))
    return Fault(
        Text(
            f"Điểm của các mục bên trong cộng lại là {below.vi}, nhưng ở đây ghi {declared.vi}"
            f" (chênh {gap.vi}).",
            f"The points of what is inside add up to {below.en}, but {declared.en} is declared"
            f" here (a difference of {gap.en}).",
        ),
        within(branch.place, "points"),
    )


def _empty_faults(branch: Branch) -> Iterator[Fault]:
    if not branch.children and branch.place:
        yield Fault(
            Text(
                "Phần này không có tiêu chí hay phần con nào.",
                "This section has no criterion and no section in it.",
            ),
            branch.place,
        )


def _weight_faults(branch: Branch, doubt: Doubt) -> Iterator[Fault]:
    wanted = branch.combine.kind in _MEANS
    for place, item in branch.children:
        if doubt.about(place, "weight") or doubt.about(branch.place, "combine"):
            continue
        if wanted and item.weight is None:
            yield Fault(
                Text(
                    "Thiếu trọng số (weight): mục chứa nó tính điểm bình quân.",
                    "A weight is missing: what contains it takes a mean.",
                ),
                within(place, "weight"),
            )
        elif not wanted and item.weight is not None:
            yield Fault(
                Text(
                    "Trọng số (weight) không có tác dụng: mục chứa nó không tính bình quân.",
                    "The weight does nothing: what contains it takes no mean.",
                ),
                within(place, "weight"),
            )
        elif item.weight is not None and item.weight <= 0:
            yield Fault(
                Text("Trọng số phải lớn hơn 0.", "A weight must be above 0."),
                within(place, "weight"),
            )


def _clashes(branch: Branch) -> Iterator[Fault]:
    """A section and a criterion side by side, which ``child("…")`` could not tell apart."""
    sections = {folded(item.code) for _, item in branch.children if isinstance(item, Section)}
    for place, item in branch.children:
        if isinstance(item, Criterion) and folded(item.code) in sections:
            yield Fault(
                Text(
                    f"Tiêu chí và phần đứng cạnh nhau cùng mang mã “{item.code}”.",
                    f"A criterion and a section side by side share the code “{item.code}”.",
                ),
                place,
            )


def _parent_faults(
    place: str, criterion: Criterion, source: CriteriaSet, is_whole: bool
) -> Iterator[Fault]:
    has_children = any(item.parent == criterion.code for item in source.criteria)
    sums_children = isinstance(criterion.base, Children)
    if has_children and not sums_children:
        yield Fault(
            Text(
                "Tiêu chí này có tiêu chí con, nên không có cách tính điểm gốc riêng.",
                "This criterion has child criteria, and so no base of its own.",
            ),
            place,
        )
    elif sums_children and not has_children and is_whole:
        yield Fault(
            Text("Không tiêu chí nào thuộc về tiêu chí này.", "No criterion belongs to this one."),
            place,
        )


def _child_faults(place: str, criterion: Criterion, source: CriteriaSet) -> Iterator[Fault]:
    """What a criterion with a parent leaves to its parent: the section, and whom it concerns."""
    if criterion.parent is None:
        return
    parents = [item for item in source.criteria if item.code == criterion.parent]
    if criterion.section not in (None, *(parent.section for parent in parents)):
        yield Fault(
            Text(
                "Tiêu chí con nằm ở phần khác với tiêu chí cha.",
                "A child criterion stands in another section than its parent.",
            ),
            within(place, "section"),
            Text(
                "Bỏ mục này: tiêu chí con theo tiêu chí cha.", "Leave it out: the parent says it."
            ),
        )
    concerned = [set(parent.applies_to) for parent in parents]
    if criterion.applies_to and set(criterion.applies_to) not in concerned:
        yield Fault(
            Text(
                "Tiêu chí con áp dụng cho các loại đơn vị khác với tiêu chí cha.",
                "A child criterion concerns other kinds of unit than its parent.",
            ),
            within(place, "applies_to"),
            Text(
                "Bỏ mục này: tiêu chí con theo tiêu chí cha.", "Leave it out: the parent says it."
            ),
        )
