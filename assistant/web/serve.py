"""Serving the page: on this machine alone unless told otherwise."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, Response
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.assistant import Assistant
from assistant.errors import AssistantError, SettingsError
from assistant.reading.files import MAX_BYTES
from assistant.web.desk import Desk, owner, username
from assistant.web.export import FORMS, exported
from assistant.web.guard import Guard
from assistant.web.login import Door
from assistant.web.page import AT_ONCE, build_page, page_head, page_style

__all__ = ["build_app", "serve"]

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
# How the page is mounted: offline, private, and with nothing of the frame that a reader does not need.
_SHELL: dict[str, Any] = {
    "footer_links": [],
    "run_history": False,
    "enable_monitoring": False,
    "allowed_paths": [],
    "auth_dependency": username,
    "max_file_size": MAX_BYTES,
    "show_error": True,
    "ssr_mode": False,
    "pwa": False,
    "theme": gr.themes.Default(
        font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"], primary_hue="blue"
    ),
}


def build_app(
    assistant: Assistant,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    names: Mapping[str, str] | None = None,
    read_only: bool = False,
    mcp: bool = False,
) -> FastAPI:
    """Return the web application: the page at `/`, conversations to take away at `/export/…`, and `/healthz`.

    Args:
        assistant: The library served.
        host: Address it will listen on.
        port: Port it will listen on.
        names: Who may log in, and their passwords (see `read_auth_file`); without, nobody has to.
        read_only: Whether documents may be neither added nor removed; conversations then last as long as the server.
        mcp: Whether to speak the Model Context Protocol too.

    Raises:
        SettingsError: If `mcp` is asked for and not installed.
    """
    if mcp and find_spec("mcp") is None:
        raise SettingsError("--mcp needs the extra of that name: pip install 'grounded-assistant[mcp]'")
    desk = Desk.of(assistant, read_only=read_only)
    page = build_page(desk)
    page.queue(default_concurrency_limit=AT_ONCE)
    mounted: FastAPI = gr.mount_gradio_app(
        _routes(desk),
        page,
        path="/",
        server_name=host,
        server_port=port,
        mcp_server=mcp,
        css=page_style(),
        head=page_head(),
        **_SHELL,
    )
    mounted.add_middleware(Door, names=dict(names) if names is not None else None, tell_apart=read_only)
    if host in _LOOPBACK:
        # A name that merely resolves to this machine must not reach it from another site's page.
        mounted.add_middleware(TrustedHostMiddleware, allowed_hosts=[*_LOOPBACK, "[::1]"])
    mounted.add_middleware(Guard)
    return mounted


def _routes(desk: Desk) -> FastAPI:
    """Return what is served beside the page."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/export/{key}.{form}")
    def export(key: str, form: str, request: Request) -> Response:
        who = owner(request)
        try:
            conversation = desk.conversations.find(who, key)
            turns = desk.conversations.turns(who, key)
        except AssistantError as error:
            return PlainTextResponse(str(error), 404)
        if form not in FORMS:
            return PlainTextResponse("a conversation can be had as md, html or json", 404)
        name = f'attachment; filename="conversation-{conversation.id}.{form}"'
        return Response(
            exported(conversation, turns, form), media_type=FORMS[form], headers={"Content-Disposition": name}
        )

    return app


def serve(
    assistant: Assistant,
    *,
    host: str,
    port: int,
    names: Mapping[str, str] | None = None,
    read_only: bool = False,
    mcp: bool = False,
) -> None:
    """Serve the page until interrupted; arguments as `build_app`.

    Raises:
        SettingsError: If the port is taken or the address not this machine's, or `mcp` is asked for and not installed.
    """
    app = build_app(assistant, host=host, port=port, names=names, read_only=read_only, mcp=mcp)
    # The model takes seconds to load: start now, so that the first question does not wait for all of it.
    threading.Thread(target=assistant.warm, daemon=True).start()
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    shown = f"[{host}]" if ":" in host else host
    print(f"Open http://{shown}:{port} in a browser; stop with Ctrl-C.", flush=True)
    if host not in _LOOPBACK:
        print(_warning(f"{shown}:{port}", login=names is not None, read_only=read_only), flush=True)
    try:
        server.run()
    except SystemExit:
        raise SettingsError(
            f"cannot listen on {shown}:{port}; another program uses it, or it is no address of this machine: "
            "pass --port ANOTHER, or --host ANOTHER"
        ) from None


def _warning(place: str, *, login: bool, read_only: bool) -> str:
    if login:
        return (
            f"Warning: {place} can be reached from other machines, and passwords travel to it as they are: "
            "put a proxy that speaks HTTPS in front of it."
        )
    power = "read the documents in this library" if read_only else (
        "read, add and remove documents, and read and delete the conversations"
    )  # fmt: skip
    return f"Warning: anyone who can reach {place} can {power}; --auth-file asks for a name and a password."
