"""The process that parses files from strangers, and the handle on it.

One JSON line goes in for each file, one comes out. Whatever a file does to its parser, hang, crash or eat
memory, happens to the child alone.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from assistant.errors import EmptyFile, ReadingError, UnreadableFile
from assistant.reading.metadata import Metadata, Parsed, clean, shown

__all__ = ["Parser", "main"]

TIMEOUT_S = 20.0
MEMORY_BYTES = 1024**3
MAX_CHARACTERS = 50_000_000
COMMAND = (sys.executable, "-m", "assistant.reading.worker")
TOO_MUCH_MEMORY = f"needs more than {MEMORY_BYTES // 2**20} MB of memory to read; split it or save it as .txt"


class Parser:
    """Parses .html, .pdf, .docx and .eml files in one child process, started for the first of them.

    Use it as a context manager, or call `close`. It may be shared by threads; files are read one at a time.

    Example:
        >>> with Parser() as parser:  # doctest: +SKIP
        ...     parsed = parser.parse(Path("report.pdf"))
    """

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Parser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child process, if there is one."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            with suppress(OSError):  # what was still to be written to it
                child.__exit__(None, None, None)

    def parse(self, path: Path) -> Parsed:
        """Return what the parser for the file's suffix makes of it.

        Raises:
            EmptyFile: If the file holds no text.
            UnreadableFile: If it is damaged or protected, or if its parser crashed, took longer than
                `TIMEOUT_S` seconds, or needed too much memory.
        """
        request, name = json.dumps(str(path.absolute())) + "\n", shown(path)
        with self._lock:
            fresh = self._child is None
            reply = self._exchange(request, name)
            if reply is None and not fresh:
                # It may have died of an earlier file, or of nothing to do with any.
                reply = self._exchange(request, name)
        if reply is None:
            raise UnreadableFile(f"{name} crashed its parser; save it again in a simpler form, such as .txt")
        if "error" in reply:
            raise (EmptyFile if reply["error"] == "EmptyFile" else UnreadableFile)(reply["message"])
        return Parsed(reply["text"], Metadata(**reply["metadata"]), tuple(reply["pages"]))

    def _exchange(self, request: str, name: str) -> dict[str, Any] | None:
        """Return the child's answer, or None if it died over it."""
        child = self._child = self._child or _start()
        assert child.stdin is not None and child.stdout is not None
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            child.kill()

        timer = threading.Timer(TIMEOUT_S, expire)
        timer.daemon = True
        timer.start()
        fit = False
        try:
            child.stdin.write(request)
            child.stdin.flush()
            line = child.stdout.readline()
            reply: dict[str, Any] | None = json.loads(line) if line.endswith("\n") else None
            fit = reply is not None and not reply.get("last")
        except OSError:
            reply = None
        finally:
            timer.cancel()
            timer.join()
            # Also when interrupted: a late answer must not be taken for that to the next file.
            if not fit or expired.is_set():
                self.close()
        if reply is None and expired.is_set():
            raise UnreadableFile(
                f"{name} took longer than {TIMEOUT_S:g} s to read; save it in a simpler form, such as .txt"
            )
        return reply


def _start() -> subprocess.Popen[str]:
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    # A safe path keeps modules lying in the current folder out of the child.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONSAFEPATH": "1"}
    try:
        return subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="ascii",
            env=environment,
        )
    except OSError as error:
        raise UnreadableFile(f"no process could be started to read it ({error}); free some memory") from error


# --- in the child ---------------------------------------------------------------------------------


def main() -> None:
    """Answer requests on standard input until it closes."""
    replies = _private_stdout()
    _limit_memory()
    requests: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    while True:
        replies.write(_answer(Path(json.loads(requests.get()))) + "\n")
        replies.flush()


def _private_stdout() -> IO[str]:
    """Return the stream of replies, out of reach of whatever prints."""
    replies = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return replies


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # not on Windows; not enforced on macOS
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _listen(requests: queue.SimpleQueue[str]) -> None:
    for line in sys.stdin:
        requests.put(line)
    # The parent is gone: end at once, even in the middle of a file.
    os._exit(0)


def _answer(path: Path) -> str:
    """Return the reply for one file; "last" in it says that this process is not fit for another."""
    try:
        # The end of a parser that hangs where no other thread can run, should the parent be gone.
        _set_alarm(int(TIMEOUT_S) + 5)
        return json.dumps(asdict(_parse(path)))
    except MemoryError:
        last, error, message = True, "UnreadableFile", f"{shown(path)} {TOO_MUCH_MEMORY}"
    except ReadingError as failure:
        last, error, message = False, type(failure).__name__, str(failure)
    except Exception as failure:
        reason = clean(f"{type(failure).__name__}: {failure}")
        last, error = False, "UnreadableFile"
        message = f"{shown(path)} is damaged ({reason}); open it in its own program and save it again"
    finally:
        _set_alarm(0)
    return json.dumps({"error": error, "message": message, "last": last})


def _set_alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):  # not on Windows
        signal.alarm(seconds)


def _parse(path: Path) -> Parsed:
    # Imported for the first file of their kind: each takes a tenth of a second and more.
    data, name, suffix = path.read_bytes(), shown(path), path.suffix.lower()
    if suffix == ".pdf":
        from assistant.reading.pdf import read_pdf as read
    elif suffix == ".docx":
        from assistant.reading.docx import read_docx as read
    elif suffix == ".eml":
        from assistant.reading.eml import read_eml as read
    else:
        from assistant.reading.html import read_html as read
    parsed = read(data, name)
    if len(parsed.text) > MAX_CHARACTERS:
        raise UnreadableFile(f"{name} holds more than {MAX_CHARACTERS:,} characters; split it")
    return parsed


if __name__ == "__main__":
    main()
