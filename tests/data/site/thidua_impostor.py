"""A plugin that takes the very code of the plugin thidua_health."""

from thidua.plugins import API_VERSION, Indicator, Plugin, Text, hookimpl


@hookimpl
def thidua_plugin():
    return Plugin("health", Text("Y tế khác", "Other health"), API_VERSION)


@hookimpl
def thidua_indicators():
    yield Indicator("impostor_figure", Text("Số liệu", "Figure"), Text("số", "number"))
