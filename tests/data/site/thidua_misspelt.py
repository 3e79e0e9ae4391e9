"""A plugin that misspells a hook."""

from thidua.plugins import hookimpl


@hookimpl
def thidua_critera_sets():
    return []
