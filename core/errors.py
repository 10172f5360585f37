"""The errors a person meets: one clear Chinese sentence that says what is wrong and what to do."""

from __future__ import annotations


class DuibiaoError(Exception):
    """The base of every error whose message is written for the person at the screen."""


class DocumentError(DuibiaoError):
    """A file or text that cannot be read as a report."""


class DeclarationError(DuibiaoError):
    """A row of ``data/`` that is not as it must be; names the file, the key and the remedy."""


class StoreError(DuibiaoError):
    """The store cannot do what was asked; nothing was changed."""


class FetchError(DuibiaoError):
    """A report that was not fetched from its address, and why."""
