from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.encoder import Encoder
from assistant.library.ingest import mark_file
from assistant.marking.features import cue_places, cues
from assistant.marking.mark import mark_document
from assistant.marking.quotes import quoting
from assistant.marking.sources import MASK, find_source
from assistant.reading.credits import is_author_note
from assistant.reading.names import full_names
from assistant.reading.segments import find_segments
from assistant.schema import Document, MarkKind

Q = MASK * 20


def parties(text: str, author: str | None = None) -> list[str | None]:
    marks = (s.mark for s in mark_document(Document("d", text, "T", author=author), find_segments(text)))
    return [mark.voice.split(", quoted by")[0] if mark.voice else None for mark in marks]


@pytest.mark.parametrize(
    ("masked", "party"),
    [
        ("The road agency let it be known that it would wait.", "The road agency"),
        ("The man who shot at the bus was caught near the port, police said.", "police"),
        ("Brito has long argued that the quay is a disgrace.", "Brito"),
        ("Brito and Aune both said that the quay was a disgrace.", "Brito and Aune"),
        ("As Brito sees it, the quay is a disgrace.", "Brito"),
        ("The suit, filed on Sunday, alleges that he took bribes.", "The suit"),
        ("The bus, which had no lights, was stolen, prosecutors said on Sunday.", "prosecutors"),
        ("Two drivers were hurt, according to police.", "police"),
        ("The law is cruel to the young, rights groups say.", "rights groups"),
        ("The captain was drunk, the airline confirmed on Friday.", "the airline"),
        ("The captain was drunk, said a spokeswoman for the airline.", "a spokeswoman for the airline"),
        ("The toll is an insult, angry truck drivers said Tuesday, as they blocked the pass.", "angry truck drivers"),
        ("The cellar was never locked, according to hotel workers.", "hotel workers"),
        ("Brito is warning voters that a delay would cost them the ferry.", "Brito"),
        ("The union is stressing that its offer stands.", "The union"),
        (
            f"As Brito put it in a talk to my colleague in March, the ferry is for most of those who live there {Q}",
            "Brito",
        ),
        ("Brito told the crew to wait, but they left at once, the harbour master added.", "the harbour master"),
        (f"Ida Holm, a friend of the mayor, called Mr. Brito's remarks on Sunday {Q}", "Ida Holm"),
        ("The bank has let us know that it will not lend.", "The bank"),
        (f"The vet rang on Monday to say that the calf was {Q}.", "The vet"),
        ("The parents are urging the council to reopen the path.", "The parents"),
        (f"When I came in, Ana Brito, the cook, was saying, {Q}", "Ana Brito"),
        (f"She went on to accuse the owners of {Q}.", "she"),
        ("The pilot assured a crowd at St. Mary’s Hall that nobody was hurt.", "The pilot"),
        ("The pilot assured me it was safe.", "The pilot"),
        ("Ana Brito wrote in this paper last week that we exaggerate.", "Ana Brito"),
        ("The traders claimed at the time, each in his own way, that they had lost.", "The traders"),
        ("Some residents blamed the council for the flood.", "Some residents"),
        ("Most economists blame the tariff.", "Most economists"),
        ("Many of those present blamed a surge.", "Many of those present"),
        ("It is true that critics called the plan a disgrace.", "critics"),
        (f"The plan, which critics called {Q}, was dropped.", "critics"),
        ("Brito named the faults that he blamed on the heavy rain.", "he"),
        ("Brito has been quoted several times as saying that the dam was safe.", "Brito"),
        ("Brito has often been cited as saying that the dam was safe.", "Brito"),
        ("The paper has quoted Brito many times as saying that it was safe.", "Brito"),
        ("Northbank forecasts increased spending next year.", "Northbank"),
        ("The report by the auditor and a letter from the mayor warn that the dam is weak.", "the auditor"),
        (f"The statue’s inscription reads {Q}", "The statue’s inscription"),
        (f"The river’s sign reads {Q}", "The river’s sign"),
        (f"{Q} reads the statue’s inscription.", "the statue’s inscription"),
        (f"The mayor’s statement said {Q}", "The mayor"),
        (f"The Arfor Gazette’s editorial said {Q}", "The Arfor Gazette"),
        ("The water company holds the farmers responsible.", "The water company"),
        (f"The tenants’ league would rather see the cars {Q}.", "The tenants’ league"),
        ("Local traders privately describe the offer as an insult.", "Local traders"),
        ("The delegation expressed the hope that talks would go on.", "The delegation"),
        ("The mayor, when I rang, told me that she had signed.", "The mayor"),
        ("Voters in Porto, who paid 5,000 euros each, believe the money is gone.", "Voters in Porto"),
        (f"Rear Admiral Leif Aune, now retired, thinks the harbour should close {Q}.", "Leif Aune"),
        ("The union leader Ana Brito left early, remarking that the chairs were hard.", "Ana Brito"),
        ("The finance ministry says 44.", "The finance ministry"),
        ("The women who sell fish at the far end of the quay say the ice is dear.", "The women"),
        ("The builders’ federation disagrees, warning of 300 lost jobs.", "The builders’ federation"),
        (f"The provincial paper the next day described it as {Q}.", "The provincial paper"),
        ("The harbour office on Tuesday said that the quay was shut.", "The harbour office"),
        (f"The engineer, Leif Aune, confined himself to saying that he had come {Q}.", "Leif Aune"),
        ("Farmers’ cooperatives in Porto report that they cannot book a wagon.", "Farmers’ cooperatives in Porto"),
        ("Her coach asked the club to wait for a week.", "Her coach"),
        (f"“Šime Ćosić” and others aside, the spokesman Šime Ćosić, who rows, said {Q}", "Šime Ćosić"),
    ],
)
def test_who_says_so_is_found_in_many_turns_of_phrase(masked: str, party: str) -> None:
    source = find_source(masked)
    assert source
    assert source.party == party


