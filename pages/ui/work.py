"""Work done apart on behalf of a page: asked for once, its progress shown, ended when the visitor leaves or cancels."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import streamlit as st

from core.apart import Job, Task, shared_pool, writing_pool
from core.errors import DuibiaoError
from pages.ui.signing import writing_as

DONE = "work_done"  # of this session: key → answer or error, the latest ones
MOST_KEPT = 24
GLANCE = 0.2  # seconds between two looks at a job


def done(task: Task, key: str, *arguments: object) -> object:
    """Return what a task gives; the same key is asked of the pool once a session.

    Raises:
        DuibiaoError: a viewer asked; it was refused, cancelled, too slow or too large.
    """
    answer = _kept().get(key)
    if answer is None:
        with writing_as():
            answer = _kept()[key] = _awaited(task, key, arguments)
        while len(_kept()) > MOST_KEPT:
            _kept().popitem(last=False)
    if isinstance(answer, DuibiaoError):
        raise answer
    return answer


def once(task: Task, *arguments: object) -> object:
    """Return what a task gives, asked anew and without a sign of progress: for the callback of a button.

    Raises:
        DuibiaoError: as ``done``.
    """
    pool = writing_pool() if task in (Task.CORRECT, Task.UNDO) else shared_pool()
    return pool.submit(task, *arguments).result()


def forget(key: str) -> None:
    """Let a task be asked again."""
    _kept().pop(key, None)


def _kept() -> OrderedDict[str, object]:
    return st.session_state.setdefault(DONE, OrderedDict())


def _awaited(task: Task, key: str, arguments: tuple) -> object:
    try:
        job = shared_pool().submit(task, *arguments)
    except DuibiaoError as error:
        return error
    if not job.wait(GLANCE):
        _show_progress(job, key)
    try:
        return job.result()
    except DuibiaoError as error:
        return error


def _show_progress(job: Job, key: str) -> None:
    """Show how far a job is until it is over; whatever ends this run of the page ends the job."""
    place = st.empty()
    try:
        with place.container(horizontal=True, vertical_alignment="center"):
            line = st.empty()
            st.button("取消", key=f"cancel_{key}", on_click=_cancel(job, key))
        while not job.wait(GLANCE):
            line.caption(_words(job))  # raises when the visitor has left, clicked or gone to another page
    finally:
        job.cancel()
    place.empty()


def _words(job: Job) -> str:
    ahead = shared_pool().ahead_of(job)
    return f"{job.task}……" if job.begun else f"排队中，前面还有 {ahead} 份……"


def _cancel(job: Job, key: str) -> Callable[[], None]:
    def cancel() -> None:
        job.cancel()
        try:
            job.result()
        except DuibiaoError as error:
            _kept()[key] = error

    return cancel
