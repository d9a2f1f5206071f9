"""Speed and memory, as ratios within one run: absolute times on a shared machine say little."""

from __future__ import annotations

import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from assistant import Assistant, Document, Mark, MarkKind, Sentence
from assistant.encoder import Encoder
from assistant.library.catalogue import Embedding, Entry
from assistant.library.library import Library
from assistant.reading.passages import PassageSpan

__all__ = ["run_bench"]

DOCUMENTS = Path(__file__).parent / "data" / "handwritten"
_QUESTIONS = 40
_SENTENCES_PER_DOCUMENT = 42
_SENTENCES_PER_PASSAGE = 6


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
    found = []
    for path in sorted(DOCUMENTS.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        found += [record["text"][s["start"] : s["end"]] for s in record["sentences"] if s["kind"] != "furniture"]
    return found


def _texts(count: int) -> Iterator[str]:
    dice, pool = random.Random(1), _sentences()
    for number in range(count):
        chosen = dice.sample(pool, _SENTENCES_PER_DOCUMENT)
        paragraphs = [" ".join(chosen[i : i + 6]) for i in range(0, len(chosen), 6)]
        yield f"Collected notes, number {number}.\n" + "\n".join(paragraphs)


def _adding(folder: Path, passages: int) -> Iterator[tuple[str, str, str]]:
    files = folder / "files"
    files.mkdir()
    with Assistant.open(folder / "measure") as assistant:
        assistant.warm()
        probe = files / "probe.txt"
        probe.write_text(next(_texts(1)))
        assistant.add(probe)
        each = len(assistant._library.catalogue.passage_ids())
    probe.unlink()
    texts = list(_texts(max(1, passages // each)))
    for number, text in enumerate(texts):
        (files / f"{number:05}.txt").write_text(text)
    with Assistant.open(folder / "library") as assistant:
        assistant.warm()
        ours = _time(lambda: assistant.add(files))
        kept = assistant._library.catalogue.passages()
    encoder = Encoder()
    spoken = [passage.text for passage in kept]
    alone = _time(
        lambda: encoder.model.encode(spoken, batch_size=32, normalize_embeddings=True, show_progress_bar=False)
    )
    plain = _time(lambda: _plain_langchain(texts, folder / "plain"))
    yield f"add {len(kept):,} passages ({len(texts)} files)", f"{ours:.1f} s", ""
    yield "… the encoder's forward passes alone", f"{alone:.1f} s, ratio {ours / alone:.2f}", "ratio at most 1.3"
    yield (
        "… plain LangChain + Chroma, same text and model",
        f"{plain:.1f} s, {plain / ours:.2f} × ours",
        "at least 1.5 ×",
    )


def _plain_langchain(texts: list[str], folder: Path) -> None:
    """Do what a first tutorial does: split by characters, embed with the model as it comes, keep in Chroma."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document as LangChainDocument
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from assistant.encoder import bundled_model_folder

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    documents = splitter.split_documents([LangChainDocument(page_content=text) for text in texts])
    embeddings = HuggingFaceEmbeddings(
        model_name=str(bundled_model_folder()), encode_kwargs={"normalize_embeddings": True}
    )
    Chroma.from_documents(documents, embeddings, persist_directory=str(folder))


def _asking(folder: Path, passages: int) -> Iterator[tuple[str, str, str]]:
    data = folder / "large"
    with Library(data, model=Encoder().name) as library:
        _fill(library, passages)
    questions = [
        question["question"]
        for path in sorted(DOCUMENTS.glob("*.json"))
        for question in json.loads(path.read_text(encoding="utf-8"))["questions"][:1]
    ][:_QUESTIONS]
    with Assistant.open(data) as assistant:
        for question in questions[:3]:
            assistant.ask(question)
        searches = [_time(lambda q=question: assistant.search(q)) for question in questions]  # type: ignore[misc]
        asks = [_time(lambda q=question: assistant.ask(q)) for question in questions]  # type: ignore[misc]
    for name, times, target in (("search", searches, 40), ("ask", asks, 200)):
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