@pytest.mark.parametrize(
    "sentence",
    [
        "The plan is to start in May, if the council agrees, and to end in June.",
        "We took the nets out by hand, as Ana Brito had asked, and went home.",
        "The quarrel began when the yard announced that nights would be longer.",
        "The history of the town is written in that wall.",
        "Northern Ferries holds that contract and has kept it for years.",
        "The committee built the sheds first and thought about the roof afterwards.",
        "Only two of the divers had told their families, and I know both.",
        "The envoy answered him in Finnish, without notes.",
        "Lisbon answered with a treaty of its own.",
        "The same board admitted 34 pupils that year.",
        "The federation’s appeals panel sits on Tuesday.",
        "The ledgers record 12 replies to the king.",
        "A survey by the ministry found that half the wells were dry.",
        "The city is saying goodbye to its trams.",
        "He sent his deputy, a way of saying that he was busy.",
        "Economists of the Delhi think tank were there.",
        "Holding the fair there tells the neighbours that spring has come.",
        "Gulls lie with their wings and tell the truth with their feet.",
        "The farmers’ report is late.",
        "An object left behind in a station is a form of speech.",
        "None of them said whether the price would change.",
        "The owner will object that drivers would be angry.",
        "I asked him, and the baker thought for a while.",
        "The memorandum says less than its photographs.",
    ],
)
def test_what_only_looks_like_a_report_stays_the_narrators(sentence: str) -> None:
    assert find_source(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("Both were repairs, says Ana Brito of the Porto Institute for Transit Studies.", "Ana Brito"),
        ("Critics in Porto, Ana Brito among them, say it plays for time.", "Critics in Porto"),
        ("\x00\x00 said Oman's envoy, Mubarak al-Tawil.", "Mubarak al-Tawil"),
        ("People around here will tell you that it is a racket.", "People around here"),
    ],
)
def test_people_are_found_beside_bodies_and_groups(sentence: str, party: str) -> None:
    found = find_source(sentence)
    assert found and found.party == party


def test_what_runs_on_without_end_is_not_read_to_the_end() -> None:
    assert find_source("and so on " * 300 + "Ana Brito said that it was late.") is None


def test_an_aside_tells_of_somebody_else_than_the_sentence_does() -> None:
    text = "Leif Aune keeps the gate. The officer, he said, was asleep. “Nobody came to see me,” he added."
    assert parties(text, "Ana Brito")[1:] == ["Leif Aune", "Leif Aune"]


def test_it_is_the_body_that_just_spoke_and_no_person_or_thing() -> None:
    text = "The shipping office told us the boats were late. It has since denied that anybody waited. It rained."
    assert parties(text, "Ana Brito") == ["The shipping office", "The shipping office", "Ana Brito"]
    text = "Leif Aune said that the boats were late. It warned that the road was shut."
    assert parties(text, "Ana Brito")[1] == "Ana Brito"


def test_who_is_addressed_as_ms_is_not_meant_by_he() -> None:
    text = (
        "The minister Rui Costa spoke first. He said the rates would fall. Inês Lobo, a member, rose after him. "
        "Pressed by Ms. Lobo, he conceded that three plants had failed."
    )
    assert parties(text, "Ana Brito")[3] == "Rui Costa"


def test_a_title_of_rank_tells_whom_he_means() -> None:
    text = "Jon Ruiz wrote to Baroness Odile Hahn. Odile Hahn was away. He said that the deed was old."
    assert parties(text)[-1] == "Jon Ruiz"


def test_a_title_held_with_a_form_of_address_stands_for_its_holder() -> None:
    text = "The Minister of Roads, Mr. Rui Costa, came on foot. The minister claimed that the bridge was safe."
    assert parties(text, "Ana Brito")[1] == "Rui Costa"


def test_cues_are_found_as_words_wherever_they_stand() -> None:
    assert cues("It SEEMS\u00a0to work; it won’t, in 1999, cost 5,000.5 km of kilometres.") == {
        "own_view": ["It SEEMS"],
        "future": ["won’t"],
        "event": ["won"],
        "date": ["1999"],
        "digits": ["1999", "5,000.5"],
        "money_or_unit": ["km", "kilometres"],
    }
    # A long s hides nothing.
    assert cue_places("Straße? We should ſhould.")["obligation"] == [
        (11, "should"),
        (18, "ſhould"),
    ]


def test_a_note_on_the_author_may_stand_in_emphasis() -> None:
    assert is_author_note("* Ana Brito teaches law in Porto.", "Ana Brito")
    assert not is_author_note("Ana Britos teaches law.", "Ana Brito")


def test_names_with_capitals_of_any_alphabet_are_counted() -> None:
    assert dict(full_names("We met Šime Ćosić and Dr. Đorđe Ilić’s brother, not élan.")) == {
        "Šime Ćosić": 1,
        "Đorđe Ilić": 1,
    }


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("The Tayside Fire & Rescue Service said that the road was shut.", "The Tayside Fire & Rescue Service"),
        ("St. Olav Rescue Service warned that snow was coming.", "St. Olav Rescue Service"),
        ("The Lifeboat and Sea Rescue Service told us that two were found.", "The Lifeboat and Sea Rescue Service"),
    ],
)
def test_the_whole_name_of_a_body_is_its_name(sentence: str, party: str) -> None:
    source = find_source(sentence)
    assert source
    assert source.party == party


def test_a_company_is_nobody_whom_she_can_mean() -> None:
    text = "Ana Brito owns a tug. It took two men of Hald Lines aboard. She said that they were wet."
    assert parties(text, "Rui Costa")[2] == "Ana Brito"


def test_a_county_or_an_act_is_nobody_whom_he_can_mean() -> None:
    text = "Rui Costa drew up the Finance Act. Longtan County lies far off. “It was a long and dry road,” he said."
    assert parties(text, "Ana Brito")[2] == "Rui Costa"


def test_a_member_of_a_list_in_a_name_demands_nothing() -> None:
    told = "The news was Norway ending the Treaty of Trade, Navigation, and Mutual Aid, stopping aid and demanding that"
    assert find_source(f"{told} Sweden repay its debts.") is None


@pytest.mark.parametrize(
    "text",
    [
        'The pump stopped on 3 May 2024 at 9 a.m. It reads: "Our pumps performed as designed. Nobody went dry."',
        'The board met on 3 May 2024. "The road opened in May. It cost 3 million euros," went round the hall.',
        "The board met on 3 May 2024. On the wall hung “The road opened on 3 May 2024 at noon.”",
    ],
)
def test_words_quoted_of_nobody_are_never_the_narrators_report(text: str, write: Callable[[str, str], Path]) -> None:
    _, (first, *others) = mark_file(write("quoted.txt", text), Encoder(), passage_tokens=192)
    assert first.mark.kind is MarkKind.FACT
    assert others and all(sentence.mark.kind is not MarkKind.FACT for sentence in others)
    assert not any(part.kind is MarkKind.FACT for sentence in others for part in sentence.mark.clauses)


