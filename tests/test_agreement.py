"""What sources say of one matter: values they agree on, values that differ, and what must not be taken for either."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from conftest import LibraryOf

from assistant import Answer, Assistant, Document, MarkKind, Passage, Where
from assistant.asking.composing.agreement import names_around
from assistant.asking.composing.second_look import look_again
from assistant.asking.composing.values import counterpart, differ, value_of, values_in
from assistant.asking.finding.clues import understand
from assistant.library.catalogue import Catalogue


def values(question: str, text: str, short: str) -> list[tuple[str, float]]:
    start = text.index(short)
    found = value_of(understand(question), text, (start, start + len(short)))
    return [(value.kind, number) for value in found for _, number in value.numbers]


@pytest.mark.parametrize(
    ("question", "text", "short", "expected"),
    [
        ("How many went?", "About four thousand of us climbed.", "four", [("amount", 4000)]),
        ("How many were shut?", "She wrote down fifty-three closures.", "three", [("amount", 53)]),
        ("How heavy is it?", "The pump weighs 1.1 kilograms.", "1.1 kilograms", [("amount", 1100)]),
        ("What did the Swiss pay?", "It came with 3.5m Swiss francs.", "francs", [("amount", 3.5e6)]),
        ("By what margin?", "It passed by 17 votes to 13.", "17 votes", [("amount", 17), ("amount", 13)]),
        ("When was it reported?", "It was reported on 4 March 1911.", "4", [("month", 3), ("day", 97), ("year", 1911)]),
        ("When did it sail?", "The Amsel sailed on March 4.", "March 4", [("month", 3), ("day", 97)]),
        ("At what time?", "Crews were told at 11:40.", "40", [("clock", 700)]),
        ("At what time?", "The siren went at half past six in the evening.", "six", [("clock", 390)]),
        ("On which day is it closed?", "It is shut on Thursdays.", "Thursdays", [("weekday", 3)]),
        ("How many were fined?", "On Thursday 12 were fined.", "12", [("amount", 12)]),
        ("How old was she?", "The skipper, a woman of 41 known as Ruth, swam.", "41", [("amount", 41 * 365)]),
        ("How many were paid?", "By mid-March 29 families were paid.", "29 families", [("amount", 29)]),
        ("What is the rate?", "The rate is now 23.25 per cent.", "23.25", [("amount", 23.25)]),
        ("How long will it take?", "It costs £1.4 million and takes 60 days.", "1.4 million", []),
        ("How long will it take?", "It costs £3 and will take a year.", "take a year", [("amount", 365)]),
        ("How many cups a day?", "There are 30 swims a year.", "30 swims a year", [("amount", 30)]),
        ("How many people work there?", "It pays £900 for 3 weeks.", "£900 for 3 weeks", []),
        ("How many weeks did it last?", "It lasted 3 weeks and cost £900.", "3 weeks", [("amount", 21)]),
        ("Why did it fail?", "A bearing had seized.", "bearing", []),
        ("Who bought the mill?", "It went to Ida Holm for 4 million euros.", "Ida Holm for 4 million", []),
        ("How many boats were weighed?", "No other boat was weighed.", "No other boat", [("amount", 0)]),
        ("How many boats were weighed?", "There was no hurry.", "no hurry", []),
        ("How much was it – and why?", "A bearing had seized for 3 days.", "seized for 3 days", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_value_is_read_whole(question: str, text: str, short: str, expected: list[tuple[str, float]]) -> None:
    found = values(question, text, short)
    assert [kind for kind, _ in found] == [kind for kind, _ in expected]
    assert [number for _, number in found] == pytest.approx([number for _, number in expected])


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("It weighs 900 grams.", "It weighs 1.4 kilograms.", True),
        ("It weighs 1,400 grams.", "It weighs 1.4 kilograms.", False),
        ("It takes 12 days.", "It takes 12 tonnes.", None),
        ("Twelve boats came.", "There came 12.", False),
        ("It lasted ten weeks.", "It lasted six months.", True),
        ("It lasted 200 days.", "It lasted 201 days.", True),
        ("It lasted 52 weeks.", "It lasted a year and no more than 1 year.", False),
        ("There came 2.8 million passengers.", "It cost 2.3 million pounds.", None),
        ("It left at 18:40 on 13 March.", "It left at 18:55.", True),
        ("Some 400 came.", "There came 396.", False),
        ("It passed by 17 votes to 13.", "It passed by 16 to 14.", True),
        ("One tanker in five is tested.", "One tanker in twenty is tested.", True),
        ("It cost 9 euros.", "It cost 9 million euros.", None),
        ("It opened on 4 May.", "It opened on 6 May 1911.", True),
        ("It opened in 1911.", "It opened on 6 May 1911.", False),
        ("It opened at noon.", "It opened at 12:00.", False),
        ("It opened at 9 p.m.", "It opened at nine in the evening.", False),
        ("It opened at 9 p.m.", "It opened at nine in the morning.", True),
        ("It opened at 9.20 p.m.", "It opened at 21:30.", True),
        ("It opened shortly before noon.", "It opened at 11:50.", False),
        ("It opened on Monday.", "It opened on a Tuesday.", True),
        ("It lies 10 miles off.", "It lies 16.1 kilometres off.", False),
        ("It opened in May.", "It opened in June.", True),
        ("It opened in 1911.", "It opened in 1984.", None),
        ("It was open from 10 to 14 May.", "It was open until 14 May.", False),
        ("It was open from 10 to 14 May.", "It was open until 16 May.", True),
    ],
)
def test_values_differ_only_where_they_can_be_told_of_one_thing(one: str, other: str, apart: bool | None) -> None:
    asked = understand("How much was it, and when?")
    assert differ(values_in(asked, one), values_in(asked, other)) is apart
    assert differ(values_in(asked, other), values_in(asked, one)) is apart


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Two people were hurt.", "Nobody was hurt.", True),
        ("Two people were hurt.", "No people are reported to be hurt.", True),
        ("Two people were hurt.", "There was no fire.", None),
        ("Nobody was hurt.", "No one was hurt.", False),
    ],
)
def test_none_of_what_is_counted_is_a_number_of_it(one: str, other: str, apart: bool | None) -> None:
    asked = understand("How many people were hurt?")
    assert differ(values_in(asked, one), values_in(asked, other)) is apart
    assert differ(values_in(asked, other), values_in(asked, one)) is apart


def test_a_name_that_is_asked_for_is_the_value_though_a_number_stands_beside_it() -> None:
    text = "A panel of five in Sonnau took it."
    (value,) = value_of(understand("Which port took it?"), text, (text.index("Sonnau"), text.index(" took")))
    assert value.name == {"sonnau"}


def test_the_counterpart_of_a_number_is_what_counts_the_same() -> None:
    asked = understand("How many tonnes may be landed?")
    ours = values_in(asked, "The ceiling is 34,500 tonnes.")
    (theirs,) = counterpart(ours, values_in(asked, "It is capped at 36,000 tonnes, and 41 boats share it."))
    assert theirs.numbers == (("gram", 36_000e6),)


def test_the_counterpart_of_a_time_may_be_the_hours_from_it_on() -> None:
    asked = understand("When does the mill open?")
    ours = values_in(asked, "It opens at 9 a.m.")
    for text, apart in (("It is open from 10:00 to 18:00.", True), ("It is open from 9:00 to 18:00.", False)):
        assert differ(ours, counterpart(ours, values_in(asked, text))) is apart
    assert counterpart(ours, values_in(asked, "It is open at 10:00, and guests come at 18:00.")) == []


def test_only_the_beginning_of_an_endless_sentence_is_looked_at() -> None:
    assert len(values_in(understand("How many?"), "1 boat, " * 100_000)) < 1_000


def test_a_word_that_opens_a_sentence_is_no_name() -> None:
    asked = understand("Which city hosts the body?")
    assert value_of(asked, "Power is only part of it.", (0, 5)) == []
    (name,) = value_of(asked, "Its seat is in Tromsø.", (15, 21))
    assert name.name == {"tromsø"}


def told(folder: Path, question: str, **papers: str) -> Answer:
    """Ask a library of papers, each of one article; underscores in their names are spaces."""
    for name, text in papers.items():
        (folder / f"{name}.md").write_text(f"---\ntitle: {name.replace('_', ' ')}\n---\n{text}\n", encoding="utf-8")
    with Assistant.open(folder / "data") as assistant:
        assistant.add(*sorted(folder.glob("*.md")))
        return assistant.ask(question)


MORNING = (
    "The lift bridge at Marling stuck on Friday with a coal barge below it. The bridge master, Ines Kolde, blamed a "
    "bearing. Traffic to Sonnau was sent round by the Weiler ferry. {} Divers from Sonnau will look at the piers."
)
EVENING = (
    "Marling is cut in two again, and nobody in Sonnau is surprised. Ines Kolde says the lift bridge is old, which it "
    "was last year too. {} The Weiler ferry has doubled its fare meanwhile."
)


@pytest.mark.parametrize(
    ("question", "one", "other", "said"),
    [
        (
            "On what day will the lift bridge at Marling open again?",
            "The lift bridge at Marling is to open again on 4 March.",
            "The bridge will be open again on 12 March, if one believes the town hall.",
            ("4 March", "12 March"),
        ),
        (
            "How many cars were waiting at the lift bridge in Marling?",
            "At noon 140 cars were waiting at the bridge.",
            "I counted ninety cars that were waiting at the bridge.",
            ("140", "ninety"),
        ),
        (
            "How heavy is the broken bearing of the Marling lift bridge?",
            "The broken bearing weighs 900 kilograms.",
            "The bearing that broke weighs 1.4 tonnes.",
            ("900 kilograms", "1.4 tonnes"),
        ),
        (
            "In which town was the new bearing for the Marling bridge cast?",
            "The new bearing was cast in Perlau.",
            "The new bearing for the bridge was cast in Ostrand.",
            ("Perlau", "Ostrand"),
        ),
        (
            "At what time did the lift bridge at Marling stick?",
            "The lift bridge stuck at 4 p.m. with its deck in the air.",
            "It was half past five when the lift bridge stuck.",
            ("4 p.m.", "half past five"),
        ),
        (
            "Who is the head of the inquiry into the Marling lift bridge?",
            "The head of the inquiry into the bridge is Judge Peter Amsel.",
            "Mrs Nora Tiedt is the head of the inquiry into the lift bridge.",
            ("Peter Amsel", "Nora Tiedt"),
        ),
        (
            "Did the lift bridge at Marling carry lorries on Friday?",
            "Lorries were carried by the lift bridge on Friday.",
            "The lift bridge did not carry a single lorry on Friday.",
            ("Lorries", "not carry a single lorry"),
        ),
        (
            "Is the lift bridge at Marling open to boats?",
            "The lift bridge is open to boats, the town hall says.",
            "The lift bridge is still closed to boats.",
            ("open to boats", "closed to boats"),
        ),
        (
            "How many people were hurt at the Marling lift bridge?",
            "Three people were hurt at the lift bridge, two of them by the barge.",
            "Two people were hurt at the lift bridge.",
            ("Three", "Two"),
        ),
        (
            "How many people were hurt at the Marling lift bridge?",
            "Three people were hurt at the lift bridge.",
            "Nobody was hurt at the lift bridge.",
            ("Three", "Nobody"),
        ),
    ],
    ids=[
        "dates",
        "numbers in words",
        "units",
        "places",
        "times of day",
        "persons",
        "yes and no",
        "opposites",
        "some of them",
        "none",
    ],
)
def test_that_sources_differ_is_said_with_both_values(
    tmp_path: Path, question: str, one: str, other: str, said: tuple[str, str]
) -> None:
    answer = told(tmp_path, question, Morning_Post=MORNING.format(one), Evening_Echo=EVENING.format(other))
    (note,) = answer.notes
    assert note.startswith("The sources differ")
    assert all(value in note for value in said)
    assert {c.title for s in answer.statements for c in s.citations} == {"Morning Post", "Evening Echo"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("At noon 140 cars were waiting at the bridge.", "A hundred and forty cars were waiting at the bridge."),
        ("At noon some 400 cars were waiting at the bridge.", "There were 396 cars waiting at the bridge."),
        ("At noon 140 cars were waiting at the bridge.", "Waiting cars rose from 140 at noon to 180 by one o’clock."),
        ("Of the 140 cars at the bridge at noon, 90 were waiting.", "At noon there were 140 cars at the bridge."),
        (
            "At noon 140 cars were waiting at the bridge.",
            "At noon 90 cars were waiting at the lift bridge unpaid. At noon 140 cars were waiting there.",
        ),
    ],
    ids=["spelled out", "rounded", "both told", "both told by the other", "agreed elsewhere"],
)
def test_the_same_told_otherwise_is_no_difference(tmp_path: Path, one: str, other: str) -> None:
    question = "How many cars were waiting at the lift bridge in Marling at noon?"
    answer = told(tmp_path, question, Morning_Post=MORNING.format(one), Evening_Echo=EVENING.format(other))
    assert not answer.abstained
    assert answer.notes == ()


def test_what_is_told_of_another_place_is_no_difference(tmp_path: Path) -> None:
    other = (
        "In Corvell the ring road was closed after a landslide. The mayor, Tomas Elb, asked for patience. At noon 90 "
        "cars were waiting at the tunnel. The Institute of Roads will report in June."
    )
    one = MORNING.format("At noon 140 cars were waiting at the bridge.")
    answer = told(tmp_path, "How many cars were waiting at the bridge at noon?", Morning_Post=one, Corvell_News=other)
    assert "140" in answer.statements[0].text
    assert answer.notes == ()


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        (
            "Who won the Corvin Prize?",
            "The jury met in May. Ilse Marn won the prize with a novel. The Corvin Prize is given by Sonnau.",
            "Jan Ross won the Teller Prize with his poems. The jury met in May. The prize is given by Sonnau.",
        ),
        (
            "How many hectares does Vester Park in Sonnau have?",
            "Sonnau has planted trees in Vester Park. The park has 36 hectares and a pond.",
            "Sonnau has planted trees in Alder Park, too. The park has 12 hectares and no pond.",
        ),
    ],
    ids=["a prize", "a park"],
)
def test_a_document_that_never_names_what_is_asked_about_is_no_difference(
    tmp_path: Path, question: str, text: str, other: str
) -> None:
    answer = told(tmp_path, question, Morning_Post=text, Evening_Echo=other)
    assert answer.statements[0].citations[0].title == "Morning Post"
    assert answer.notes == ()


def test_a_name_may_stand_in_the_title_alone(tmp_path: Path) -> None:
    other = "Ninety cars were waiting at the lift bridge. Ines Kolde asks for patience. The Weiler ferry is full."
    one = MORNING.format("At noon 140 cars were waiting at the lift bridge of Marling.")
    question = "How many cars were waiting at the lift bridge in Marling?"
    (note,) = told(tmp_path, question, Morning_Post=one, Marling_Crier=other).notes
    assert "140" in note
    assert "Ninety" in note


def test_who_agrees_in_words_or_an_opinion_is_shown_under_a_mark_of_its_own(tmp_path: Path) -> None:
    one = MORNING.format("The bridge rests on nine pillars.")
    other = EVENING.format("“The bridge rests on nine pillars, as anybody can count,” said Ines Kolde.")
    answer = told(tmp_path, "On how many pillars does the bridge rest?", Morning_Post=one, Evening_Echo=other)
    assert answer.notes == ()
    assert {c.title for s in answer.statements for c in s.citations} == {"Morning Post", "Evening Echo"}
    assert {len({c.title for c in s.citations}) for s in answer.statements} == {1}


@pytest.mark.parametrize(
    ("asked", "one"),
    [
        ("in the flood of 2014", "In the flood of 2014 some 60 cars were waiting at the bridge."),
        ("for the Lindquist rally", "On the day of the Lindquist rally 60 cars were waiting at the bridge."),
    ],
    ids=["a year", "a name"],
)
def test_what_is_asked_of_something_that_only_one_source_names_is_no_difference(
    tmp_path: Path, asked: str, one: str
) -> None:
    other = "At noon ninety cars were waiting at the bridge."
    question = f"How many cars were waiting at the bridge in Marling {asked}?"
    answer = told(tmp_path, question, Morning_Post=MORNING.format(one), Evening_Echo=EVENING.format(other))
    assert "60" in answer.statements[0].text
    assert answer.notes == ()


def test_that_two_sources_differ_is_said_once(tmp_path: Path) -> None:
    one = "On Friday 140 cars were waiting at the bridge. No fewer than 140 cars had to wait at the lift bridge."
    other = "I counted ninety cars that were waiting at the bridge. Ninety cars waited at the lift bridge."
    question = "How many cars were waiting at the lift bridge in Marling?"
    answer = told(tmp_path, question, Morning_Post=MORNING.format(one), Evening_Echo=EVENING.format(other))
    assert len(answer.notes) == 1


def test_what_another_source_says_of_the_same_is_shown_though_it_cannot_be_compared(tmp_path: Path) -> None:
    answer = told(
        tmp_path,
        "Why did the lift bridge at Marling stick?",
        Morning_Post=MORNING.format("The lift bridge stuck because a gull had nested in the gears."),
        Evening_Echo=EVENING.format("The lift bridge stuck because thieves had cut a copper cable."),
    )
    assert {"gears", "cable"} <= {word.strip(".") for s in answer.statements for word in s.text.split()}
    assert answer.notes == ()


@pytest.fixture(scope="module")
def papers(library_of: LibraryOf) -> Assistant:
    texts = {
        "Morning Post": MORNING.format("Repairs of the bridge have been put at 1.8 million crowns."),
        "Evening Echo": EVENING.format("The town has released 2.4 million crowns for the repairs of the bridge."),
        "Corvell News": "The tunnel at Corvell has been shut. Tomas Elb put repairs of the tunnel at 3 million crowns.",
    }
    return library_of({f"{name}.md": f"---\ntitle: {name}\n---\n{text}\n" for name, text in texts.items()})


QUESTION = "What is the bill for putting the Marling lift bridge right?"


def test_a_second_look_finds_what_is_worded_like_the_answer_and_not_like_the_question(papers: Assistant) -> None:
    judged = papers._judge.judge(QUESTION, None, 1, 1, {})  # one sentence is read
    assert "1.8 million" in judged.evidence[0].text
    again = look_again(papers._library, QUESTION, judged)
    assert any("2.4 million" in item.text for item in again.beside)
    assert {item.title for item in again.beside} == {"Evening Echo"}  # the tunnel is another matter
    assert all((item.document_id, item.position) in again.logits for item in again.beside)


def test_a_second_look_keeps_to_the_filter(papers: Assistant) -> None:
    judged = papers._judge.judge(QUESTION, None, 1, 1, {})
    only = Where(documents=(judged.evidence[0].document_id,))
    assert look_again(papers._library, QUESTION, judged, only) == judged
    facts = look_again(papers._library, QUESTION, judged, Where(only_facts=True))
    assert all(item.mark.kind is MarkKind.FACT for item in facts.beside)


def test_a_second_look_reads_nothing_twice(papers: Assistant) -> None:
    judged = papers._judge.judge(QUESTION, None, 24, 24, {})
    again = look_again(papers._library, QUESTION, judged)
    read = {(item.document_id, item.position) for item in judged.evidence}
    assert not read & {(item.document_id, item.position) for item in again.beside}


def test_names_around_a_passage_are_those_of_its_document_as_it_is_now() -> None:
    passage = Passage(1, "d", 0, 24, "the boats sail from Oslo", None, 0, 0)
    titles = iter(("Ferries of Bergen", "Ferries of Trondheim"))
    catalogue = cast(Catalogue, SimpleNamespace(document=lambda _: Document("d", passage.text, next(titles))))
    assert {"bergen", "oslo"} <= names_around(catalogue, passage)
    assert {"trondheim", "oslo"} <= (found := names_around(catalogue, passage)) and "bergen" not in found
