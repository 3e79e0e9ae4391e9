"""A plugin whose hooks raise: one at once, one half way through."""

from thidua.plugins import Indicator, Text, hookimpl


@hookimpl
def thidua_sector():
    return 1 / 0


@hookimpl
def thidua_indicators():
    yield Indicator("first_figure", Text("Số thứ nhất", "First figure"), Text("số", "number"))
    raise RuntimeError("the second indicator never comes")
