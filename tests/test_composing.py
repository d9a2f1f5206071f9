from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import LibraryOf

from assistant import Assistant, MarkKind, Where
from assistant.asking.composing.compose import _shorts
from assistant.asking.composing.lists import listed
from assistant.asking.composing.telling import _REPLIES, _remarks, _with_support
from assistant.asking.finding.clues import understand, voices_asked
from assistant.asking.judging.lines import items_below, stands_above
from assistant.asking.judging.read import Judged
from assistant.asking.judging.reader import _whole_words, load_reader
from assistant.asking.judging.snippets import leans, snippets
from assistant.asking.judging.weigh import place_of
from assistant.asking.understanding.spelling import misspelt
from assistant.schema import Evidence, Mark, Sentence

TALK = """---
title: The quay at Osk
---
RUTH CALDER: Mr Holm, when did the quay at Osk open?

AXEL HOLM: The quay opened in May 2019. It was paid for by the county. But it has never been dredged.

RUTH CALDER: Did you ever think of resigning over the quay at Osk?

AXEL HOLM: Yes, once, in the winter after the flood.

RUTH CALDER: What do you make of the engineer, Mrs Vik?

AXEL HOLM: I admire Berit Vik. She is the best engineer that this coast has had.
"""


@pytest.fixture(scope="module")
def talk(library_of: LibraryOf) -> Assistant:
    return library_of({"talk.md": TALK})


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("But she loves her town.", True),
        ("“It was simply too hot.", True),
        ("However, he left.", True),
        ("The second was dated in May.", True),
        ("The second bus leaves at six.", False),
        ("But Ida Holm left.", False),
        ("Therefore the quay was closed.", False),
        ("Neither has been charged.", True),
        ("Neither Holm nor Vik came.", False),
        ("“One of them left.", True),
        ("One of the boats left.", False),
        ("Nor was the quay.", True),
        ("Perhaps.", True),
        ("Perhaps it rains.", False),
    ],
)
def test_what_points_back_leans(text: str, *, back: bool) -> None:
    assert leans(text) is back


def test_words_of_another_do_not_come_under_the_voice_of_what_leans_on_them(tmp_path: Path) -> None:
    column = """---
title: Save the lido
author: Henrik Aas
type: opinion
---
"We have patched it for nine winters," the manager, Dev Rao, told me. "The pump is older than I am."

It would be shameful to let the lido close.

The lido opened in 1931. It has two pools.
"""
    (tmp_path / "column.md").write_text(column, encoding="utf-8")
    with Assistant.open(tmp_path / "data") as assistant:
        assistant.add(tmp_path / "column.md")
        held = {item.text: item for item in assistant.search("Should the lido with two pools close?", k=20)}
        shame, pools = held["It would be shameful to let the lido close."], held["It has two pools."]
        assert _supported(assistant, shame) == [shame.position]
        assert _supported(assistant, pools) == [pools.position - 1, pools.position]


def _supported(assistant: Assistant, item: Evidence) -> list[int]:
    document = assistant.document(item.document_id)
    return _with_support(document, assistant.sentences(item.document_id), item, only_facts=False)


def test_a_byline_does_not_answer_who_did_what_the_article_tells_of(tmp_path: Path) -> None:
    article = """Seaplane lands in the harbour of Osk

By Ruth Hale

A seaplane landed in the harbour of Osk on Monday after its engine failed. Nobody was hurt.
"""
    (tmp_path / "seaplane.txt").write_text(article, encoding="utf-8")
    with Assistant.open(tmp_path / "data") as assistant:
        assistant.add(tmp_path / "seaplane.txt")
        assert "By Ruth Hale" not in [item.text for item in assistant.search("Who was the pilot of the seaplane?")]
        assert "By Ruth Hale" in [item.text for item in assistant.search("What did Ruth Hale write?")]


def test_a_sentence_brings_all_that_it_leans_on(talk: Assistant) -> None:
    first = talk.ask("Has the quay at Osk ever been dredged?").statements[0]
    assert first.text.startswith("The quay opened in May 2019. It was paid for")
    assert first.text.endswith("it has never been dredged.")
    assert first.citations[0].quote == "The quay opened in May 2019."


def test_an_answer_that_says_little_comes_with_what_was_asked(talk: Assistant) -> None:
    answer = talk.ask("Did Axel Holm think of resigning?")
    assert answer.statements[0].text.startswith("Yes, once")
    assert answer.notes == ("“Yes” was said in reply to “Did you ever think of resigning over the quay at Osk?”",)


