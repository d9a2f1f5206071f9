"""The command line. Knows only `Assistant` and the nouns, but for `marks`, which opens no library.

Heavy imports wait until a command needs them.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.schema import AddResult
    from assistant.settings import Settings

__all__ = ["app", "main"]

app = typer.Typer(
    name="assistant",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _path(value: str) -> Path:
    """Return a path; an empty one, as an unset variable of the shell leaves it, is not the current folder."""
    if not value:
        raise typer.BadParameter("a path is empty")
    return Path(value)


Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        help="Folder of the library; .assistant if nothing is said.",
        envvar="ASSISTANT_DATA",
        show_default=False,
        parser=_path,
        metavar="PATH",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        help="Chat model that words the answers, as provider:name.",
        envvar="ASSISTANT_MODEL",
        show_default=False,
        metavar="NAME",
    ),
]
Question = Annotated[list[str], typer.Argument(metavar="QUESTION", help="In words, in quotes or not.")]
NO_ANSWER = 3


@contextmanager
def _opened(data: Path | None, model: str | None = None) -> Iterator[Assistant]:
    from assistant.assistant import Assistant

    with Assistant.open(settings=_settings(data), model=model) as opened:
        yield opened


def _settings(data: Path | None = None) -> Settings:
    from assistant.settings import from_environment

    return from_environment() if data is None else from_environment(data=data)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _print_results(results: Iterable[AddResult]) -> None:
    for result in results:
        reason = f"  ({result.reason})" if result.reason else ""
        print(f"{result.status:<9}  {_visible(result.path)}{reason}")


def _visible(name: str) -> str:
    """Return a file name with what a terminal would obey, or not show, written out."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in name)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(version("grounded-assistant"))
        raise typer.Exit


