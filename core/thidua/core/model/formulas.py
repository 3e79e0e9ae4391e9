"""Formulas that plugins contribute: an expression with inputs, or a plain Python function."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from attrs import field, frozen

from thidua.core.model.code import frozen_mapping, is_code
from thidua.core.text.bilingual import Text


@frozen
class Parameter:
    """A number that a criterion may set, or a choice among named expressions.

    A choice stands for its expression wherever the formula writes the parameter's name:
    ``choices = {"zero": "0", "full": "points"}``.
    """

    name: str
    default: str | None
    """Decimal text, or the code of a choice; None: the criterion must set it."""
    title: Text
    choices: tuple[tuple[str, str], ...] = field(default=(), converter=frozen_mapping)


PythonFunction = Callable[[Mapping[str, Fraction]], Fraction | int]


@frozen
class Formula:
    """A way to turn inputs into points, by code.

    Exactly one of ``expression`` and ``function`` is given. A Python function takes the inputs
    (and number parameters, and ``points``) by name as Fractions, returns a Fraction or an int,
    already rounded to ``places``.
    """

    code: str = field(validator=is_code)
    title: Text
    explanation: Text
    inputs: tuple[str, ...]
    parameters: tuple[Parameter, ...] = ()
    expression: str | None = None
    function: PythonFunction | None = field(default=None, eq=False, repr=False)
    places: int | None = None
    optional_inputs: tuple[tuple[str, str], ...] = field(default=(), converter=frozen_mapping)
    """Inputs that may be left out, each with the expression that then stands for it."""
    reference: str = ""

    def __attrs_post_init__(self) -> None:
        if (self.expression is None) == (self.function is None):
            raise ValueError(f"formula {self.code}: give an expression or a function, not both")
        if (self.function is None) != (self.places is None):
            raise ValueError(f"formula {self.code}: places go with a function, and only with it")