def test_only_facts_are_shown_where_only_facts_are_asked_for(talk: Assistant) -> None:
    for question in ("Who is the best engineer?", "Has the quay ever been dredged?", "When did the quay open?"):
        answer = talk.ask(question, where=Where(only_facts=True))
        assert {statement.mark.kind for statement in answer.statements} <= {MarkKind.FACT}


def test_a_view_is_asked_of_whoever_holds_it_and_not_of_whom_it_is_about() -> None:
    sentences = [Sentence("I like it.", 0, 10, None, Mark(MarkKind.OPINION, name)) for name in ("Ida Vik", "Axel Holm")]
    wanted = voices_asked(understand("What does Axel Holm think of Ida Vik?"), sentences)
    assert wanted and [wanted(sentence) for sentence in sentences] == [False, True]


def test_a_misspelt_name_is_read_as_the_documents_write_it(talk: Assistant) -> None:
    answer = talk.ask("What does Axel Holm say about Berit Vik of Osk and Callder?")
    assert answer.standalone_question.endswith("and Calder?") or "CALDER" in answer.standalone_question
    assert talk.ask("What does Axel Holm say about Berit Valk?").standalone_question.endswith("Berit Valk?")


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Hofman", "Hoffmann", False),
        ("Hofmann", "Hoffmann", True),
        ("Lavorv", "Lavrov", True),
        ("Simon", "Simone", False),
        ("Christian", "Christina", False),
        ("Johnson", "Johnston", False),
        ("Russia", "Russian", False),
    ],
)
def test_another_name_is_no_slip(name: str, other: str, same: bool) -> None:
    assert misspelt(name, other) is same


def test_what_says_enough_is_no_reply() -> None:
    assert _REPLIES.match("Yes, once.")
    assert _REPLIES.match("Twice a year.")
    assert not _REPLIES.match("No other port in the gulf handles grain from the north.")
    assert not _REPLIES.match("Once the dam was finished, the river rose by two metres.")


def test_of_a_long_question_beginning_and_end_are_read() -> None:
    read = load_reader()._encoder._shortened(f"Of the quay at Osk: {'well, ' * 200}who paid for it?")
    assert read.startswith("Of the quay at Osk") and read.endswith("who paid for it?")
    assert len(read) < 400


REPORT = """# The pool at Osk

By Ruth Calder

The pool at Osk closed in March. It may well be the saddest building on this coast. "They could have saved it with one
new boiler," says Ida Vik, who swam there. Her club had four hundred members.

Mr Aas wants a new pool. He says that it should be heated. There are two plans for it. It was agreed that both will be
shown. It is "a muddle", says Mr Aas.

The boiler was made in Bergen. It weighed nine tonnes. It came by ship. It burned oil.
"""
MINUTES = """Osk Harbour Committee

Minutes of the meeting held on 4 March 2024

Mrs Vik reported that the quay was open again.

Mr Holm asked why the crane on the north quay had been sold. Mrs Vik said that it had been too small for the new ships.

Miss Lund asked whether dogs were allowed on the pier. The pier was painted in May.
"""


@pytest.fixture(scope="module")
def pool(library_of: LibraryOf) -> Assistant:
    return library_of({"pool.md": REPORT, "minutes.txt": MINUTES})


def _brought(assistant: Assistant, text: str) -> int:
    """Return how many sentences a sentence brings along."""
    (item,) = (each for each in assistant.search(text, k=30) if each.text.startswith(text))
    return len(_supported(assistant, item)) - 1


def test_what_would_be_shown_as_the_narrators_stays_under_the_name_of_whoever_said_it(pool: Assistant) -> None:
    assert _brought(pool, '"They could') == 0
    said = pool.ask("What does Ida Vik say about the boiler?").statements[0]
    assert said.mark.voice == "Ida Vik, quoted by Ruth Calder"


def test_who_is_named_as_voice_and_what_points_at_nothing_bring_nothing(pool: Assistant) -> None:
    assert [_brought(pool, text) for text in ("He says", "There are two", "It was agreed")] == [0, 0, 0]


def test_what_leans_on_nothing_but_what_leans_in_turn_stands_alone(pool: Assistant) -> None:
    assert [_brought(pool, text) for text in ("It weighed", "It came", "It burned")] == [1, 2, 0]


def test_a_question_told_of_comes_with_what_was_answered(pool: Assistant) -> None:
    answer = pool.ask("For what reason was the crane on the north quay sold?")
    texts = [statement.text for statement in answer.statements]
    assert "Mrs Vik said that it had been too small for the new ships." in texts
    reply = pool.ask("What did Mrs Vik say about the ships?")
    assert reply.statements[0].text == "Mrs Vik said that it had been too small for the new ships."
    assert any("in reply to “Mr Holm asked why the crane" in note for note in reply.notes)
    dogs = pool.ask("Are dogs allowed on the pier?")
    assert "The pier was painted in May." not in [statement.text for statement in dogs.statements]


