"""From a question to its judged evidence: encode, retrieve, read; what was asked just now is remembered."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

from assistant.asking.finding.query import encode_question
from assistant.asking.finding.retrieve import retrieve
from assistant.asking.judging.byline import byline
from assistant.asking.judging.gist import gist
from assistant.asking.judging.read import Judged, read
from assistant.asking.judging.reader import load_reader
from assistant.encoder import Encoder
from assistant.library.library import Library
from assistant.schema import Where

__all__ = ["Judge", "timed"]

_REMEMBERED = 64
_STAGES = ("encode", "retrieve", "read")


class Judge:
    """Reads the documents of one library for questions. Safe to share between threads.

    Args:
        library: Where to look.
        encoder: Of the documents.
        candidates: How many passages each index proposes.
    """

    def __init__(self, library: Library, encoder: Encoder, *, candidates: int) -> None:
        self._library = library
        self._encoder = encoder
        self._candidates = candidates
        self._probed = False
        self._known: dict[tuple[str, Where | None, int, int, int], Future[Judged]] = {}
        self._remembering = threading.Lock()
        # More at once would only slow each other down: first come, first served, and all wait about as long.
        self._turns = ThreadPoolExecutor(os.cpu_count() or 1, "judge")

    def warm(self) -> None:
        """Load the embedding model, what encodes questions, and the reader.

        Raises:
            ModelMismatch: If the library was made with another one.
            ModelError: If one of them cannot be loaded.
        """
        if not self._probed:
            self._library.check_probe(self._encoder.probe)
            self._probed = True
        encode_question(self._encoder, "")
        load_reader()

    def judge(self, question: str, where: Where | None, k: int, depth: int, timings: dict[str, float]) -> Judged:
        """Return what the documents have to say to a question.

        Args:
            question: Stand-alone.
            where: Which part of the library may be read.
            k: How many sentences to return.
            depth: How many of them are read closely.
            timings: Gets the seconds of each stage; 0 where nothing had to be done again, as when a page searches what
                it has just asked, or somebody else is asking the same.

        Raises:
            ModelMismatch: If the library was made with another model.
        """
        key = (question, where or None, max(k, depth), depth, self._library.catalogue.generation)
        with self._remembering:
            asked = self._known.get(key)
            if asked is None:
                # Put down before it is answered: who asks the same meanwhile waits for that answer.
                asked = self._known[key] = self._turns.submit(self._judge_anew, question, where, key[2], depth, timings)
                while len(self._known) > _REMEMBERED:
                    self._known.pop(next(iter(self._known)))
        try:
            known = asked.result()
        except BaseException:
            with self._remembering:
                if self._known.get(key) is asked:
                    del self._known[key]  # what failed is tried again
            raise
        for stage in _STAGES:
            timings.setdefault(stage, 0.0)
        return replace(known, evidence=known.evidence[:k])

    def _judge_anew(self, question: str, where: Where | None, k: int, depth: int, timings: dict[str, float]) -> Judged:
        with timed(timings, "encode"):
            if not self._probed:
                self.warm()
            vector = encode_question(self._encoder, question)
        with timed(timings, "retrieve"):
            found = retrieve(self._library, question, vector, k=self._candidates, where=where)
        with timed(timings, "read"):
            only_facts = where is not None and where.only_facts
            for of_whole in () if only_facts else (gist, byline):
                if told := of_whole(self._library, question, found):
                    return told
            return read(self._library, question, vector, found, k=k, depth=depth, only_facts=only_facts)


@contextmanager
def timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    """Note how many seconds a stage takes."""
    start = time.perf_counter()
    yield
    timings[stage] = round(time.perf_counter() - start, 4)