@pytest.mark.parametrize(
    ("masked", "party"),
    [
        (f"A statement from Aven Water read, {Q}", "Aven Water"),
        (f"A note pinned to the door read: {Q}", "A note"),
        (f"{Q} reads a banner over the gate.", "a banner"),
        (f"{Q} ran the statement of the producers’ council.", "the producers’ council"),
        ("The report, published on Monday, concludes that the ministry acted recklessly.", "The report"),
        ("A report by the auditor found that the ministry had acted recklessly.", "the auditor"),
        ("The consultants’ study warns that the pier is useless.", "The consultants"),
        (f"Their report, seen here, described the rails as {Q}.", "they"),
        ("This week’s report says the mayor was careless.", "This week’s report"),
        ("An audit in November found that 38 of them would not start.", None),
        ("The report says less than its photographs.", None),
        ("The report says little.", None),
        (f"The prize went to the report {Q}.", None),
    ],
)
def test_what_a_writing_says_is_its_writers_or_its_own(masked: str, party: str | None) -> None:
    source = find_source(masked)
    assert (source.party if source else None) == party


def test_what_a_study_found_without_a_figure_is_no_bare_fact(write: Callable[[str, str], Path]) -> None:
    text = "A survey by the board found that 31 wells were dry. A survey by the board found that the wells were dry."
    _, sentences = mark_file(write("survey.txt", text), Encoder(), passage_tokens=192)
    assert [sentence.mark.kind for sentence in sentences] == [MarkKind.FACT, MarkKind.UNSURE]


def test_what_a_court_heard_is_no_bare_fact(write: Callable[[str, str], Path]) -> None:
    text = "He had sold the boat in May 2019, the jury heard. He sold the boat in May 2019."
    _, sentences = mark_file(write("court.txt", text), Encoder(), passage_tokens=192)
    assert [sentence.mark.kind for sentence in sentences] == [MarkKind.UNSURE, MarkKind.FACT]


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("The bank cut its forecast but said growth would return.", "The bank"),
        ("The company sold its shares and said it would leave.", "The company"),
        ("The minister Ana Brito left the room but said the talks were open.", "Ana Brito"),
        ("The directorate gives its number and says the road is safe.", "The directorate"),
    ],
)
def test_whoever_opens_a_clause_of_two_verbs_is_told_from_the_first_of_them(sentence: str, party: str) -> None:
    source = find_source(sentence)
    assert source and source.party == party


def test_of_two_verbs_near_a_quotation_the_one_in_a_clause_beside_gives_way() -> None:
    source = find_source(f"When they asked him why, he said, {Q}")
    assert source and source.party == "he"
    source = find_source(f"{Q} she said after the clerk asked her twice.")
    assert source and source.party == "she"


@pytest.mark.parametrize(
    "dateline",
    ["LUSTRA, Nov 7 (Axiom) - ", "LUSTRA — ", "SÃO TOMÉ, 7 November 2024 — ", "PORT LOUIS, Mauritius (AP) — "],
)
def test_a_dateline_says_nothing(dateline: str) -> None:
    text = "Marenia’s central bank left its rate unchanged but warned that prices would rise."
    assert parties(dateline + text) == ["Marenia’s central bank"]
    assert parties("NATO – an alliance of 32 – said that the road was shut.") == ["NATO"]


@pytest.mark.parametrize("about", ["contradicted him within the hour", "let him wait", "wrote to him"])
def test_whom_a_clause_is_about_is_not_meant_by_him_in_it(about: str) -> None:
    text = f"The minister spoke at noon. Mayor Helen Abara {about}. “The road was never closed,” she said."
    assert parties(text)[2] == "Helen Abara"
    text = "Mayor Leif Aune met her at noon. Her sister Ines Lobo sat. Leif Aune left. “I was never asked,” he said."
    assert parties(text)[3] == "Leif Aune"


@pytest.mark.parametrize(
    ("opening", "party"),
    [
        ("Ana Brito opened the hall.", "somebody not named"),
        ("Ana Lopes opened the hall.", "somebody not named"),
        ("Ana Brito and Leif Aune opened the hall.", "Ana Brito and Leif Aune"),
        ("The farmers blocked the gate.", "The farmers"),
        ("Critics blocked the gate. Ana Brito went home.", "Critics"),
        ("The council closed the gate. The letter was lost.", "The council"),
        ("The United Nations met the mayor.", "The United Nations"),
        ("Meanwhile Aven Bank shut the gate.", "Aven Bank"),
        ("Aven River rose at night.", "somebody not named"),
    ],
)
def test_they_are_a_body_or_several_and_never_one_person(opening: str, party: str) -> None:
    assert parties(f"{opening} They said that the road was shut.")[-1] == party
    assert parties(f"{opening} He said that the road was shut.")[-1] != "Ana Brito and Leif Aune"


@pytest.mark.parametrize("met", ["thanked her warmly", "gave her flowers", "found her guilty", "called her honest"])
def test_who_gives_her_flowers_is_not_she(met: str) -> None:
    text = f"Helen Abara sat. {f'Leif Aune {met}. ' * 3}Leif Aune left. “I was never asked about it,” he said."
    assert parties(text)[5] == "Leif Aune"


