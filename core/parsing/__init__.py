"""Text of a report → outline, quantities, periods, matches, tables of the standard."""
