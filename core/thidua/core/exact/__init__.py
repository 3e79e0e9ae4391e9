"""The arithmetic: exact fractions, declared rounding, bounded figures, intervals, reasons."""
