"""The documents of the plans over HTTP, for links from the Prefect UI: read-only, `<home>/plans` only.

On loopback, or for whoever knows the UI's password.

Not here: writing these documents (flows do).
"""

import argparse
from base64 import b64encode
from hmac import compare_digest
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from papiplan import settings
from papiplan.documents.boards.dashboard import DASHBOARD

HOST = "127.0.0.1"

MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
"""What a browser may open. Anything else (a unit's .html, say) is only ever downloaded."""

PAGE_OF_OURS = {DASHBOARD: "text/html; charset=utf-8"}
"""What a browser may open at the top of a plan's folder, where no unit's file ever lies."""


def documents_app(home: Path) -> Starlette:
    """The application that serves the plans of a home."""
    root = home.resolve() / "plans"

    def serve(request: Request) -> Response:
        if not _may_see(request):
            asked = {"WWW-Authenticate": 'Basic realm="papiplan", charset="UTF-8"'}
            return PlainTextResponse("Cần tên và mật khẩu.", status_code=401, headers=asked)
        path = _shown(root, request.path_params["path"])
        if path is None:
            return PlainTextResponse("Không có tài liệu này.", status_code=404)
        response = HTMLResponse(_listing(root, path)) if path.is_dir() else _document(root, path)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-cache"
        return response

    at = settings.current()
    known = [HOST, "localhost", *filter(None, [urlsplit(at.public_url).hostname])]
    # A page elsewhere must not read these documents by giving this machine a name of its own.
    only_by_its_names = Middleware(TrustedHostMiddleware, allowed_hosts=known)
    return Starlette(routes=[Route("/{path:path}", serve, methods=["GET"])], middleware=[only_by_its_names])


def _may_see(request: Request) -> bool:
    """Whether a browser named the login that the settings ask for, if they ask for any."""
    login = settings.current().login
    named = f"Basic {b64encode(login.encode()).decode()}"
    return not login or compare_digest(request.headers.get("Authorization", "").encode(), named.encode())


def _shown(root: Path, asked: str) -> Path | None:
    """The file or folder that a request means; None for what is not there or not to be shown.

    Names that begin with a dot are never shown, nor is anything reached through a symbolic link.
    """
    parts = PurePosixPath(asked).parts
    if asked.startswith("/") or any(part.startswith(".") for part in parts):
        return None
    path = root.joinpath(*parts)
    try:
        return path if path.resolve() == path and (path.is_file() or path.is_dir()) else None
    except (OSError, RuntimeError, ValueError):  # too long, a loop of links, a NUL
        return None


def _document(root: Path, path: Path) -> FileResponse:
    ours = PAGE_OF_OURS if path.parent.parent == root else {}
    media_type = ours.get(path.name) or MEDIA_TYPES.get(path.suffix.lower())
    return FileResponse(
        path,
        media_type=media_type or "application/octet-stream",
        filename=path.name,
        content_disposition_type="inline" if media_type else "attachment",
    )


def _listing(root: Path, folder: Path) -> str:
    inside = folder.relative_to(root)
    title = "Tài liệu" if folder == root else f"Tài liệu: {inside.as_posix()}"
    children = [path for path in folder.iterdir() if _shown(root, path.relative_to(root).as_posix())]
    lines = [] if folder == root else [_line(inside.parent, "Thư mục trên")]
    for path in sorted(children, key=lambda path: (path.is_file(), path.name)):
        size = f" ({-(-path.stat().st_size // 1024)} KB)" if path.is_file() else "/"
        lines.append(_line(path.relative_to(root), path.name + size))
    items = "\n".join(lines) or "<li>Chưa có tài liệu nào.</li>"
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f"<body><h1>{escape(title)}</h1>\n<ul>\n{items}\n</ul></body></html>\n"
    )


def _line(inside: Path, words: str) -> str:
    address = "" if inside == Path() else quote(inside.as_posix())
    return f'<li><a href="/{address}">{escape(words)}</a></li>'


def main() -> None:
    """Serve until a signal: `python -m deployments.documents_server --home var --port 4201`."""
    parser = argparse.ArgumentParser(description="Serves the documents of the plans, read-only.")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    asked = parser.parse_args()
    uvicorn.run(documents_app(asked.home), host=settings.current().listen_on, port=asked.port, log_level="warning")


if __name__ == "__main__":
    main()
