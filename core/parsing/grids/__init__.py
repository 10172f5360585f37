"""The tables of a report: found in its text, laid out, and every figure said as a sentence that is read as prose is."""

from core.parsing.grids.finding import Grid
from core.parsing.grids.layout import Entry
from core.parsing.grids.reading import Grids, as_prose, facts_of, grids_of, in_place, silent_of, unsaid_of

__all__ = ["Entry", "Grid", "Grids", "as_prose", "facts_of", "grids_of", "in_place", "silent_of", "unsaid_of"]