def test_who_passes_words_on_is_told_from_whose_they_are() -> None:
    source = find_source(f"In his article he quoted an unnamed officer as saying, {Q}")
    assert source and source.party == "an unnamed officer"
    text = "Lavrov, as quoted by TASS, said that the talks would go on."
    (sentence,) = mark_document(Document("d", text, "T", author="Ana Brito"), find_segments(text))
    assert sentence.mark.voice == "Lavrov, quoted by TASS, quoted by Ana Brito"
    source = find_source(f"Ana Brito was quoted by the paper as saying {Q}")
    assert source and source.party == "Ana Brito"


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("Economists see inflation falling to 3% by June.", "Economists"),
        ("The bank sees growth of 2% next year.", "The bank"),
        ("It sees inflation averaging 4.3% in 2025.", "it"),
        ("Analysts forecast a further fall next year.", "Analysts"),
        ("The agency projects growth of 2% in 2026.", "The agency"),
        ("The consultants’ study projects 1,150 jobs.", "The consultants"),
        ("Residents see boats coming in at night.", None),
        ("The firm projects a film on the wall.", None),
        ("The weather forecast promises rain.", None),
        ("The bank’s forecast was late.", None),
    ],
)
def test_what_is_foreseen_is_theirs_who_foresee_it(sentence: str, party: str | None) -> None:
    source = find_source(sentence)
    assert (source.party if source else None) == party


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("Lawyers for Karu argue that the search was illegal.", "Lawyers for Karu"),
        ("Supporters call it an investment.", "Supporters"),
        ("Critics called the plan a disgrace.", "Critics"),
        ("Residents consider the road unsafe.", "Residents"),
        ("Experts blame subcontracting.", "Experts"),
        ("The plan is a disgrace, say critics.", "critics"),
        ("The plan is a disgrace, say critics of the mayor.", "critics of the mayor"),
        ("Ana Brito, who voted no, called the deal a payday loan.", "Ana Brito"),
        ("Locals call the rock the Widow.", None),
        ("She called him a cab.", None),
        ("Inflation is blamed on the war.", None),
        ("People blame greed, and greed is constant.", None),
        ("Let us stop calling it an accident.", None),
        ("Residents consider leaving.", None),
    ],
)
def test_what_somebody_calls_a_thing_or_blames_is_that_partys_view(sentence: str, party: str | None) -> None:
    source = find_source(sentence)
    assert (source.party if source else None) == party


@pytest.mark.parametrize(
    "text",
    [
        "People blame greed.",
        "The man whom the villagers blame is Leif Aune.",
        "The drought, which farmers blame, was long.",
        "The levy that farmers blame was lifted in May.",
        "The man whom critics consider too old for it left.",
        "The villagers blamed were few.",
        "Weather forecasts predicted rain on the coast.",
        "Weather forecasts warned of gales.",
        "Sales forecasts missed the target by 3%.",
        "Government projects run to 40% over budget.",
    ],
)
def test_what_is_blamed_in_passing_and_forecasts_that_are_things_are_nobodys_words(text: str) -> None:
    assert find_source(text) is None


def test_who_passes_words_on_is_looked_for_once_however_often_it_is_said() -> None:
    start = time.process_time()
    find_source("x" + ", quoted by ab, say" * 100)
    assert time.process_time() - start < 2
    source = find_source("Brito, as cited by Aven, said, as quoted by Porto, that the talks would go on.")
    assert source and source.party == "Brito"


def test_a_title_and_an_inch_mark_are_no_quotation() -> None:
    held = quoting_in("She published “The Old Man and the Sea” in 1952. She called it “the best of them all, by far”.")
    assert held == [False, True]
    assert (
        quoting_in('The 6" pipe burst on Monday at nine. The council closed the road. It reopened in May.')
        == [False] * 3
    )


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("On the wall hung “We paid the man in May”.", [True]),
        ("On the wall hung “THE ROAD OPENED IN MAY”.", [True]),
        ("She counted “10 20 30 40” aloud.", [True]),
        ("He wrote of “Apollo 13 and the Long Way Home” in May.", [False]),
        ("The hall was full. “The road opened in May. It was dry.", [False, True, True]),
    ],
    ids=["small words", "banner", "numbers", "title", "never closed"],
)
def test_only_a_title_is_no_quotation_of_what_is_so_long(text: str, held: list[bool]) -> None:
    assert quoting_in(text) == held


def quoting_in(text: str) -> list[bool]:
    return quoting(text, find_segments(text))


def test_a_name_that_opens_with_a_small_word_stands_for_the_whole() -> None:
    text = (
        "Piet van der Zee owns the mill, and Omar al-Fassi rents it.\n\n“The roof leaks in every wind,” al-Fassi said. "
        "Van der Zee said that it would be mended. According to Mr van der Zee, it was dry in May."
    )
    assert parties(text) == [None, "Omar al-Fassi", "Piet van der Zee", "Piet van der Zee"]


def test_a_family_is_no_adverb() -> None:
    assert parties("His family said that he slept. A friend of the family said that he was ill.") == [
        "His family",
        "A friend of the family",
    ]


def test_of_two_with_one_surname_the_form_of_address_or_of_kin_tells() -> None:
    text = (
        "Leif Aune and his wife, Ana Aune, keep bees. Mr Aune said that the winter was mild.\n\nMrs Aune said that the "
        "hives were wet. She was pleased, she said.\n\n“We lost two,” Mr Aune said. “I miss them,” he said."
    )
    assert parties(text) == [None, "Leif Aune", "Ana Aune", "Ana Aune", "Leif Aune", "Leif Aune"]


def test_whom_she_met_and_her_mother_and_where_somebody_is_from_are_not_she() -> None:
    married = "Ana Brito runs the mill. In 1990 she married Leif Aune. “He was late,” she said."
    assert parties(married)[-1] == "Ana Brito"
    born = (
        "Ana Brito was born in Dorn. Her father was a smith. Her mother sewed.\n\nShe says that she learned from both."
    )
    assert parties(born)[-1] == "Ana Brito"
    assert parties("A listener, Berta from Old Quarry, called. She said that it was loud.")[-1] == "A listener"
    assert parties("He rang Ana Brito, who was out. She said that it was late.")[-1] == "Ana Brito"


def test_whoever_closes_a_sentence_that_names_nobody_else_is_meant_next() -> None:
    text = "Leif Aune blamed the rain.\n\nThat was denied by the engineer Tom Reed. He said that the wall was old."
    assert parties(text)[-1] == "Tom Reed"


def test_an_hour_before_a_report_says_nothing() -> None:
    text = "11:20 A spokesman for the port says that it is shut.\n\n9.40pm — The mayor says the wall will hold."
    assert parties(text) == ["A spokesman for the port", "The mayor"]


def test_one_and_the_other_are_those_who_were_named() -> None:
    text = "Two officers met us. One said that it was dry. The other told us that nobody had come."
    assert parties(text)[1:] == ["Two officers", "Two officers"]
    source = find_source("But three clerks, who were in the room, said the wall had moved.")
    assert source and source.party == "three clerks"
    assert find_source(f"One of them described the wall as {Q}.") is not None
    assert find_source("A clerk at his office said nothing had moved.") is not None


