"""Speed and memory, as ratios within one run: absolute times on a shared machine say little."""

from __future__ import annotations

import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from assistant import Assistant, Document, Mark, MarkKind, Sentence, Settings
from assistant.encoder import Encoded, Encoder, Vectors, bundled_model_folder
from assistant.library.catalogue import Embedding, Entry
from assistant.library.intake import Draft, mark
from assistant.library.library import Library
from assistant.marking import head
from assistant.reading.document import read_document
from assistant.reading.passages import PassageSpan
from eval.datasets.handwritten import read_handwritten

__all__ = ["run_bench"]

_QUESTIONS = 40
_SENTENCES_PER_DOCUMENT = 42
_SENTENCES_PER_PASSAGE = 6
_PASSAGES_PER_DOCUMENT = 6
_ROUNDS = 9


def run_bench(*, add_passages: int, search_passages: int) -> None:
    """Measure and print everything.

    Args:
        add_passages: About how many passages of text to add.
        search_passages: How many passages to search among.
    """
    console = Console()
    table = Table("what", "measured", "target", title="Speed and memory")
    with tempfile.TemporaryDirectory() as scratch, console.status("") as status:
        folder = Path(scratch)
        status.update(f"adding {add_passages:,} passages")
        for row in _adding(folder, add_passages):
            table.add_row(*row)
        status.update(f"asking among {search_passages:,} passages")
        for row in _asking(folder, search_passages):
            table.add_row(*row)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    table.add_row("peak memory of the whole run", f"{peak:,.0f} MB", "")
    console.print(table)


def _sentences() -> list[str]:
    """Return the sentences of the handwritten documents, to be shuffled into new ones of like style."""
    return [
        record["text"][sentence["start"] : sentence["end"]]
        for record in read_handwritten()
        for sentence in record["sentences"]
        if sentence["kind"] != "furniture"
    ]


def _texts(count: int) -> Iterator[str]:
    dice, pool = random.Random(1), _sentences()
    for number in range(count):
        chosen = dice.sample(pool, _SENTENCES_PER_DOCUMENT)
        paragraphs = [" ".join(chosen[i : i + 6]) for i in range(0, len(chosen), 6)]
        yield f"Collected notes, number {number}.\n" + "\n".join(paragraphs)


