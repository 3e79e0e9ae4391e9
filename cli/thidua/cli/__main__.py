"""``python -m thidua.cli``, the same as the script."""

from thidua.cli.main import main

main()
