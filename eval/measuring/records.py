"""Asking: one record for every question, marks for every sentence, all through the public API.

Records are plain dicts, written one JSON line each as they are made, so that a broken run goes on where it stopped.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from assistant import Answer, Citation, Mark, MarkKind, Sentence, Statement, Where
from eval.datasets.types import Dataset, GoldSentence, Question
from eval.measuring.wording import gold_opinions, worded
from eval.metrics.citations import Location, citation_precision, citation_recall, same_place
from eval.metrics.voices import same_voice
from eval.shelf import Shelf, nearest

__all__ = ["Record", "ask_all", "ask_followups", "mark_all", "resumable", "retrieve_all"]

Record: TypeAlias = dict[str, Any]

_RETRIEVED = 200
_SLACK = 3  # characters by which two cuts at the same place may differ


def resumable(path: Path, ids: Iterable[str], make: Callable[[str], Record], tick: Callable[[], None]) -> list[Record]:
    """Return a record for every id, making and writing only those that the file does not hold yet.

    Args:
        path: A JSONL file, made if it is missing; a last line cut short is passed over.
        ids: The ids wanted, in order.
        make: Makes the record of one id.
        tick: Called after each.
    """
    done: dict[str, Record] = {}
    held = path.read_bytes() if path.exists() else b""
    for line in held.split(b"\n"):  # bytes: text may hold other line ends, and break off within a character
        try:
            record = json.loads(line)
        except ValueError:
            continue
        done[record["id"]] = record
    path.parent.mkdir(parents=True, exist_ok=True)
    records = []
    with path.open("a", encoding="utf-8", newline="\n") as file:
        if held and not held.endswith(b"\n"):
            file.write("\n")
        for key in ids:
            if key not in done:
                done[key] = make(key)
                file.write(json.dumps(done[key], ensure_ascii=False) + "\n")
                file.flush()
            records.append(done[key])
            tick()
    return records


def ask_all(
    shelf: Shelf, dataset: Dataset, path: Path, tick: Callable[[], None], *, within: bool = False
) -> list[Record]:
    """Ask every question of a set alone, of the whole library or only `within` the sources it was asked about."""
    questions = {question.id: question for question in dataset.questions}
    opinions = gold_opinions(shelf, dataset)

    def make(key: str) -> Record:
        """Ask one question, and note how long that took."""
        question = questions[key]
        where = Where(documents=tuple(shelf.names[name] for name in question.sources)) if within else None
        start = time.perf_counter()
        answer = shelf.assistant.ask(question.text, where=where)
        seconds = time.perf_counter() - start
        told = {**_asked(shelf, question, answer, question.text, where), **worded(answer, opinions)}
        return {**told, "seconds": round(seconds, 4)}

    return resumable(path, questions, make, tick)


def ask_followups(shelf: Shelf, dataset: Dataset, path: Path, tick: Callable[[], None]) -> list[Record]:
    """Ask every follow-up of a set in its conversation."""
    questions = {question.id: question for question in dataset.followups}

    def make(key: str) -> Record:
        """Ask one follow-up after the questions before it."""
        question = questions[key]
        chat = shelf.assistant.chat(_told(shelf, question))
        for earlier in question.history[len(question.replies) :]:
            chat.ask(earlier)
        answer = chat.ask(question.text)
        record = _asked(shelf, question, answer, answer.standalone_question)
        return {**record, "standalone": answer.standalone_question, "human": question.standalone}

    return resumable(path, questions, make, tick)


def _told(shelf: Shelf, question: Question) -> list[Answer]:
    """Return the turns of a conversation whose replies are given, each question as the assistant understands it."""
    turns: list[Answer] = []
    for asked, reply in zip(question.history, question.replies, strict=False):
        understood = shelf.assistant.chat(turns).ask(asked).standalone_question
        said = Statement(reply, Mark(MarkKind.UNSURE), (Citation("", "", 0, len(reply), reply),))
        turns.append(Answer(asked, understood, (said,)))
    return turns


def _asked(shelf: Shelf, question: Question, answer: Answer, understood: str, where: Where | None = None) -> Record:
    gold = [[shelf.place(span) for span in needed] for needed in question.answers]
    flat = [place for needed in gold for place in needed]
    found = shelf.assistant.search(understood, k=3, where=where, closely=True)
    places = [(e.document_id, e.sentence.start, e.sentence.end) for e in found]
    hits = [_any_same(place, flat) for place in places]
    record: Record = {
        "id": question.id,
        "question": question.text,
        "kind": question.kind,
        "type": question.type,
        "answerable": question.kind == "answerable",
        "abstained": answer.abstained,
        # As sure as it is of an answer: of its best sentence, whether or not it was shown.
        "score": answer.probability if answer.probability is not None else (found[0].score if found else 0.0),
    }
    if not flat and question.short:
        hits = [_holds(e.text, question.short) for e in found]
    judged = record["answerable"] and bool(flat or question.short)
    if judged:
        record |= {"hit1": hits[:1] == [True], "hit3": any(hits)}
    if not answer.abstained:
        record["statements"] = [s.text for s in answer.statements]
        if judged:
            record |= _judged(shelf, question, answer, gold)
    return record


def _judged(shelf: Shelf, question: Question, answer: Answer, gold: Sequence[Sequence[Location]]) -> Record:
    """Return how right an answer is, in its first statement and in all that it cites."""
    first = answer.statements[0]
    statements = [[(c.document_id, c.start, c.end) for c in s.citations] for s in answer.statements]
    cited = [place for places in statements for place in places]
    record: Record = {}
    if flat := [place for needed in gold for place in needed]:
        record["correct"] = any(_any_same(place, flat) for place in statements[0])
        record["precision"] = citation_precision(cited, gold)
        record["recall"] = citation_recall(cited, gold)
    else:
        record["correct"] = _holds(first.text, question.short or "")
    if record["correct"] and question.voice:
        record["voice_right"] = same_voice(first.mark.party or "", question.voice)
    if question.values:
        sides = {value for span, value in question.values if _any_same(shelf.place(span), cited)}
        record["conflict_shown"] = len(sides) > 1
    return record


def _holds(text: str, words: str) -> bool:
    return " ".join(words.split()) in " ".join(text.split())


def _any_same(place: Location, gold: Iterable[Location]) -> bool:
    return any(same_place(place, other) for other in gold)


def mark_all(shelf: Shelf, sentences: Iterable[GoldSentence]) -> list[Record]:
    """Compare every gold sentence with the sentence of the assistant that shares most of it."""
    held: dict[str, Sequence[Sentence]] = {}
    records = []
    for gold in sentences:
        name = gold.span.source
        if name not in held:
            held[name] = shelf.sentences(name)
        best = held[name][nearest(held[name], gold.span.start, gold.span.end)]
        records.append(
            {
                "id": f"{name}:{gold.span.start}",
                "source": name,
                "text": best.text,
                "gold": gold.kind,
                "kind": best.mark.kind.value,
                "confidence": best.mark.confidence,
                "why": best.mark.reasons[0],
                "gold_voice": gold.voice,
                "voice": best.mark.party,
                "voice_right": same_voice(best.mark.party or "", gold.voice) if gold.voice else None,
                "clauses": _clauses_right(best, gold) if best.mark.clauses else None,
                "parted": bool(best.mark.clauses) if len(gold.clauses) == 2 else None,
                "same_span": (best.start, best.end) == (gold.span.start, gold.span.end),
            }
        )
    return records


def _clauses_right(ours: Sentence, gold: GoldSentence) -> bool:
    """Whether a sentence parts where people part it, into what they see in the parts."""
    theirs = [(span.start, span.end, kind) for span, kind in gold.clauses]
    return len(theirs) == len(ours.mark.clauses) and all(
        kind == part.kind.value and abs(start - part.start) <= _SLACK and abs(end - part.end) <= _SLACK
        for part, (start, end, kind) in zip(ours.mark.clauses, theirs, strict=True)
    )


def retrieve_all(shelf: Shelf, questions: Iterable[Question], tick: Callable[[], None]) -> Iterator[Record]:
    """Rank documents for every question by their best sentence."""
    for question in questions:
        ranked = dict.fromkeys(e.document_id for e in shelf.assistant.search(question.text, k=_RETRIEVED, closely=True))
        relevant = sorted({shelf.names[name] for name in question.sources})
        yield {"id": question.id, "ranked": list(ranked), "relevant": relevant}
        tick()
