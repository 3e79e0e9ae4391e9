"""The one formula in Python."""

from fractions import Fraction

from thidua.plugins import Formula, Text


def whole_tenths(figures):
    """A tenth of the points for each full tenth of the target that was reached."""
    tenths = min(figures["done"] * 10 // figures["target"], 10)
    return figures["points"] * Fraction(tenths, 10)


WHOLE_TENTHS = Formula(
    code="sound-tenths",
    title=Text("Theo từng phần mười", "By full tenths"),
    explanation=Text(
        "Mỗi phần mười của chỉ tiêu được một phần mười số điểm.",
        "A tenth of the points for each full tenth of the target.",
    ),
    inputs=("done", "target"),
    function=whole_tenths,
    places=1,
)