@pytest.mark.parametrize(
    "sentence",
    [
        f"A bar called {Q} opened in May.",
        f"The play, called {Q}, lasts an hour.",
        "Can she tell the chamber how many of those mills still run?",
        "Did the mayor say that the wall was safe?",
        "She says that every week.",
    ],
)
def test_what_is_so_called_or_asked_is_nobodys_report(sentence: str) -> None:
    assert find_source(sentence) is None


def test_a_question_i_ask_is_nobody() -> None:
    assert not full_names("Should I stay? Am I late? Could I?")


def test_it_is_the_body_that_the_sentence_before_was_about() -> None:
    text = "The harbour board met in May. It said the wall would hold. The quay was wet. It said that to us."
    assert parties(text) == [None, "The harbour board", None, None]


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("According to the board, ships will come back in May.", "the board"),
        ("According to the board, the wall was built by Ana Brito.", "the board"),
        ("According to the keeper, Ana Brito, the wall is safe.", "Ana Brito"),
        (f"{Q} said another.", "another"),
        (f"{Q} @leif_aune wrote on Monday.", "@leif_aune"),
        (f"Brito said his mother used to tell him, {Q}", "Brito"),
        (f"{Q} said the harbour master, Jean d’Ys.", "Jean d’Ys"),
        ("Brito added, through an interpreter, that the wall was safe.", "Brito"),
    ],
)
def test_what_follows_a_comma_is_a_name_only_if_it_is_nothing_else(sentence: str, party: str) -> None:
    source = find_source(sentence)
    assert source and source.party == party


def test_a_calling_before_a_name_is_no_part_of_it() -> None:
    assert (
        parties("Seismologist Ana Brito said that the hill was quiet. Photographer Leif Aune disagreed.")[0]
        == "Ana Brito"
    )
    assert list(full_names("Seismologist Ana Brito met Biologist Leif Aune.")) == ["Ana Brito", "Leif Aune"]


def test_what_somebody_will_tell_you_soon_is_not_said_yet() -> None:
    assert find_source("The mayor will tell you on Monday what the wall costs.") is None
    assert find_source("Any baker will tell you that flour is dear.") is not None


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("The flat held a safe, two rifles and a map, the detective told the jury.", "the detective"),
        ("A camera cannot count wings, notes Ida Holm, a biologist in Osk.", "Ida Holm"),
        ("The wall was never dry, recalls the mason Leif Aune.", "Leif Aune"),
        (f"{Q} he fumed.", "he"),
        (f"{Q} sneered Ida Holm.", "Ida Holm"),
        ("The driver was, the defence suggested, half asleep.", "the defence"),
        ("Most nurses feel that the plan was made without them.", "Most nurses"),
        ("Ten of 12 dealers polled by Aven had predicted a fall.", "Ten of 12 dealers"),
    ],
)
def test_whoever_closes_a_sentence_with_any_verb_of_saying_said_it(sentence: str, party: str) -> None:
    found = find_source(sentence)
    assert found is not None
    assert found.party == party


@pytest.mark.parametrize(
    "sentence",
    [
        "He never came back, and told nobody.",
        "The bank holds coins, notes and bonds.",
        "In the drawer lay maps, notes by Ida Holm and coins.",
        "He met the mayor, told the council and left.",
        f"{Q} appeared in May.",
    ],
)
def test_what_only_stands_after_a_comma_or_a_title_says_nothing(sentence: str) -> None:
    assert find_source(sentence) is None


def test_it_means_the_body_before_though_the_words_it_says_come_first() -> None:
    text = "The harbour board sees no danger. A ban would cost 40 jobs by June, it warned on Friday."
    assert parties(text) == [None, "The harbour board"]


def test_how_long_ago_is_nobody() -> None:
    assert parties("Twenty years ago my aunt stood here and said that the pier would fall.") == ["my aunt"]


def test_his_daughter_after_his_brother_is_not_the_brothers() -> None:
    text = (
        "Leif Aune was born in 1931. His younger brother had left by then. “He never wrote to us,” his daughter said."
    )
    assert parties(text)[2] == "Leif Aune’s daughter"


def test_letters_behind_a_name_are_no_part_of_it() -> None:
    text = (
        "Prosecutor Ida Holm KC said that Aune had lied. Leif Aune denied that. Examined by Ms Holm, he admitted that"
        " nothing was written down. “Where is the list?” she asked. “I burnt it,” he replied."
    )
    assert parties(text) == ["Ida Holm", "Leif Aune", "Leif Aune", "Ida Holm", "Leif Aune"]


def test_who_asks_and_who_answers_in_one_paragraph_are_not_taken_for_each_other() -> None:
    text = (
        "“It was the worst night of our lives,” said Ida Holm. “I will never go back there.” “Nor will I,” said Leif"
        " Aune. “And your wife knew about it?” “From the very first day,” said Aune."
    )
    first, second, _, unknown, _ = parties(text)
    assert (first, second) == ("Ida Holm", "Ida Holm")
    assert unknown != "Leif Aune"


@pytest.mark.parametrize(
    "text",
    [
        "“The ferry was full. Nobody could sit.”\nIda Holm, Upper Osk\nThe company was silent.\n",
        "“The ferry was full. Nobody could sit.”\n\n— Mayor Ida Holm\n\nThe company was silent.\n",
    ],
    ids=["below", "behind a dash"],
)
def test_whoever_signs_a_quotation_that_stands_alone_said_it(text: str) -> None:
    assert parties(text, "Leif Aune")[1] == "Ida Holm"
    assert parties(text, "Leif Aune")[-1] == "Leif Aune"


def test_a_dateline_of_two_sentences_signs_no_quotation_above_it() -> None:
    text = "“The ferry was full. Nobody could sit.”\nOsk, Friday 18 April. Words translated\nThe company was silent.\n"
    assert parties(text, "Leif Aune")[2:] == ["Leif Aune"] * 3


