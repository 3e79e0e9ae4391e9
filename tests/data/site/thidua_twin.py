"""A plugin that takes an indicator code of thidua_health, and brings another of its own."""

from thidua.plugins import Indicator, Sector, Text, hookimpl


@hookimpl
def thidua_sector():
    return Sector("twin", Text("Song sinh", "Twin"), "")


@hookimpl
def thidua_indicators():
    number = Text("số", "number")
    yield Indicator("children_born", Text("Trẻ sinh ra", "Born"), number)
    yield Indicator("twins_born", Text("Trẻ sinh đôi", "Twins born"), number)
