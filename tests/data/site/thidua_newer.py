"""A plugin for an interface of the future, with a hook of the future."""

from thidua.plugins import Plugin, Text, hookimpl


@hookimpl
def thidua_plugin():
    return Plugin("newer", Text("Mới hơn", "Newer"), api_version=2)


@hookimpl
def thidua_hook_of_the_future():
    return []