def test_what_stands_below_a_quotation_without_signing_it_said_nothing() -> None:
    text = "“The ferry was full. Nobody could sit.”\n\nMore About Ida Holm\n\nThe company was silent.\n"
    assert "Ida Holm" not in parties(text)


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        (
            "“The pier is rotten from end to end,” said Ida Holm.\n\n“We told them so in 2019.\n\n“Now it is too late. "
            "Nobody will mend it.”\n\nThe pier was shut.",
            ["Ida Holm"] * 4 + ["Leif Aune"],
        ),
        ("“I lost my boat that night.\n\n“I have not slept since,” Ida Holm said.", ["Ida Holm"] * 2),
        (
            "“The pier is rotten from end to end,” said Ida Holm.\n\n“It was sound.\n\n“I walked it,” said Tom Vos.",
            ["Ida Holm", "Tom Vos", "Tom Vos"],
        ),
        ("“Will the pier be mended this year?” asked Ida Holm.\n\n“Not this year.”", ["Ida Holm", "Leif Aune"]),
        ("Ida Holm called the pier “rotten”.\n\n“Mind the gap.”", ["Ida Holm", "Leif Aune"]),
    ],
    ids=["before", "after", "another", "asked", "one word"],
)
def test_a_paragraph_that_is_all_quotation_goes_on_with_whoever_was_quoted(text: str, voices: list[str]) -> None:
    assert parties(text, "Leif Aune") == voices


def test_who_signs_below_a_quotation_is_not_whoever_was_quoted_before() -> None:
    text = "“The ferry was full,” said Tom Vos.\n“Nobody could sit down.”\nIda Holm, Upper Osk\n"
    assert parties(text, "Leif Aune")[:2] == ["Tom Vos", "Ida Holm"]


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("Appearing for the crown, Ida Holm, prosecuting, said Aune had forged 12 letters.", "Ida Holm"),
        ("The tunnel will be dug by 2031, the deputy mayor, Ida Holm, told me.", "Ida Holm"),
        ("The tunnel flooded twice, the chief engineer of the yard told us.", "the chief engineer of the yard"),
        ("Osk have conceded eleven goals in five games, and look tired.", None),
        ("Holm, who is 60, looked pale as she spoke.", None),
    ],
)
def test_asides_and_endings_tell_who_said_so(sentence: str, party: str | None) -> None:
    source = find_source(sentence)
    assert (source.party if source else None) == party


@pytest.mark.parametrize("heard", ["the court heard on Tuesday", "Osk magistrates’ court heard yesterday"])
def test_the_day_on_which_a_court_heard_it_makes_it_no_fact(heard: str, write: Callable[[str, str], Path]) -> None:
    text = f"He sold the boat in May 2019, {heard}. The court heard Aune had sold the boat in May 2019."
    _, sentences = mark_file(write("court.txt", text), Encoder(), passage_tokens=192)
    assert [sentence.mark.kind for sentence in sentences] == [MarkKind.UNSURE] * 2


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        (
            "Ida Holm took the oath. Questioned by Tom Vos, for the yard, she said that she was ill. Vos put it to her "
            "that she had lied. “I was in bed that day,” she replied. Tom Vos lost his temper.",
            [None, "Ida Holm", "Tom Vos", "Ida Holm", None],
        ),
        (
            "Ida Holm sold her boat. When Eli Vos thanked her, she said it was nothing.",
            [None, "Ida Holm"],
        ),
        (
            "Ida Holm says she never signed a canvas. Her dealer, Eli Vos, remembers a quarrel. “If they cannot see "
            "it, let them go,” she told him.",
            ["Ida Holm", None, "Ida Holm"],
        ),
        (
            "Bruno thinks the lamb is dry. “It has no taste at all,” he says. A friend says it is fine. Bruno’s verdict"
            " was short. “Go for the eel tonight,” he said.",
            ["Bruno", "Bruno", "A friend", None, "Bruno"],
        ),
        ("Leif Aune scored twice. “I have waited years for this,” the 31-year-old said.", [None, "Leif Aune"]),
        ("At Tell al-Hamma it is cold. “It sounded hollow,” he says.", [None, "somebody not named"]),
        (
            "The tower was tested. A plumber engaged by the hotel told us that it was dry. He added that it was old.",
            [None, "A plumber engaged by the hotel", "A plumber engaged by the hotel"],
        ),
        ("Leif “Lille” Aune, 61, dug on. “It sounded hollow,” he says.", [None, "Leif Aune"]),
    ],
    ids=["examined", "thanked", "told him", "one name", "by age", "no place", "of a hotel", "nickname"],
)
def test_whom_he_and_she_mean_beside_those_who_speak_to_them(text: str, voices: list[str | None]) -> None:
    assert parties(text) == voices


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("Ida Holm gave evidence that the ledger had been burnt.", "Ida Holm"),
        ("The bishop made it quite clear that the roof comes first.", "The bishop"),
        ("The dockers took the firm view that nobody would come.", "The dockers"),
        ("Leif Aune, who coaches them, remains adamant that the second goal stood.", "Leif Aune"),
        ("My uncle Leif Aune likes to say that a boat is a hole in the sea.", "Leif Aune"),
        ("The cracks gave evidence that the wall had moved.", None),
        ("Ida Holm tried to make it clear that she was ill.", None),
        ("It is certain that the pier will close.", None),
        ("A keeper who is sure that he will save it is a fool.", None),
    ],
)
def test_words_are_brought_by_other_turns_than_one_verb(sentence: str, party: str | None) -> None:
    source = find_source(sentence)
    assert (source.party if source else None) == party


def test_another_board_is_not_the_editorial_board() -> None:
    assert parties("The board said that the pier is safe.", "The Editorial Board") == ["The board"]


@pytest.mark.parametrize("words", ["About Ida Holm", "Co-author Ida Holm", "Despite Ida Holm", "Ex-mayor Ida Holm"])
def test_what_stands_before_a_name_is_none_of_it(words: str) -> None:
    assert list(full_names(f"{words} little is known.")) == ["Ida Holm"]


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("Minister of Fisheries Selma Roux told the house that quotas would fall.", "Selma Roux"),
        ("The Minister for Foreign Affairs Selma Roux said that quotas would fall.", "Selma Roux"),
        ("Minister of Mines and Energy Selma Roux said that quotas would fall.", "Selma Roux"),
        ("Director of the Perlau Museum Selma Roux said that quotas would fall.", "Selma Roux"),
        ("Secretary of State Selma Maria Roux said that quotas would fall.", "Selma Maria Roux"),
    ],
)
def test_what_an_office_is_over_is_no_part_of_the_name_behind_it(sentence: str, party: str) -> None:
    assert parties(sentence) == [party]


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("Skippers hope that the quota will rise.", "Skippers"),
        ("Most engineers doubt that the dam will hold.", "Most engineers"),
        ("There is some hope that the quota will rise.", "Ida Holm"),
        ("In the hope that it would sell, she painted the hull.", "Ida Holm"),
    ],
)
def test_what_several_hope_or_doubt_is_their_view(sentence: str, party: str) -> None:
    assert parties(sentence, "Ida Holm") == [party]