def _adding(folder: Path, passages: int) -> Iterator[tuple[str, str, str]]:
    """Time ours, the encoder alone and the plain pipeline in turn, a part of the text at a time.

    Something else may be using the machine: what slows one round slows all three, so the ratios of each hold.
    """
    texts = list(_texts(max(_ROUNDS, passages // _PASSAGES_PER_DOCUMENT)))
    encoder = Encoder()
    store = _plain_store(folder / "plain")
    times: dict[str, list[float]] = {"ours": [], "alone": [], "plain": [], "marks": []}
    held = 0
    with Assistant.open(folder / "library") as assistant:
        assistant.warm()
        for number in range(_ROUNDS):
            part = texts[number::_ROUNDS]
            files = folder / f"files-{number}"
            files.mkdir()
            for place, text in enumerate(part):
                (files / f"{place:05}.txt").write_text(text)
            ours = _time(lambda files=files: assistant.add(files))  # type: ignore[misc]
            spoken = [passage.text for passage in assistant._library.catalogue.passages()[held:]]
            held += len(spoken)
            turns: dict[str, Callable[[], object]] = {
                "alone": lambda spoken=spoken: encoder.model.encode(  # type: ignore[misc]
                    spoken, batch_size=32, normalize_embeddings=True, show_progress_bar=False
                ),
                "plain": lambda part=part: _plain_add(store, part),  # type: ignore[misc]
            }
            if number:
                times["marks"].append(_marking(files, encoder))
            if number:  # the first round warms all three up
                times["ours"].append(ours)
            for name in sorted(turns, reverse=bool(number % 2)):
                seconds = _time(turns[name])
                if number:
                    times[name].append(seconds)
    spent = {name: np.array(column) for name, column in times.items()}
    yield f"add {held:,} passages ({len(texts)} files)", f"{spent['ours'].mean():.1f} s a round", ""
    yield "… over the encoder's forward passes alone", _ratio(spent["ours"] / spent["alone"]), "at most 1.3"
    yield "… of it marking, as a share of adding", _ratio(spent["marks"] / spent["ours"]), "at most 0.15"
    yield (
        "… plain LangChain + Chroma over ours, same text and model",
        _ratio(spent["plain"] / spent["ours"]),
        "at least 1.5",
    )


def _ratio(rounds: NDArray[np.float64]) -> str:
    return f"{np.median(rounds):.2f} (median of {len(rounds)} rounds, {rounds.min():.2f} to {rounds.max():.2f})"


def _marking(files: Path, encoder: Encoder) -> float:
    """Return the seconds that marking takes in adding files: all that would not be done if nothing were marked.

    That is: the style of sentences and of their parts beside the vectors that are wanted anyway, the head, the grammar.
    """
    drafts = [Draft(*read_document(path), encoder, Settings().passage_tokens) for path in sorted(files.iterdir())]
    passages = [(draft, passage) for draft in drafts for passage in draft.passages]
    texts = [draft.text(passage) for draft, passage in passages]
    sentences = [draft.spans(passage) for draft, passage in passages]
    parts = [[span for held in draft.parts(passage) for span in held] for draft, passage in passages]
    together = [one + other for one, other in zip(sentences, parts, strict=True)]
    plain = Encoder(str(bundled_model_folder()))  # the same model, of which no style is asked
    plain.encode_passages(texts[:1], sentences[:1])
    bare = _time(lambda: plain.encode_passages(texts, sentences))
    kept: list[Encoded] = []
    styled = _time(lambda: kept.extend(encoder.encode_passages(texts, together)))
    leanings: dict[int, list[Vectors | None]] = {id(draft): [] for draft in drafts}

    def judge() -> None:
        """Mark all documents by the styles that were kept."""
        styles = [one.style for one in kept if one.style is not None]
        for (draft, _), leaning in zip(passages, head.lean_each(styles), strict=True):
            leanings[id(draft)].append(leaning)
        for draft in drafts:
            mark(draft, leanings[id(draft)])

    return max(0.0, styled - bare) + _time(judge)


def _plain_store(folder: Path) -> Any:
    """Return what a first tutorial makes: the model as it comes, in Chroma."""
    from langchain_chroma import Chroma
    from langchain_huggingface import HuggingFaceEmbeddings

    from assistant.encoder import bundled_model_folder

    embeddings = HuggingFaceEmbeddings(
        model_name=str(bundled_model_folder()), encode_kwargs={"normalize_embeddings": True}
    )
    embeddings.embed_query("")  # loads the model, which is not what is timed
    return Chroma(embedding_function=embeddings, persist_directory=str(folder))


def _plain_add(store: Any, texts: list[str]) -> None:
    """Do what a first tutorial does: split by characters, embed, keep."""
    from langchain_core.documents import Document as LangChainDocument
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    store.add_documents(splitter.split_documents([LangChainDocument(page_content=text) for text in texts]))


def _asking(folder: Path, passages: int) -> Iterator[tuple[str, str, str]]:
    data = folder / "large"
    with Library(data, model=Encoder().name) as library:
        _fill(library, passages)
    questions = [asked["question"] for record in read_handwritten() for asked in record["questions"][:1]][:_QUESTIONS]
    with Assistant.open(data) as assistant:
        for question in questions[:3]:
            assistant.ask(question)
        searches = [_time(lambda q=question: assistant.search(q)) for question in questions]  # type: ignore[misc]
        asks = [_time(lambda q=question: assistant.ask(q)) for question in questions]  # type: ignore[misc]
    for name, times, target in (("search", searches, 40), ("ask", asks, 150)):
        middle, late = statistics.median(times) * 1000, float(np.quantile(times, 0.95)) * 1000
        shown = f"p50 {middle:.0f} ms, p95 {late:.0f} ms (n = {len(times)})"
        yield f"{name}, warm, {passages:,} passages", shown, f"p50 at most {target} ms"


def _fill(library: Library, passages: int) -> None:
    """Fill a library with shuffled text under random vectors: the speed of finding does not depend on their meaning."""
    dice = np.random.default_rng(1)
    per_document = _SENTENCES_PER_DOCUMENT // _SENTENCES_PER_PASSAGE
    for number, text in enumerate(_texts(passages // per_document)):
        body = text.split("\n", 1)[1]
        sentences: list[Sentence] = []
        spans: list[PassageSpan] = []
        keys: list[str] = []
        embeddings: dict[str, Embedding] = {}
        start = 0
        for paragraph in body.split("\n"):
            first = len(sentences)
            for words in (paragraph[i : i + 150] for i in range(0, len(paragraph), 150)):
                sentences.append(
                    Sentence(words, start, start + len(words), None, Mark(MarkKind.FACT, None, 1.0, ("",)))
                )
                start += len(words)
            spans.append(PassageSpan(sentences[first].start, start, first, len(sentences) - 1))
            keys.append(f"{number}-{first}")
            raw = dice.standard_normal((1 + len(sentences) - first, 384)).astype(np.float32)
            embeddings[keys[-1]] = Embedding(raw / np.linalg.norm(raw, axis=1, keepdims=True))
            start += 1
        document = Document(str(number), body, f"Notes {number}", path=f"/notes/{number}")
        library.commit([Entry(document, sentences, spans, keys)], embeddings)


def _time(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
