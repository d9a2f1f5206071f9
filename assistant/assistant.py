"""The one facade: everything the web page, the command line, the evaluation suite and other programs use."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.asking.asker import Asker, undisturbed
from assistant.asking.composing.compose import ANSWERS
from assistant.asking.generating.chat_model import ChatModel
from assistant.asking.generating.checker import load_checker
from assistant.asking.judging.judge import Judge
from assistant.asking.judging.weigh import READ, SKIMMED
from assistant.asking.suggest import answers_like, askable, suggest
from assistant.asking.understanding.question import checked, checked_count, checked_part, last_of
from assistant.chat import Chat
from assistant.encoder import Encoder
from assistant.errors import PathNotFound, SettingsError
from assistant.library.conversations import Conversations
from assistant.library.ingest import Progress, add_files
from assistant.library.library import Library
from assistant.library.uploads import Uploads
from assistant.schema import AddResult, Answer, Document, Evidence, MarkKind, Sentence, Statement, Where
from assistant.settings import Settings, from_environment
from assistant.stepping import stepped

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.retrievers import BaseRetriever

    from assistant.runnable import AnswerRunnable

__all__ = ["Assistant", "Chat"]


class Assistant:
    """Answers questions from the documents in one data folder.

    Safe to share between threads. Use as a context manager, or call `close`.

    Attributes:
        settings: How it works.
        conversations: Those kept with the library; words of removed documents leave them too.
    """

    def __init__(self, settings: Settings, model: BaseChatModel | str | None = None) -> None:
        if not isinstance(settings, Settings):
            raise SettingsError(
                f"settings are a Settings, not {type(settings).__name__}; a folder goes to open(FOLDER)"
            )
        self.settings = settings
        chosen = model if model is not None else settings.model
        self._model = ChatModel(chosen, timeout=settings.model_timeout) if chosen else None
        self._encoder = Encoder(settings.embedding_model)
        self._library = Library(settings.data, model=settings.embedding_model, chroma_url=settings.chroma_url)
        self._uploads = Uploads(settings.data / "files")
        try:
            self.conversations = Conversations(settings.data / "conversations.sqlite")
            self._tidy()
        except BaseException:
            self._library.close()
            raise
        self._writing = threading.Lock()
        self._judge = Judge(self._library, self._encoder, candidates=settings.candidates)

    @classmethod
    def open(
        cls,
        data: str | Path | None = None,
        settings: Settings | None = None,
        *,
        model: BaseChatModel | str | None = None,
    ) -> Assistant:
        """Open a library, making it if it is missing.

        Args:
            data: Its folder; by default the one of the settings.
            settings: By default from the environment.
            model: Words the answers: a LangChain chat model, or "provider:name"; by default the one of the settings.

        Raises:
            SettingsError: If the settings are none or cannot work, or the model is none, has a name of another form, or
                its package is not installed.
            PathNotFound: If `data` is empty or no path.
            LibraryError: If the folder cannot be used, or a later version of this package has made it.
            LibraryLocked: If another process has it open.
            ModelMismatch: If it was made with another embedding model.
            LibraryDamaged: If its catalogue cannot be read.

        Example:
            >>> with Assistant.open("my-library") as a:  # doctest: +SKIP
            ...     a.add("corpus/")
            ...     print(a.ask("How much debt did Russia exempt?").statements[0].text)
        """
        if isinstance(data, Settings):
            raise SettingsError("settings are given by name: open(settings=…); what comes first is a folder")
        chosen = from_environment() if settings is None else settings
        if data is not None and isinstance(chosen, Settings):
            chosen = chosen.model_copy(update={"data": _path(data)})
        return cls(chosen, model)

    def __enter__(self) -> Assistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the library and give its folder free; closing twice does no harm."""
        self.conversations.close()
        self._library.close()

    def warm(self) -> None:
        """Load the models now instead of at the first question, and with a chat model what checks its words.

        Raises:
            ModelMismatch: If the library was made with another model.
        """
        self._judge.warm()
        if self._model:
            load_checker()

    # The library

    def add(self, *paths: str | Path, progress: Progress | None = None) -> list[AddResult]:
        """Add files, and folders searched for files.

        Args:
            paths: .txt, .md, .html, .pdf, .docx, .eml, .srt or .vtt files, or folders.
            progress: Called with files done, files in all, and the file at hand.

        Returns:
            One result per file: added, unchanged, replaced, or failed with its reason. A file that fails
            leaves nothing behind and does not stop the others.

        Raises:
            PathNotFound: If a path is empty, or none.
            SettingsError: If `progress` is no function.
            ModelMismatch: If the library was made with another model.
        """
        if progress is not None and not callable(progress):
            raise SettingsError(f"progress is a function of done, total and name, not {type(progress).__name__}")
        with self._writing:
            return self._add([_path(path) for path in paths], progress)

    def add_upload(self, path: str | Path, name: str) -> AddResult:
        """Add a file that will not stay where it is: a copy is kept in the library's folder, with the document.

        Args:
            path: Where the file lies now.
            name: What its owner calls it.

        Returns:
            What became of it; "unchanged" if its content is in the library already.

        Raises:
            PathNotFound: If the path is empty or none, or the name is no text.
            OSError: If it cannot be copied.
            ModelMismatch: If the library was made with another model.
        """
        if not isinstance(name, str):
            raise PathNotFound(
                f"the name of an upload is a str, not {type(name).__name__}; give what its owner calls it"
            )
        with self._writing:
            try:
                return self._add([self._uploads.keep(_path(path), name)], None)[0]
            finally:
                self._tidy()

    def _add(self, paths: list[Path], progress: Progress | None) -> list[AddResult]:
        before = self._library.catalogue.generation
        results = add_files(
            self._library, self._encoder, paths, passage_tokens=self.settings.passage_tokens, progress=progress
        )
        if self._library.catalogue.generation != before:  # something may have been replaced
            self._tidy()
        return results

    def _tidy(self) -> None:
        """Let nothing outside the catalogue hold words of a document that it no longer holds."""
        catalogue = self._library.catalogue
        self.conversations.forget(catalogue.document_ids())
        self._uploads.sweep(lambda path: catalogue.find(path) is not None)

    def documents(self) -> list[Document]:
        """Return every document, by title."""
        return self._library.catalogue.documents()

    def document(self, document_id: str) -> Document:
        """Return one document.

        Raises:
            UnknownDocument: If there is none of that id.
        """
        return self._library.catalogue.document(document_id)

    def sentences(self, document_id: str) -> list[Sentence]:
        """Return a document's sentences in order, with speakers and marks.

        Raises:
            UnknownDocument: If there is none of that id.
        """
        return self._library.catalogue.sentences(document_id)

    def tallies(self) -> dict[str, dict[MarkKind, int]]:
        """Return how many sentences of each kind every document has, by document id."""
        return self._library.catalogue.tallies()

    def remove(self, document_id: str) -> None:
        """Remove a document: its words are gone from the catalogue, both indexes and the kept conversations.

        Raises:
            UnknownDocument: If there is none of that id.
        """
        with self._writing:
            self._library.remove(document_id)
            self._tidy()

    # Asking

    @property
    def asker(self) -> Asker:
        """What understands and answers each question; a conversation works with it, too."""
        return Asker(self._library, self._judge, self._model, self.settings.statements)

    def search(self, question: str, k: int = 5, *, where: Where | None = None, closely: bool = False) -> list[Evidence]:
        """Return the sentences that fit a question best, answers or not.

        Args:
            question: A question, or any words.
            k: How many at most.
            where: Which part of the library may be searched; all of it by default.
            closely: Whether as many are read as `ask` reads: better, but it takes two or three times as long.

        Raises:
            QuestionError: If the question is empty or longer than 4,000 characters, the filter or its date is none, or
                `k` is no whole number.
        """
        question, where, k = checked(question), checked_part(where), checked_count("k", k)
        catalogue = self._library.catalogue
        if catalogue.empty:
            return []
        depth = READ if closely else SKIMMED
        return undisturbed(catalogue, lambda: self._judge.judge(question, where, k, depth, {}).evidence)

    def ask(self, question: str, *, where: Where | None = None) -> Answer:
        """Answer a question from the documents, or say that they do not answer it.

        Args:
            question: In words.
            where: Which part of the library may answer; all of it by default.

        Raises:
            QuestionError: If the question is empty or longer than 4,000 characters, or the filter or its date is none.
        """
        return last_of(self.stream(question, where=where))

    def stream(self, question: str, *, where: Where | None = None) -> Iterator[Statement | Answer]:
        """Answer as `ask` does, giving each statement as soon as it stands, and the whole answer last.

        Args:
            question: In words.
            where: Which part of the library may answer; all of it by default.

        Yields:
            Statements, if the documents answer, then the `Answer`, which alone is complete.

        Raises:
            QuestionError: If the question is empty or longer than 4,000 characters, or the filter or its date is none.
        """
        yield from self.asker.stream(question, question, where)

    async def aask(self, question: str, *, where: Where | None = None) -> Answer:
        """Answer as `ask` does, without holding up the event loop."""
        return await asyncio.to_thread(self.ask, question, where=where)

    def astream(self, question: str, *, where: Where | None = None) -> AsyncIterator[Statement | Answer]:
        """Answer as `stream` does, without holding up the event loop."""
        return stepped(self.stream(question, where=where))

    def suggest(self, most: int = 4, *, near: Iterable[Evidence] = (), where: Where | None = None) -> list[str]:
        """Return questions that these documents answer, made from their own sentences.

        Args:
            most: How many at most; there may be fewer, or none.
            near: What was found for a question that was refused, to stay close to it; else from the whole library.
            where: Which part of the library may be asked.

        Raises:
            QuestionError: If the filter is none, or `most` no whole number.
        """
        where, most = checked_part(where), checked_count("most", most)
        if self._library.catalogue.empty:
            return []

        def answers(question: str, sentence: Sentence) -> bool:
            """Return whether these documents answer a question as the sentence does that it was made from."""
            judged = self._judge.judge(question, where, 1, READ, {})
            if (judged.probability or 0) < ANSWERS:
                return False
            first = judged.evidence[0].sentence
            return first == sentence if close else answers_like(first.mark, sentence.mark)

        close = [evidence.sentence for evidence in near]
        catalogue = self._library.catalogue
        return undisturbed(catalogue, lambda: suggest(close or askable(catalogue, where), answers, most=most))

    def chat(self, history: Iterable[Answer] = ()) -> Chat:
        """Start a conversation, in which a question may lean on the ones before, or go on with one.

        Args:
            history: Its answers so far, oldest first.

        Raises:
            QuestionError: If the history holds something else than answers.
        """
        return Chat(self, history)

    def as_retriever(self, k: int = 5) -> BaseRetriever:
        """Return this library as a LangChain retriever of sentences, with mark, speaker and span as metadata."""
        from assistant.retriever import SentenceRetriever  # LangChain is slow to import

        return SentenceRetriever(assistant=self, k=k)

    def as_runnable(self) -> AnswerRunnable:
        """Return this library as a LangChain runnable: a question in, a message with standard citations out."""
        from assistant.runnable import AnswerRunnable  # LangChain is slow to import

        return AnswerRunnable(assistant=self)


def _path(given: str | Path) -> Path:
    """Return a path; an empty one, as an unset variable leaves it, is not the current folder."""
    if not isinstance(given, str | os.PathLike):
        several = "; give several one by one: add(*paths)" if isinstance(given, Iterable) else ""
        raise PathNotFound(f"a path is a str or a Path, not {type(given).__name__}{several}")
    if not str(given):
        raise PathNotFound("a path is empty; give the name of a file or folder")
    return Path(given)