def test_what_is_somebodys_or_is_measured_says_nothing() -> None:
    assert find_source("Brito answered with a picture, including Sunday's tweets.") is None
    assert find_source("Neither Brito nor Aune would say whether the quay was closed.") is None
    assert find_source("He is too tall for the cabin, according to his body length.") is None


def test_two_apostrophes_are_a_quotation_mark() -> None:
    text = (
        "The fee stays. ''It's a tax on work,'' said Mara Linde. ''We won't pay.''\n\n''Nobody asked us,'' she added."
    )
    assert parties(text) == [None, "Mara Linde", "Mara Linde", "Mara Linde"]


def test_a_talk_printed_as_quotations_has_the_turns_of_its_labels() -> None:
    text = "\n\n".join(
        (
            "They spoke on the radio.",
            '"LINDE: Will the quay be mended?',
            '"BRUN: It will. Ida Holm wants a bridge.',
            '"LINDE: When?',
            '"BRUN: In June, I hope."',
        )
    )
    voices = {
        s.text.split(":")[-1].strip(' "'): s.speaker
        for s in mark_document(Document("d", text, "T"), find_segments(text))
    }
    assert voices["Ida Holm wants a bridge."] == "BRUN"
    assert voices["Will the quay be mended?"] == "LINDE"


def test_words_that_are_part_of_a_name_are_no_signs() -> None:
    assert cues("The Fair Trade Board met in May.") == {"event": ["met"]}
    assert "hedge" in cues("May it be so, it may rain.")


def test_an_abbreviated_rank_is_nobodys_name() -> None:
    text = "Retired Lt. Gen. Michael Brun said Olav Lind was “quite right” when he said that it was “a waste of time.”"
    assert parties(text) == ["Michael Brun"]


def test_a_surname_may_be_a_calling() -> None:
    text = "Anna Bishop runs the port. “It is the best offer in ten years,” Bishop said."
    assert parties(text)[1] == "Anna Bishop"


def test_whom_a_pronoun_means_may_be_told_after_it() -> None:
    text = "Senator Jeff Holm left. Though she called the bank “an outrage to every saver”, Ida Brun kept away."
    assert parties(text)[1] == "Ida Brun"


def test_several_who_open_a_sentence_are_they() -> None:
    text = "Critics of the plan are loud. Supporters, including the port, like it, although they say that it is dear."
    assert parties(text)[1] == "Supporters"
    assert find_source("Owners and tenants in Osk say that the fee is unfair.").party == "Owners and tenants in Osk"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("A porter at the Osk University Hospital said that it leaks.", "A porter at the Osk University Hospital"),
        ("The treasurer of the Rowing Club said that it leaks.", "The treasurer of the Rowing Club"),
        ("A former nurse with Vestmar College has told us that it leaks.", "A former nurse with Vestmar College"),
        ("The Ministry of Works said that it leaks.", "The Ministry of Works"),
        ("The charity that owns it says that it leaks.", "The charity"),
    ],
)
def test_who_is_of_a_body_or_owns_a_thing_speaks_and_not_that(sentence: str, party: str) -> None:
    assert parties(sentence) == [party]


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        (f"{Q} Ida Holm went on as we climbed, {Q}", "Ida Holm"),
        (f"{Q} shot back Ida Holm.", "Ida Holm"),
        ("Ida Holm accepts that the wall leaks.", "Ida Holm"),
        ("Ida Holm accepted the prize.", None),
        ("A last thought before we close: the wall leaks.", None),
        ("Ida Holm was once asked how it would end.", None),
    ],
)
def test_who_goes_on_or_accepts_has_words_and_a_thought_before_lunch_has_none(sentence: str, party: str | None) -> None:
    source = find_source(sentence)
    assert (source.party if source else None) == party


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("Vestmar thinks that fares will rise. It hopes to run more boats.", ["Vestmar"] * 2),
        ("The charity says that it is poor. Gifts fell by a third, it says.", ["The charity"] * 2),
        ("The council met on Friday. It noted that the wall leaks.", [None, "The council"]),
        ("The lender fears a long slump. It believes that prices will fall.", ["The lender"] * 2),
        (
            "Vestmar Ferry lost a boat. Vestmar, which has six, blamed fog. It now fears a long loss.",
            [None] + ["Vestmar Ferry"] * 2,
        ),
        ("Boats came late. Fares rose by a third, it says.", [None, "somebody not named"]),
        # What people tell of a paper or a plan is not theirs.
        ("The coroner said that a note was found. It said that he was ill.", ["The coroner", None]),
        ("Ida Holm says that the law is old. It says that boats are free.", ["Ida Holm", None]),
        ("The council passed a plan. It suggests that fares will rise.", [None, None]),
    ],
)
def test_it_is_a_body_or_a_firm_that_spoke_and_no_paper(text: str, voices: list[str | None]) -> None:
    assert parties(text) == voices


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        (
            "Ida Holm spoke first. “It was done by night,” she told the jury. Leif Aune had kept the only key to the "
            "store room, she added. Leif Aune wept.",
            [None, "Ida Holm", "Ida Holm", None],
        ),
        (
            "Nina Vos, the chair, asked whether he had paid. “I have not paid a thing,” he replied. “You never do,” "
            "she said. Nina Vos left.",
            ["Nina Vos", "somebody not named", "Nina Vos", None],
        ),
        (
            "“We kept no notes,” said Ida Holm, who lost her job. Tom Vos said that it was a joke. “Did you laugh?” he "
            "asked her. “I did not,” she replied.",
            ["Ida Holm", "Tom Vos", "Tom Vos", "Ida Holm"],
        ),
        (
            "Ida Holm sat down. “I kept every note,” she said. Leif Aune had asked her to burn them, she said.",
            [None, "Ida Holm", "Ida Holm"],
        ),
        (
            "Ida Holm chaired it. Council tenants said that it was a farce. She said that it was not.",
            [None, "Council tenants", "Ida Holm"],
        ),
        (
            "Lake Osk is silent. On Monday came a letter from Ida Holm, a nurse. She thinks that it is poisoned.",
            [None, None, "Ida Holm"],
        ),
        (
            "The oystermen are angry. In the inn I met Ida Holm, who owns it. “I have nothing to hide,” she said.",
            [None, None, "Ida Holm"],
        ),
        (
            "Ida Holm was in the chair. “It is all about money,” said one, who gave no name. She thinks it was rigged.",
            [None, "somebody not named", "somebody not named"],
        ),
        (
            "Osk Harriers lost. Harriers coach Ida Holm was quiet. “We have to run more,” she said. Osk Harriers won.",
            [None, None, "Ida Holm", None],
        ),
        (
            "Ida Holm is 66. Her yard is small. Leif Aune came by. Ida Holm was out. “I know the way,” he said.",
            [None, None, None, None, "Leif Aune"],
        ),
    ],
    ids=["told of", "asked", "asks her", "had asked", "several", "from", "met", "one", "coach", "goes on"],
)
def test_he_and_she_are_not_whom_they_tell_of_ask_or_answer(text: str, voices: list[str | None]) -> None:
    assert parties(text) == voices


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("Ida Holm saw it otherwise. “He never touched the ball.”", [None, "Ida Holm"]),
        ("The bishop was furious. “You have sold the bell. It is a sin.”", [None, "The bishop", "The bishop"]),
        ("Ida Holm saw it otherwise. “He never touched the ball,” said Leif Aune.", [None, "Leif Aune"]),
        ("Ida Holm walked past a banner. “We want our harbour back.”", [None, None]),
        ("Ida Holm was seen by Leif Aune. “We want our harbour back.”", [None, None]),
    ],
)
def test_a_quotation_after_what_one_person_does_is_that_persons(text: str, voices: list[str | None]) -> None:
    assert parties(text) == voices


