"""What can be wrong with handwritten documents, checked without reading them for sense."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.schema import MarkKind
from eval.datasets.records import Record

__all__ = ["SPLITS", "find_faults"]

SPLITS = ("train", "dev", "test", "fresh")
MARKS = frozenset(str(kind) for kind in MarkKind if kind is not MarkKind.UNSURE)
TYPES = frozenset(("fact", "voice", "opinion", "two-sentence", "metadata", "conflict"))
NEAR_MISSES = frozenset(("absent", "false premise", "wrong person", "off-topic"))
FAULTS = frozenset(
    (
        "number changed,negated,person swapped,opinion as fact,quote misattributed,quote stitched,modality,scope,cause,"
        "role swap,time,comparison,unsupported,other"
    ).split(",")
)
FEWEST = {"questions": 8, "unanswerable": 6, "claims": 8}

Library = Mapping[str, Record]


def find_faults(documents: Sequence[Record]) -> list[str]:
    """Return everything wrong with the documents; empty if nothing is.

    Args:
        documents: Records of handwritten documents, each with an id of its own.
    """
    library = {document["id"]: document for document in documents}
    found = list(_together(documents))
    for document in documents:
        for check in _CHECKS:
            try:
                found += [f"{document['id']}: {fault}" for fault in check(document, library)]
            except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
                found.append(f"{document['id']}: malformed, {type(error).__name__} {error} in its {check.__name__[1:]}")
    return found


def _together(documents: Sequence[Record]) -> Iterator[str]:
    """Yield what keeps the splits from being apart: a group in several, or one text under two ids."""
    groups, texts = defaultdict(set), defaultdict(list)
    for document in documents:
        if document.get("group"):
            groups[str(document["group"])].add(str(document.get("split")))
        texts[str(document.get("text"))].append(document["id"])
    for group, splits in groups.items():
        if len(splits) > 1:
            yield f"group {group}: in several splits ({', '.join(sorted(splits))})"
    for same in texts.values():
        if len(same) > 1:
            yield f"{same[0]}: same text as {', '.join(same[1:])}"


def _head(document: Record, library: Library) -> Iterator[str]:
    if document["split"] not in SPLITS:
        yield f"split {document['split']!r} unknown"
    if not document["text"] or document["text"] != document["text"].strip():
        yield "text empty or with white space around it"
    if document.get("questions"):
        for key, fewest in FEWEST.items():
            # What is trained on may be asked about thinly; what is measured never is.
            if len(document.get(key, ())) < fewest and (document["split"] != "train" or key == "questions"):
                yield f"{len(document.get(key, ()))} {key}, fewer than {fewest}"


def _sentences(document: Record, library: Library) -> Iterator[str]:
    text, position = document["text"], 0
    for number, sentence in enumerate(document["sentences"]):
        start, end, kind, clauses = sentence["start"], sentence["end"], sentence["kind"], sentence.get("clauses") or ()
        yield from (f"sentence {number}: {fault}" for fault in _span(text, start, end, (position, len(text))))
        position, within = end, start
        if kind not in MARKS:
            yield f"sentence {number}: kind {kind!r} unknown"
        if (kind == "quotation") != bool(sentence.get("relayed_by")):
            yield f"sentence {number}: relayed_by belongs to quotations, and to all of them"
        if kind != "furniture" and not sentence.get("voice"):
            yield f"sentence {number}: no voice"
        if clauses and kind != "mixed":
            yield f"sentence {number}: clauses in a sentence that is not mixed"
        for clause in clauses:
            faults = _span(text, clause["start"], clause["end"], (within, end))
            yield from (f"sentence {number}: clause, {fault}" for fault in faults)
            within = clause["end"]
            if clause["kind"] not in MARKS:
                yield f"sentence {number}: clause kind {clause['kind']!r} unknown"


def _span(text: str, start: int, end: int, bounds: tuple[int, int]) -> Iterator[str]:
    if not bounds[0] <= start < end <= bounds[1]:
        yield f"span {start}–{end} out of order or outside {bounds[0]}–{bounds[1]}"
    elif text[start:end] != text[start:end].strip():
        yield f"span {start}–{end} begins or ends with white space"


def _questions(document: Record, library: Library) -> Iterator[str]:
    for number, question in enumerate(document.get("questions", ())):
        faults = list(_places(document, question["answers"], library))
        if question["type"] not in TYPES:
            faults.append(f"type {question['type']!r} unknown")
        if not faults:
            faults += _gold(question, library)
        yield from (f"question {number}: {fault}" for fault in faults)
    for number, question in enumerate(document.get("unanswerable", ())):
        if question["kind"] not in NEAR_MISSES:
            yield f"near miss {number}: kind {question['kind']!r} unknown"


def _followups(document: Record, library: Library) -> Iterator[str]:
    for number, followup in enumerate(document.get("followups", ())):
        faults = list(_places(document, followup["answers"], library))
        asked = [turn.rstrip().endswith("?") for turn in followup["history"]]
        if not asked or asked != [turn % 2 == 0 for turn in range(len(asked))]:
            faults.append("history is not question, answer, question, …")
        if not followup["standalone"].strip():
            faults.append("no standalone question")
        yield from (f"follow-up {number}: {fault}" for fault in faults)


def _claims(document: Record, library: Library) -> Iterator[str]:
    for number, claim in enumerate(document.get("claims", ())):
        if not claim["sentences"] or not all(0 <= place < len(document["sentences"]) for place in claim["sentences"]):
            yield f"claim {number}: sentences {claim['sentences']} unknown"
        fault = claim.get("fault")
        if claim["supported"] and fault:
            yield f"claim {number}: supported, yet with fault {fault!r}"
        if not claim["supported"] and fault not in FAULTS:
            yield f"claim {number}: fault {fault!r} unknown"


def _places(document: Record, answers: Sequence[Sequence[tuple[str, int]]], library: Library) -> Iterator[str]:
    if not answers or not all(answers):
        yield "no answer"
    for name, place in (place for together in answers for place in together):
        if name not in library:
            yield f"document {name!r} unknown"
        elif not 0 <= place < len(library[name]["sentences"]):
            yield f"sentence {place} of {name} unknown"
        elif library[name]["split"] != document["split"]:
            yield f"answer in {name}, which is of split {library[name]['split']!r}"


def _gold(question: Record, library: Library) -> Iterator[str]:
    """Yield where the gold mark, the short answer or the values do not match the sentences they name."""
    name, place = question["answers"][0][0]
    sentence = library[name]["sentences"][place]
    if (question["kind"], question.get("voice")) != (sentence["kind"], sentence.get("voice")):
        yield f"kind and voice are not those of sentence {place} of {name}"
    if question.get("short") and not any(
        question["short"] in _words(library, *place) for together in question["answers"] for place in together
    ):
        yield f"short answer {question['short']!r} in no answer sentence"
    if bool(question.get("values")) != (question["type"] == "conflict"):
        yield "values belong to conflicts, and to all of them"
    named = [tuple(place) for together in question["answers"] for place in together]
    for name, place, value in question.get("values", ()):
        if (name, place) not in named:
            yield f"value {value!r} of a sentence that is no answer"
        elif value.casefold() not in _words(library, name, place).casefold():
            yield f"value {value!r} not in sentence {place} of {name}"


def _words(library: Library, name: str, place: int) -> str:
    sentence = library[name]["sentences"][place]
    return str(library[name]["text"][sentence["start"] : sentence["end"]])


_CHECKS: tuple[Callable[[Record, Library], Iterator[str]], ...] = (_head, _sentences, _questions, _followups, _claims)
