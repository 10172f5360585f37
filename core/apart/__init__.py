"""Work that others' files and texts cause, done in processes of their own, so that it can neither stop nor fill the
server: one pool with a queue, limits of time and memory, progress and cancel.
"""

from __future__ import annotations

from core.apart.pool import Job, Pool, shared_pool, writing_pool
from core.apart.tasks import Task

__all__ = ["Job", "Pool", "Task", "shared_pool", "writing_pool"]