@pytest.mark.parametrize(
    ("masked", "party"),
    [
        ("On Monday Ana Brito said that the quay was safe.", "Ana Brito"),
        ("In March Councillor Leif Aune assured a full hall that no branch would close.", "Leif Aune"),
        ("The Sunday Echo said that the quay was safe.", "The Sunday Echo"),
        ("The WHO warned that the ward had no water.", "The WHO"),
        ("A man who gave no name because he may not speak to the press said that the road was cut.", "A man"),
        ("The club was asked in June and its president told me that he could live with it.", "its president"),
        ("The new tolls, say critics, will hurt the poor.", "critics"),
        ("Critics were quick to note that the promise was never kept.", "Critics"),
        ("The firm is confident it will win.", "The firm"),
        ("Its spokesman emailed to say that the figure was wrong.", "Its spokesman"),
        ("Leif Aune felt the corner should not have been given.", "Leif Aune"),
        ("Ana Brito felt the rope go slack.", None),
        ("Ana Brito denied any wrongdoing.", "Ana Brito"),
        ("The office denied him a permit.", None),
        ("The firm claims to be the largest in Osk.", "The firm"),
        ("Two farmers reported seeing a light.", "Two farmers"),
        ("Ana Brito hailed the deal as a triumph.", "Ana Brito"),
        ("Ana Brito branded the plan a disgrace.", "Ana Brito"),
        ("The mayor should come to the pier, wait with us and then tell us that it is a luxury.", None),
        (f"{Q} fumed the goalkeeper.", "the goalkeeper"),
        ("Chairman Leif Aune urged nurses to return to work.", "Leif Aune"),
        (f"What is not plausible is Leif Marcos’s claim that {Q}.", None),
    ],
)
def test_more_verbs_bring_words_and_bare_ones_after_should_bring_none(masked: str, party: str | None) -> None:
    found = find_source(masked)
    assert (found.party if found else None) == party


@pytest.mark.parametrize(
    ("masked", "party"),
    [
        ("To the union, the offer is an insult.", "the union"),
        ("To critics of the mayor, it is a waste of money.", "critics of the mayor"),
        ("To the union, that is enough.", "the union"),
        ("To a stranger, the town is a maze.", None),
        ("To the reader, the book is a maze.", None),
        ("To the crew, he was Max.", None),
        ("To reach the pier, it is best to start at the Old Mill.", None),
        ("To the north, the road is closed.", None),
        (f"The plan was dismissed as {Q} by the union.", "the union"),
        ("The plan was condemned by the union as a gift to the rich.", "the union"),
        ("The plan was praised by many as a gift to the town.", None),
        (f"For the mayor, Ana Brito, the answer is simple: {Q}", "Ana Brito"),
        (f"The mayor’s response was swift: {Q}", "The mayor"),
        (f"Her verdict: {Q}", "she"),
        (f"{Q} was the verdict of Ana Brito.", "Ana Brito"),
        (f"{Q} came the reply from the ministry.", "the ministry"),
    ],
)
def test_a_view_may_be_somebodys_without_a_verb_that_says_so(masked: str, party: str | None) -> None:
    found = find_source(masked)
    assert (found.party if found else None) == party


def test_to_a_place_nothing_is_a_disgrace() -> None:
    text = "Birgit Holm farms at Osk. To Holm, the road is a disgrace. To Osk, the road is a lifeline."
    assert parties(text) == [None, "Birgit Holm", None]


@pytest.mark.parametrize(
    "text",
    [
        "The chairman reportedly left by the back door.",
        "He allegedly kept 40 tents in his own compound.",
        "The club is understood to have paid 3 million euros.",
        "It has been reported that the firm was warned in 2020.",
        "We, the undersigned, condemn the eviction of 640 people on 4 May.",
    ],
)
def test_hearsay_and_what_is_declared_are_no_reported_facts(text: str) -> None:
    (mark,) = (s.mark for s in mark_document(Document("d", text, "T"), find_segments(text)))
    assert mark.kind is not MarkKind.FACT


def test_who_is_described_before_she_is_she() -> None:
    text = "Ida Holm taught at Osk for 30 years. A stubborn woman, she never gave in. She said that fools were useful."
    assert parties(text) == [None, None, "Ida Holm"]
