"""A plugin that needs a package which is not there."""

import thidua_package_that_does_not_exist  # noqa: F401
