"""Commands of the evaluation suite."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from assistant.errors import AssistantError

__all__ = ["app", "main"]

app = typer.Typer(
    name="python -m eval",
    help="How far to trust the answers, and how fast they come.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def suite() -> None:
    """How far to trust the answers, and how fast they come."""


@app.command()
def bench(
    add_passages: Annotated[int, typer.Option(min=100, help="Passages to add.")] = 2000,
    search_passages: Annotated[int, typer.Option(min=100, help="Passages to search among.")] = 10_000,
) -> None:
    """Time adding and asking, side by side in one run with the encoder alone and with plain LangChain + Chroma."""
    from eval.bench import run_bench

    run_bench(add_passages=add_passages, search_passages=search_passages)


def main() -> None:
    """Run the command line; every error of ours is one line on stderr and exit code 1."""
    try:
        app()
    except AssistantError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(1)
