"""Where things lie: folders of the project, and the path of a request as the app sees it."""

from __future__ import annotations

from pathlib import Path

from starlette.types import Scope
from streamlit import config, file_util

from core.declarations import CACHE

__all__ = ["ASSETS", "BUNDLES", "CACHE", "ROOT", "base_path", "header", "route_path"]

ROOT = Path(__file__).resolve().parent.parent
ASSETS = Path(__file__).resolve().parent / "assets"
BUNDLES = Path(file_util.get_static_dir())


def base_path() -> str:
    """Return the path a proxy serves the app under, "" for the root: ``/duibiao``."""
    written = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{written}" if written else ""


def route_path(scope: Scope) -> str:
    """Return the path of a request without the path that the app is served under."""
    path = scope["path"]
    for prefix in (scope.get("root_path", ""), base_path()):
        if prefix and (path == prefix or path.startswith(f"{prefix}/")):
            path = path[len(prefix) :]
    return path or "/"


def header(scope: Scope, name: bytes) -> str:
    """Return a header of a request, "" when it was not sent; ``name`` in lower case."""
    for key, value in scope["headers"]:
        if key == name:
            return value.decode("latin-1")
    return ""
