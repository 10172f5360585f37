"""Reports fetched from listed official addresses into the folder of incoming reports: slowly, only where it is allowed,
and never from within the own network.
"""

from __future__ import annotations

from core.fetching.fetcher import Fetched, Fetcher
from core.fetching.manners import Manners, load_manners

__all__ = ["Fetched", "Fetcher", "Manners", "load_manners"]
