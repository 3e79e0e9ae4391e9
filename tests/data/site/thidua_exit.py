"""A plugin that ends the program from a hook."""

import sys

from thidua.plugins import hookimpl


@hookimpl
def thidua_indicators():
    sys.exit("enough")
