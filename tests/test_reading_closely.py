"""What is found, read closely and weighed: shortlist, snippets, reader."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from conftest import LibraryOf
from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant, Document, Mark, MarkKind, Sentence
from assistant.adapted import LONGEST
from assistant.asking.finding.clues import clues, understand, voices_asked
from assistant.asking.finding.retrieve import retrieve
from assistant.asking.finding.shortlist import shortlist
from assistant.asking.judging.reader import load_reader
from assistant.asking.judging.snippets import Snippet, names_about, render, snippets
from assistant.asking.wording.names import key_names, same_person
from assistant.library.library import SECTION_PASSAGES


def sentence(text: str, voice: str | None = None, kind: MarkKind = MarkKind.FACT) -> Sentence:
    return Sentence(text, 0, len(text), None, Mark(kind, voice))


def snippet(title: str, *sentences: Sentence) -> Snippet:
    text, spans = render(title, sentences)
    return Snippet("d", tuple(range(len(sentences))), sentences, text, spans)


CANAL = snippet(
    "The canal at Orle",
    sentence("The canal at Orle was opened on 4 May 1911 by the mayor, Rosa Dahl.", "Ada Brun"),
    sentence("It is 37 kilometres long and carries 900 barges a year.", "Ada Brun"),
    sentence("“Nobody will miss it,” said Piet Vos, a farmer.", "Piet Vos, quoted by Ada Brun"),
)


@pytest.mark.parametrize(
    ("question", "answer", "short"),
    [
        ("How long is the canal at Orle?", 1, "37 kilometres"),
        ("When was the canal at Orle opened?", 0, "1911"),
        ("What did Piet Vos say about the canal?", 2, ""),
    ],
)
def test_the_reader_prefers_the_sentence_that_answers(question: str, answer: int, short: str) -> None:
    (row,) = load_reader().read(question, [CANAL])
    logits = [reading.logit if reading else -99.0 for reading in row]
    assert int(np.argmax(logits)) == answer
    if short:
        best = row[answer]
        assert best is not None and best.short is not None
        found = CANAL.sentences[answer].text[slice(*best.short)]
        assert short in found or found in short or short in CANAL.sentences[answer].text


def test_a_question_about_something_else_reads_worse_than_one_that_is_answered() -> None:
    reader = load_reader()

    def best(question: str) -> float:
        return max(reading.logit for reading in reader.read(question, [CANAL])[0] if reading)

    assert best("How long is the canal at Orle?") > best("Who composed the opera Carmen?") + 1


def test_readings_do_not_depend_on_what_else_is_read() -> None:
    other = snippet("Bread", sentence("A loaf costs three crowns in Marl."))
    alone = load_reader().read("How long is the canal?", [CANAL])[0]
    beside = load_reader().read("How long is the canal?", [other, CANAL, other])[1]
    assert [r.logit for r in beside if r] == pytest.approx([r.logit for r in alone if r], abs=0.3)


def test_what_is_too_long_to_read_has_no_reading_and_breaks_nothing() -> None:
    endless = snippet("T", sentence("word " * 3 * LONGEST), sentence("It is 37 kilometres long."))
    first, last = load_reader().read("how " * 2_000, [endless])[0]
    assert first is not None
    assert last is None


@given(st.lists(st.text(min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=5), st.text(max_size=30))
def test_rendered_spans_give_back_the_sentences(texts: list[str], title: str) -> None:
    text, spans = render(title, [sentence(words, "A B") for words in texts])
    assert [text[start:end] for start, end in spans] == [" ".join(words.split()) for words in texts]


def test_clues_tell_names_numbers_and_voices() -> None:
    asked = understand("What did Rosa Dahl say in 1911 about Orle?")
    assert asked.names == ("Rosa Dahl", "Orle")
    own, other = sentence("It will last.", "Rosa Dahl"), sentence("It will not.", "Piet Vos")
    wanted = voices_asked(asked, [own, other])
    assert wanted is not None and wanted(own) and not wanted(other)
    assert clues(asked, own, "Rosa Dahl of Orle, 1911", True) == (0.0, 0.0, 0.0, 1.0)
    assert clues(asked, other, "nothing of it", False) == (-1.0, -1.0, 0.0, -1.0)
    assert clues(understand("How many came?"), sentence("Some came."), "", None)[2] == -1.0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Dahl", "Rosa Dahl", True),
        ("Rosa Dahl", "Rosa Brun", False),
        ("the port authority", "Port Authority", True),
        ("", "Rosa", False),
    ],
)
def test_names_that_may_mean_one_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same


@pytest.fixture(scope="module")
def book(library_of: LibraryOf) -> Assistant:
    """One document far longer than a section, whose name for itself stands only at its beginning."""
    chapters = [
        f"Chapter {n} tells of the {word} that was built by hand in the year {1900 + n}. " * 12
        for n, word in enumerate("mill bridge tower harbour school tunnel market dam canal theatre".split())
    ]
    note = "A bakery in Marl sells bread. The bread costs three crowns a loaf."
    return library_of({"book.txt": "The Orle Chronicle\n\n" + "\n\n".join(chapters), "note.txt": note})


def test_sections_are_of_one_document_and_hold_the_words(book: Assistant) -> None:
    library = book._library
    found = library.sections("bread in Marl", 50)
    owners = [{p.document_id for p in library.catalogue.passages(ids)} for ids, _ in found]
    assert all(len(owner) == 1 for owner in owners)
    assert all(len(ids) <= SECTION_PASSAGES for ids, _ in found)
    assert found[0][1] == pytest.approx(1.0)
    assert library.sections("", 5) == library.sections("zzzz qqqq", 5) == []


def test_snippets_hold_each_listed_sentence_once(book: Assistant) -> None:
    library = book._library
    vector = book._encoder.encode_query("When was the harbour built?")
    listed = shortlist(
        library,
        "When was the harbour built?",
        vector,
        retrieve(library, "When was the harbour built?", vector, k=20),
        k=10,
    )
    places = [(s.document_id, p) for s in snippets(library, [one.place for one in listed]) for p in s.positions]
    assert len(places) == len(set(places))
    assert {one.place for one in listed} <= set(places)
    assert [one.order for one in listed] == sorted((one.order for one in listed), reverse=True)


def test_a_removed_document_leaves_the_sections_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The heron nests by the weir at Orle.")
    with Assistant.open(tmp_path / "data") as assistant:
        (result,) = assistant.add(tmp_path / "a.txt")
        assert assistant._library.sections("heron", 5)
        assistant.remove(str(result.document_id))
        assert assistant._library.sections("heron", 5) == []


def test_a_text_is_told_by_the_names_that_it_holds_most_often() -> None:
    text = (
        "Fees rose on Monday. Fees, said Ida Holm, are low in Orle. Holm runs the port of Orle, and Orle runs on fees. "
        "However, Piet Vos of Dun left in May."
    )
    assert key_names("A dear port", text) == ("Orle", "Ida Holm", "Piet Vos of Dun")
    assert key_names("The port of Orle", text) == ("Ida Holm", "Piet Vos of Dun")
    assert key_names("A dear port", "") == ()


@given(st.text(alphabet="AaÉé .’-\n", max_size=300))
def test_key_names_are_words_of_the_text_whatever_it_is(text: str) -> None:
    names = key_names("", text)
    assert len(names) == len(set(names)) <= 3
    assert all(name in text for name in names)


def test_a_long_documents_names_are_those_of_the_part_that_is_read() -> None:
    text = "The port of Orle is full. " * 600 + "The mill of Marling is shut. " * 600
    document = Document("d", text, "Notes")
    assert names_about(document, 0) == ("Orle",)
    assert names_about(document, len(text) - 1) == ("Marling",)
    told, spans = render("Notes", [sentence("It is shut.")], names_about(document, len(text) - 1))
    assert told == "Notes (Marling): It is shut."
    assert told[slice(*spans[0])] == "It is shut."
