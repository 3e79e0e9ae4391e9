"""Sectors that ship with thidua, each built as a third party would build it."""
