"""Serving the page: on this machine alone unless told otherwise."""

from __future__ import annotations

import threading

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.assistant import Assistant
from assistant.errors import SettingsError
from assistant.web.guard import Guard
from assistant.web.page import build_page, page_style

__all__ = ["build_app", "serve"]

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_UPLOAD_LIMIT = "50mb"


def build_app(assistant: Assistant, *, host: str = "127.0.0.1", port: int = 7860) -> FastAPI:
    """Return the web application: the page at `/`, and `/healthz`."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    page = build_page(assistant)
    page.queue(default_concurrency_limit=4)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=host,
        server_port=port,
        footer_links=["api"],
        run_history=False,
        enable_monitoring=False,
        allowed_paths=[],
        max_file_size=_UPLOAD_LIMIT,
        show_error=True,
        ssr_mode=False,
        pwa=False,
        theme=gr.themes.Default(
            font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"], primary_hue="blue"
        ),
        css=page_style(),
    )
    if host in _LOOPBACK:
        # A name that merely resolves to this machine must not reach it from another site's page.
        mounted.add_middleware(TrustedHostMiddleware, allowed_hosts=[*_LOOPBACK, "[::1]"])
    mounted.add_middleware(Guard)
    return mounted


def serve(assistant: Assistant, *, host: str, port: int) -> None:
    """Serve the page until interrupted.

    Raises:
        SettingsError: If the port is taken.
    """
    app = build_app(assistant, host=host, port=port)
    # The model takes seconds to load: start now, so that the first question does not wait for all of it.
    threading.Thread(target=assistant.warm, daemon=True).start()
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    shown = f"[{host}]" if ":" in host else host
    print(f"Open http://{shown}:{port} in a browser; stop with Ctrl-C.", flush=True)
    if host not in _LOOPBACK:
        print(f"Warning: anyone who can reach {shown}:{port} can read the documents in this library.", flush=True)
    try:
        server.run()
    except SystemExit:
        raise SettingsError(f"cannot listen on {shown}:{port}; another program uses it: pass --port ANOTHER") from None