def test_what_is_not_brought_is_told_of_within_a_paragraph() -> None:
    before = Sentence("The hull is tarred by hand.", 0, 27, None, Mark(MarkKind.OPINION, None))
    own = Sentence("“It is slower than paint,” said Ida Vik.", 28, 68, None, Mark(MarkKind.QUOTATION, "Ida Vik"))
    (note,) = _remarks([before, own], 1, only_facts=False)
    assert note == "“‘It is slower than paint,’ said Ida Vik.” follows “The hull is tarred by hand.”"
    assert not list(_remarks([before, own], 1, only_facts=True))
    assert not list(_remarks([before, replace(own, start=29, end=69)], 1, only_facts=False))


def test_all_of_a_matter_is_more_than_the_sentence_that_names_it(pool: Assistant) -> None:
    texts = [one.text for one in pool.ask("Tell me about the boiler").statements]
    at = texts.index("The boiler was made in Bergen.")
    assert texts[at + 1 : at + 3] == ["It weighed nine tonnes.", "It came by ship."]
    assert "It weighed nine tonnes." not in [one.text for one in pool.ask("Where was the boiler made?").statements]


def test_a_reply_that_leans_on_what_was_asked_comes_with_it(talk: Assistant) -> None:
    sentences = [
        Sentence(
            "The county says the quay cannot be insured.", 0, 10, "Ruth Calder", Mark(MarkKind.QUOTATION, "county")
        ),
        Sentence(
            "That is true, and it is a pity for us all.", 11, 20, "Axel Holm", Mark(MarkKind.OPINION, "Axel Holm")
        ),
    ]
    (note,) = _remarks(sentences, 1, only_facts=False)
    assert note.endswith("was said in reply to “The county says the quay cannot be insured.”")


WALL = """# The wall at Senn

By Lotte Marn

The old sea wall at Senn gave way in January, and the town has talked of nothing else since.

## Where the otters went

Some sixty of them lived under the stones. They were fed by a retired diver called Piet Vos.

## The money

A new wall will take three summers and nine million crowns.
"""
HEARING = """A talk about the wall at Senn

Jon Aas: The new wall was approved by eleven votes, and everybody was glad of it.

Rosa Dahl: By one vote. Ten of them came in too late.

Jon Aas: Were you there?

Rosa Dahl: I was the one.

Jon Aas: You were called a saboteur by Judge Lind.

Rosa Dahl: By him, yes.
"""


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("wall")
    (folder / "wall.md").write_text(WALL, encoding="utf-8")
    (folder / "hearing.txt").write_text(HEARING, encoding="utf-8")
    with Assistant.open(folder / "data") as assistant:
        assistant.add(folder / "wall.md", folder / "hearing.txt")
        yield assistant


@pytest.mark.parametrize("question", ["What about the otters?", "otters", "Tell me about the otters"])
def test_what_stands_below_a_heading_tells_of_its_matter(wall: Assistant, question: str) -> None:
    texts = [statement.text for statement in wall.ask(question).statements]
    assert texts[:2] == [
        "Some sixty of them lived under the stones.",
        "They were fed by a retired diver called Piet Vos.",
    ]


def test_what_an_interviewer_puts_to_somebody_comes_with_the_reply(wall: Assistant) -> None:
    texts = [statement.text for statement in wall.ask("By how many votes was the new wall approved?").statements]
    assert texts[0].startswith("The new wall was approved by eleven votes")
    assert "By one vote." in texts


def test_a_short_reply_to_what_an_interviewer_states_comes_with_it(wall: Assistant) -> None:
    (document,) = (each for each in wall.documents() if "talk" in each.title)
    sentences = list(wall.sentences(document.id))
    (reply,) = (number for number, each in enumerate(sentences) if each.text == "By him, yes.")
    (note,) = _remarks(sentences, reply, only_facts=False)
    assert note == "“By him, yes” was said in reply to “You were called a saboteur by Judge Lind.”"


def test_who_somebody_is_takes_more_than_a_name(wall: Assistant) -> None:
    statement = wall.ask("Who is Piet Vos?").statements[0]
    assert "retired diver" in statement.text
    assert statement.highlight is None


