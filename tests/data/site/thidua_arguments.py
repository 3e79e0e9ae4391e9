"""A plugin whose hook asks for an argument that there is not."""

from thidua.plugins import hookimpl


@hookimpl
def thidua_indicators(department):
    return []
