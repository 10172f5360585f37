"""What is done once before the first visitor: imports, the dictionary, the first figures."""

from __future__ import annotations

import logging
import time

from server.paths import CACHE

log = logging.getLogger(__name__)


def warm() -> None:
    """Load what every page needs."""
    began = time.perf_counter()
    from core import store
    from core.parsing.terms import term_counter
    from pages.ui import loading  # its caches are Streamlit's, which must be running by now

    CACHE.mkdir(parents=True, exist_ok=True)
    term_counter(CACHE)  # jieba keeps its compiled dictionary there, not in the temporary folder that all share
    store.build()
    loading.warm()
    log.info("预热用时 %.1f 秒", time.perf_counter() - began)


def warm_further() -> None:
    """Load, beside the first visitors, what the pages need that are not opened first."""
    from pages.ui import loading

    began = time.perf_counter()
    loading.warm_further()
    log.info("其余页面预热用时 %.1f 秒", time.perf_counter() - began)
