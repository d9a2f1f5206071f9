"""The door: who may come in, and whose conversations are whose."""

from __future__ import annotations

import asyncio
import hmac
import re
import secrets
import stat
import threading
from pathlib import Path
from urllib.parse import parse_qs

import bcrypt
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import SettingsError
from assistant.web.desk import LOGGED_IN, SCOPE_OWNER
from assistant.web.render import render, style

__all__ = ["Door", "read_auth_file"]

_COOKIE = "assistant-session"
_VISITOR = "assistant-visitor"
_LONGEST_FORM = 4_096
_AFTER_A_WRONG_ONE_S = 1.0
_OPEN_PATHS = ("/healthz",)
_HASH = re.compile(r"\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}")
_NOBODY = bcrypt.hashpw(secrets.token_bytes(16), bcrypt.gensalt(10))


def read_auth_file(path: Path) -> dict[str, str]:
    """Read who may log in: a line `name:password` each, the password as it is or hashed by `htpasswd -B`.

    Raises:
        SettingsError: If the file cannot be read, holds a line of another form, or others on this machine may read it.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        open_to = stat.S_IMODE(path.stat().st_mode) & (stat.S_IROTH | stat.S_IRGRP)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot read {path} ({error}); give --auth-file a file of name:password lines") from error
    names: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, password = line.partition(":")
        if not (name.strip() and colon and password):
            raise SettingsError(f"line {number} of {path} is not name:password; write one such line for each person")
        if _hashed(password) and not _HASH.fullmatch(password):
            raise SettingsError(f"line {number} of {path} holds a damaged hash; make it anew with: htpasswd -nB NAME")
        names[name.strip()] = password
    if not names:
        raise SettingsError(f"{path} names nobody; write one line name:password for each person")
    if open_to and not all(_hashed(password) for password in names.values()):
        raise SettingsError(f"others on this machine can read the passwords in {path}; run: chmod 600 {path}")
    return names


def _hashed(password: str) -> bool:
    return password.startswith(("$2a$", "$2b$", "$2y$"))


class Door:
    """Middleware that notes who is asking, and turns away who has not logged in.

    Without names nobody has to log in, and everybody is the same reader; unless visitors are told apart, by a cookie.
    """

    def __init__(self, app: ASGIApp, *, names: dict[str, str] | None = None, tell_apart: bool = False) -> None:
        self._app = app
        self._names = names
        self._tell_apart = tell_apart
        self._sessions: dict[str, str] = {}
        self._guard = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        cookies = HTTPConnection(scope).cookies
        path = scope["path"]
        if self._names is None:
            await self._come_in(scope, receive, send, cookies.get(_VISITOR, ""))
        elif path.rstrip("/") in ("/login", "/logout") or path in _OPEN_PATHS:
            answer = await self._log(Request(scope, receive), cookies) if path not in _OPEN_PATHS else self._app
            await answer(scope, receive, send)
        elif name := self._sessions.get(cookies.get(_COOKIE, "")):
            scope[SCOPE_OWNER] = f"{LOGGED_IN}{name}"
            await self._app(scope, receive, send)
        else:
            wants_page = scope["type"] == "http" and b"text/html" in dict(scope["headers"]).get(b"accept", b"")
            away: Response = _form(_query(scope)) if wants_page else Response("log in first", 401)
            await away(scope, receive, send)

    async def _come_in(self, scope: Scope, receive: Receive, send: Send, visitor: str) -> None:
        fresh = self._tell_apart and not (len(visitor) == 32 and visitor.isalnum())
        visitor = secrets.token_hex(16) if fresh else visitor
        scope[SCOPE_OWNER] = visitor if self._tell_apart else ""

        async def send_with_cookie(message: Message) -> None:
            if fresh and message["type"] == "http.response.start":
                cookie = f"{_VISITOR}={visitor}; HttpOnly; SameSite=Strict; Path=/"
                message["headers"] = [*message["headers"], (b"set-cookie", cookie.encode())]
            await send(message)

        await self._app(scope, receive, send_with_cookie)

    async def _log(self, request: Request, cookies: dict[str, str]) -> Response:
        if request.url.path.rstrip("/") == "/logout":
            self._sessions.pop(cookies.get(_COOKIE, ""), None)
            gone = RedirectResponse("./", 303)
            gone.delete_cookie(_COOKIE)
            return gone
        asked_for = _query(request.scope)
        if request.method != "POST":
            return _form(asked_for)
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LONGEST_FORM:
                return _form(asked_for, "That is too long for a name and a password.", 413)
        fields = parse_qs(body.decode("utf-8", "replace"))
        name, password = (fields.get(key, [""])[0] for key in ("username", "password"))
        if not await asyncio.to_thread(self._right, name, password):
            await asyncio.sleep(_AFTER_A_WRONG_ONE_S)  # guessing takes its time, and holds up nobody else
            return _form(asked_for, "Name or password is not right.", 401)
        key = secrets.token_urlsafe(32)
        with self._guard:
            self._sessions[key] = name
        # gradio_client takes the cookie from a plain success; a browser is sent to the page.
        browser = "text/html" in request.headers.get("accept", "")
        done: Response = RedirectResponse(f"./{asked_for}", 303) if browser else Response('{"success": true}')
        done.set_cookie(_COOKIE, key, httponly=True, samesite="strict", secure=request.url.scheme == "https")
        return done

    def _right(self, name: str, password: str) -> bool:
        kept = (self._names or {}).get(name)
        given = password.encode()[:72]
        if kept is None or _hashed(kept):  # somebody unknown takes as long as somebody known
            return bcrypt.checkpw(given, (kept.encode() if kept else _NOBODY)) and kept is not None
        return hmac.compare_digest(password.encode(), kept.encode())


def _query(scope: Scope) -> str:
    """Return what followed the path, which the form passes on: such as "?q=…", or ""."""
    query = scope["query_string"].decode("latin-1")
    return f"?{query}" if query else ""


def _form(query: str, failed: str = "", status: int = 200) -> HTMLResponse:
    page = render("login", failed=failed, query=query, style=style("marking/marks.css", "web/login.css"))
    return HTMLResponse(page, status)