@pytest.mark.parametrize(
    ("text", "found", "short"),
    [
        ("Three hundred and six of them sank.", "Three hundred", "Three hundred and six"),
        ("About seventeen thousand came.", "seventeen", "seventeen thousand"),
        ("It took sixty-two hours.", "two", "sixty-two"),
        ("Six and a half came.", "Six", "Six"),
        ("Some 88 per cent came.", "88 per", "88 per cent"),
        ("It was led by the skipper Ida Holm.", "skipper Ida", "skipper Ida Holm"),
        ("The loss of £835 was due to rain.", "835", "£835"),
        ("It was led by Brentwood Lind, a skipper.", "wood", "Brentwood Lind"),
    ],
)
def test_a_number_or_a_name_is_highlighted_whole(text: str, found: str, short: str) -> None:
    start = text.index(found)
    assert text[slice(*_whole_words(text, (start, start + len(found)), (0, len(text))))] == short


FLEET = """# The boats of Senn

By Lotte Marn

The line has carried people since 1921 and is owned by the town.

## Boats

| Boat | Built | Length | Seats |
|---|---|---|---|
| Corrie | 1992 | 84 m | 400 |
| Dunlin | 2004 | 96 m | 520 |

The line serves three islands:

- Orle, four times a day
- Vesk, twice a day
- Halm, in summer only

## What may not be brought on board

- glass bottles
- dogs without a lead
- bicycles on Sundays

Perhaps.

Lotte Marn
Senn, 4 May
"""


@pytest.fixture(scope="module")
def fleet(library_of: LibraryOf) -> Assistant:
    return library_of({"fleet.md": FLEET})


def _shown_with(fleet: Assistant, words: str) -> list[str]:
    """Return the sentences that stand in a statement with the one that has some words."""
    (document,) = fleet.documents()
    sentences = list(fleet.sentences(document.id))
    position = next(number for number, each in enumerate(sentences) if words in each.text)
    return [sentences[p].text for p in stands_above(document, sentences, position)]


def test_a_row_and_an_item_come_with_what_stands_above_them(fleet: Assistant) -> None:
    assert _shown_with(fleet, "Dunlin") == ["Boats", "Boat\tBuilt\tLength\tSeats"]
    assert _shown_with(fleet, "Vesk") == ["The line serves three islands:"]
    assert _shown_with(fleet, "dogs") == ["What may not be brought on board"]
    for words in ("since 1921", "serves three", "Boat\t", "Perhaps", "Senn, 4 May"):
        assert _shown_with(fleet, words) in ([], ["Boats"])


def test_a_row_is_read_and_shown_below_its_first_row(fleet: Assistant) -> None:
    (statement, *_) = fleet.ask("When was the Dunlin built?").statements
    assert statement.text.endswith("Boat\tBuilt\tLength\tSeats Dunlin\t2004\t96 m\t520")
    assert statement.highlight and statement.text[slice(*statement.highlight)] == "2004"
    assert statement.mark.kind is not MarkKind.FURNITURE
    (document,) = fleet.documents()
    row = next(n for n, each in enumerate(fleet.sentences(document.id)) if "Dunlin" in each.text)
    (read,) = snippets(fleet._library, [(document.id, row)])
    assert "Boat Built Length Seats" in read.text and read.positions[-1] == row


def test_a_list_is_shown_whole_where_it_is_asked_for(fleet: Assistant) -> None:
    texts = [statement.text for statement in fleet.ask("Which islands does the line serve?").statements]
    for island in ("Orle, four times a day", "Vesk, twice a day", "Halm, in summer only"):
        assert any(text.endswith(island) for text in texts)  # the first may stand with the line above the list
    (document,) = fleet.documents()
    sentences = list(fleet.sentences(document.id))
    dogs = next(number for number, each in enumerate(sentences) if "dogs" in each.text)
    for question, many in (("What may not be brought on board?", 3), ("How long must a lead be?", 0)):
        assert len(listed(understand(question), document, sentences, dogs)) == many
    assert items_below(document, sentences, len(sentences) - 2) == []


def test_a_mere_perhaps_answers_nothing(fleet: Assistant) -> None:
    assert "Perhaps." not in [item.text for item in fleet.search("Will the town perhaps sell the line?", k=30)]


def test_whom_somebody_means_is_not_himself(talk: Assistant) -> None:
    item = next(each for each in talk.search("Who admires Berit Vik?", k=20) if "I admire" in each.text)
    name = item.text.index("Berit Vik")
    judged = Judged([item], 0.9, 1.0, shorts={place_of(item): (name, name + len("Berit Vik"))})
    assert _shorts(understand("Whom does Berit Vik admire?"), judged) == {}
    assert _shorts(understand("Whom does Axel Holm admire?"), judged) == judged.shorts
    assert _shorts(understand("Who is admired, Berit Vik or Ruth Calder?"), judged) == judged.shorts
