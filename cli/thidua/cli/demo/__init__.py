"""``thidua demo``: the main job on real input. Its data, beside this file, is data alone."""