@app.callback()
def _assistant(
    told: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Ask your own documents: cited answers, with opinion marked apart from reported fact."""


@app.command()
def ask(question: Question, data: Data = None, model: Model = None, as_json: AsJson = False) -> None:
    """Answer QUESTION from the documents. Exits with 3 if they do not answer it."""
    from assistant.terminal import print_answer

    with _opened(data, model) as assistant:
        answer = assistant.ask(" ".join(question))
    if as_json:
        _print_json(answer.to_dict())
    else:
        print_answer(answer)
    if answer.abstained:
        raise typer.Exit(NO_ANSWER)


@app.command()
def chat(data: Data = None, model: Model = None) -> None:
    """Ask one question after another. Each may lean on the ones before; an empty line ends it."""
    from rich.console import Console

    from assistant.terminal import print_answer

    console = Console()
    with _opened(data, model) as assistant:
        with console.status("Loading the model…"):
            assistant.warm()
        conversation = assistant.chat()
        while question := _prompt():
            try:
                answer = conversation.ask(question)
            except AssistantError as error:
                console.print(str(error), style="red", markup=False)
                continue
            if answer.standalone_question != question:
                console.print(f"(understood as: {answer.standalone_question})", style="dim", markup=False)
            print_answer(answer)


def _prompt() -> str:
    try:
        return input("\n? ").strip()
    except (EOFError, KeyboardInterrupt):
        return ""


@app.command()
def add(
    paths: Annotated[
        list[Path],
        typer.Argument(
            parser=_path, metavar="PATH", help="Files, or folders with all in them but READMEs and hidden files."
        ),
    ],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Add files, or folders of them, to the library. Exits with 1 if any file failed.

    What can be read: .txt .md .html .pdf .docx .eml .srt .vtt
    """
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with _opened(data) as assistant, Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Loading the model…", total=None)

        def report(done: int, total: int, name: str) -> None:
            """Show how many files are done, and the one at hand."""
            bar.update(task, completed=done, total=total, description=escape(_visible(name)[:40]) or "Done")

        results = assistant.add(*paths, progress=report)
    if as_json:
        _print_json([asdict(result) for result in results])
    else:
        _print_results(results)
        if not results:
            print("nothing to add: no files found")
    if any(result.status == "failed" for result in results):
        raise typer.Exit(1)


@app.command()
def remove(
    document_ids: Annotated[list[str], typer.Argument(metavar="ID", help="Ids of documents.")], data: Data = None
) -> None:
    """Remove documents by id (as `assistant documents` lists them)."""
    with _opened(data) as assistant:
        for document_id in document_ids:
            title = assistant.document(document_id).title
            assistant.remove(document_id)
            print(f"removed    {document_id}  {title}")


@app.command()
def documents(data: Data = None, as_json: AsJson = False) -> None:
    """List the documents of the library."""
    with _opened(data) as assistant:
        kept = assistant.documents()
    if as_json:
        _print_json([asdict(document) for document in kept])
        return
    for document in kept:
        about = ", ".join(filter(None, (document.author, document.publisher, document.date)))
        print(f"{document.id}  {document.title}" + (f"  ({about})" if about else ""))
    if not kept:
        from assistant.terminal import EMPTY

        print(EMPTY)


@app.command()
def search(
    question: Question,
    data: Data = None,
    k: Annotated[int, typer.Option("-k", min=1, max=100, metavar="NUMBER", help="How many sentences.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Show the sentences that fit QUESTION best, answers or not."""
    from assistant.terminal import label

    with _opened(data) as assistant:
        found = assistant.search(" ".join(question), k=k, closely=True)
    if as_json:
        _print_json([asdict(evidence) for evidence in found])
        return
    for evidence in found:
        print(f"{evidence.rank:>2}  {evidence.score:.2f}  [{label(evidence.mark)}]  {evidence.text}")
        print(f"          {evidence.title}")


@app.command()
def marks(
    file: Annotated[Path, typer.Argument(parser=_path, metavar="FILE", help="A document, in the library or not.")],
    html: Annotated[
        Path | None, typer.Option("--html", metavar="OUT", help="Write a coloured page here instead of printing.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what every sentence of FILE is, and who answers for it. No library is opened or changed."""
    from rich.console import Console

    from assistant.encoder import Encoder
    from assistant.library.ingest import mark_file
    from assistant.marking.page import marks_page
    from assistant.terminal import print_marks

    if html is not None and html.resolve() == file.resolve():
        raise AssistantError(f"--html {html} would overwrite the document itself; give another file")
    settings = _settings()
    with Console(stderr=True).status("Reading…"):
        document, sentences = mark_file(file, Encoder(settings.embedding_model), passage_tokens=settings.passage_tokens)
    if html is not None:
        try:
            html.write_text(marks_page(document, sentences), encoding="utf-8", errors="replace")
        except OSError as error:
            raise AssistantError(f"cannot write {html} ({error.strerror}); give --html another place") from error
    if as_json:
        _print_json({"document": asdict(document), "sentences": [asdict(sentence) for sentence in sentences]})
    elif html is not None:
        print(f"written    {html}")
    else:
        print_marks(document, sentences)


@app.command()
def web(
    data: Data = None,
    model: Model = None,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address to listen on; the default is this machine alone.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="NUMBER", help="Port to listen on.")] = 7860,
    corpus: Annotated[
        Path | None,
        typer.Option(
            help="Folder to read into the library first; what is there already is left as it is.",
            parser=_path,
            metavar="PATH",
        ),
    ] = None,
    auth_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Ask for a name and a password; the file has a line name:password each, plain or htpasswd -B.",
        ),
    ] = None,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Nobody may add or remove documents; conversations are not kept.")
    ] = False,
    share: Annotated[
        Literal["no"], typer.Option(help="The page is never sent through a public tunnel: no is all there is.")
    ] = "no",
    mcp: Annotated[
        bool,
        typer.Option("--mcp", help="Serve ask, search and documents to agents too (needs the extra of that name)."),
    ] = False,
) -> None:
    """Serve the chat as a web page."""
    from assistant.web.login import read_auth_file
    from assistant.web.serve import serve

    names = read_auth_file(auth_file) if auth_file else None
    with _opened(data, model) as assistant:
        if corpus is not None:
            _print_results(result for result in assistant.add(corpus) if result.status != "unchanged")
        serve(assistant, host=host, port=port, names=names, read_only=read_only, mcp=mcp)


def main() -> None:
    """Run the command line; every error of ours is one line on stderr and exit code 1."""
    # Nothing that comes in or goes out is worth a traceback for its encoding.
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=errors)
    try:
        try:
            app()
        finally:
            if sys.stdout:
                sys.stdout.flush()  # what fails here is told below, and not by the interpreter as it ends
    except AssistantError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(1)
    except OSError as error:  # the disk is full, or whoever read what is printed has gone
        if error.errno != errno.EPIPE:
            print(f"{type(error).__name__}: {error}; mend that and try again", file=sys.stderr)
        if isinstance(sys.stdout, TextIOWrapper):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # takes what could not be written
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
