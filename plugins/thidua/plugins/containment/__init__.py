"""Foreign plugins kept from hanging, filling or ending the program that uses them.

Before a plugin of another distribution is loaded for the first time, it is tried out in a child
process that can be stopped (:mod:`trials`); afterwards its plain Python formulas are called in
such a child, never here (:mod:`formulas`)::

    plugins = Plugins.load(fences=Fences(PluginLimits(seconds=5)))

This is against accidents. It is no wall against malice: a plugin that has stood its trial is
loaded into the program, and can do there whatever the user can.
"""

from thidua.plugins.containment.cache_place import trials_file
from thidua.plugins.containment.limits import PluginLimits, limits_from
from thidua.plugins.containment.loading import Fences, attempt_each

__all__ = ["Fences", "PluginLimits", "attempt_each", "limits_from", "trials_file"]
