from __future__ import annotations

import time

import pytest
from conftest import ARTICLE, FERRY
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.credits import (
    credit_metadata,
    is_furniture_line,
    is_furniture_sentence,
    personal_views,
    spoken_by,
)
from assistant.reading.names import full_names
from assistant.reading.segments import Segment, find_segments
from assistant.reading.turns import speaker_names


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in find_segments(text)]


def speakers(text: str, interviewer: str | None = None) -> list[str | None]:
    return [s.speaker for s in find_segments(text, interviewer=interviewer)]


@given(st.text(max_size=400))
def test_spans_are_in_order_without_overlap_and_hold_words(text: str) -> None:
    position = 0
    for segment in find_segments(text):
        assert position <= segment.start < segment.end <= len(text)
        assert text[segment.start : segment.end].strip()
        position = segment.end


@given(
    st.lists(
        st.sampled_from(["Mr. Roe left. ", "“Stay,” he said. ", "It cost $3.5 billion. ", "\n", "Q: Why? ", "\u200b"])
    )
)
def test_no_word_is_lost(pieces: list[str]) -> None:
    text = "".join(pieces)
    held = "".join(cut(text))
    for word in ("left", "Stay", "billion", "Why"):
        assert held.count(word) == text.count(word)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("Mr. Wu met Dr. St. John in Washington, D.C. yesterday.", 1, id="titles"),
        pytest.param("The U.S. president paid $3.5 billion. Then he left.", 2, id="country and money"),
        pytest.param('He said, "I went. I saw." Then he left.', 3, id="sentences inside a quotation"),
        pytest.param("Prices rose 2.5% in No. 4 High St. in May.", 1, id="decimals and numbers"),
        pytest.param("It cost EUR 950.50. Orle paid it, and then 2.4. Osk did not.", 3, id="decimals at the end"),
        pytest.param(
            "She lives in the U.S. He left at 5 p.m. Nobody saw him on Elm St. They slept.", 4, id="stops twice"
        ),
        pytest.param("At 9.30 a.m. Monday the U.S. Navy left… Then it rained.", 2, id="points before a name"),
        pytest.param("ORLE (AP) — The pier fell. PARIS, Texas (AP) – It stood.", 2, id="datelines"),
        pytest.param("1.2. Findings", 1, id="number of a chapter"),
        pytest.param("It rained in May.[12] Bo left.3 “It is over.”4 Nobody slept.[2][b] He did.", 5, id="notes"),
        pytest.param("See No.5 Mill Lane and p.3 Ana drew; it rose to 3.5 Kelvin at [12] Osk.", 1, id="no notes"),
    ],
)
def test_abbreviations_and_figures_do_not_end_a_sentence(text: str, count: int) -> None:
    assert len(cut(text)) == count


def test_article_is_cut_right() -> None:
    sentences = cut(ARTICLE.read_text(encoding="utf-8"))
    assert "Mr. Wu, after a year, Russian Foreign Minister Lavrov has once again visited North Korea." in sentences
    assert any(s.startswith("In 2000,") and s.endswith("$3.5 billion in debt.") for s in sentences)
    assert any(
        s.startswith("He is a leader") and "the U.S. president" in s and s.endswith('"brother."') for s in sentences
    )
    assert any(s.endswith('withstood the "test of blood and fire."') for s in sentences)
    assert sum(s.startswith(("Zhi News:", "Guest Commentator")) for s in sentences) == 0


def test_article_turns_belong_to_their_speakers() -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    segments = find_segments(text)
    assert {s.speaker for s in segments} == {"Zhi News", "Wu Wei", None}
    assert all(s.furniture for s in segments if s.speaker is None)
    assert next(s for s in segments if "How does it reflect" in text[s.start : s.end]).speaker == "Zhi News"


@pytest.mark.parametrize(
    "labels",
    [
        pytest.param(("Daily Post:", "Dr. Ana Brito:"), id="plain"),
        pytest.param(("**Daily Post:**", "**Ana Brito:**"), id="emphasis"),
        pytest.param(("DAILY POST:", "ANA BRITO:"), id="capitals"),
        pytest.param(("Daily Post –", "Ana Brito –"), id="dash"),
        pytest.param(("Daily Post (host):", "Minister Ana Brito (Lisbon):"), id="asides"),
    ],
)
def test_labels_of_any_common_style_name_the_speaker(labels: tuple[str, str]) -> None:
    asks, replies = labels
    text = f"{asks} Who are you?\n{replies} A nurse. I work here.\n{asks} And now?\n{replies} I go home."
    found = speakers(text)
    assert [name.casefold() for name in found if name] == [
        "daily post", "ana brito", "ana brito", "daily post", "ana brito",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "label",
    [
        "[00:01:40] {}: ", "[00:40] **{}:** ", "00:31 {}: ", "1:00:31 - {}: ", "{} (00:31): ", "{} [00:31]: ",
        "**{}** (00:31): ", "{}  00:31\n", "{} (00:31)\n",
    ],
)  # fmt: skip
def test_the_time_beside_a_label_is_part_of_it(label: str) -> None:
    turns = [("Neil Obi", "The sirens. We ran."), ("Mara Hale", "Where?"), ("Neil Obi", "At 10:30 we left.")]
    text = "\n".join(label.format(name) + words for name, words in turns)
    assert speakers(text) == ["Neil Obi", "Neil Obi", "Mara Hale", "Neil Obi"]
    assert cut(text) == ["The sirens.", "We ran.", "Where?", "At 10:30 we left."]


def test_stops_of_a_timetable_are_no_speakers() -> None:
    text = "Harsk Quay  10:30\nOsk  10:50\nHarsk Quay  11:30\nOsk  11:50\nHarsk Quay  12:30\nNo boat on Sunday."
    assert set(speakers(text)) == {None} and cut(text)[0].startswith("Harsk Quay")


@pytest.mark.parametrize(
    "text",
    [
        "Welcome Coffee 09:00\nIn the hall.\nGuided Tour 10:00\nWhere do we meet? Here.\nGuided Tour 11:00\nAgain.",
        "Osk Harbour 10:30\nCash?\nLund Quay 10:50\nNone.\nOsk Harbour 11:30\nDaily.\nLund Quay 11:50\nNo dogs.",
        "Fay Marsh 2:31\nof Osk won. Why? She ran.\nPia Lund 2:34\nof Harsk was second.",
    ],
    ids=["programme", "timetable", "results"],
)
def test_a_programme_a_timetable_and_results_with_words_below_are_no_talk(text: str) -> None:
    assert set(speakers(text)) == {None}
    talk = "Ida Holm: Is it cold?\nRosa Dahl: It is.\nIda Holm: And dark?\nRosa Dahl: Very."
    assert {*speakers(f"{text}\n\n{talk}")} == {None, "Ida Holm", "Rosa Dahl"}


def test_part_of_a_recording_need_not_begin_at_nought() -> None:
    text = "Neil Obi 14:31\nWhy?\nMara Hale 14:35\nIt rained.\nNeil Obi 14:50\nAgain?\nMara Hale 15:01\nAll day."
    assert speakers(text) == ["Neil Obi", "Mara Hale"] * 2


@pytest.mark.parametrize("role", [" — Chief Executive", ", Osk Bank", " -- Chief Executive", ""])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_names_above_the_words_again_and_again_are_labels(role: str, gap: str) -> None:
    turns = [
        ("Operator", "Good morning."), (f"Ida Holm{role}", "Sales rose. We are proud."), ("Operator", "We go on."),
        ("Tom Vos — Analyst", "Why is that?"), (f"Ida Holm{role}", "We sold more fish."),
    ]  # fmt: skip
    text = "\n\n".join(["Osk Fish earnings call", *(f"{label}{gap}{words}" for label, words in turns)])
    assert speakers(text) == [None, "Operator", "Ida Holm", "Ida Holm", "Operator", "Tom Vos", "Ida Holm"]


def test_names_above_words_once_each_are_headings() -> None:
    text = "Ida Holm\n\nShe fishes at Osk.\n\nTom Vos\n\nHe sells the fish.\n\nAna Brito\n\nShe eats it."
    assert set(speakers(text)) == {None}


def test_an_office_in_a_label_is_that_of_whom_the_head_names() -> None:
    text = "Minister for Energy, Hon. Ida Holm\n\nMINISTER: We pay.\n\nPRESS: When?\n\nMINISTER: In May."
    assert speakers(text)[1:] == ["Ida Holm", "PRESS", "Ida Holm"]


def test_initials_and_surnames_stand_for_the_full_name() -> None:
    text = (
        "Rohan Kapadia talks to us.\nRK: It rained.\nPost: Again?\nRK: Yes.\nPost: Why?\n"
        "Kapadia: Who knows.\nKapadia: Not I."
    )
    assert speakers(text)[1:] == ["Rohan Kapadia", "Post", "Rohan Kapadia", "Post", "Rohan Kapadia", "Rohan Kapadia"]


def test_a_family_name_that_comes_first_and_a_part_of_the_outlets_name_stand_for_the_whole() -> None:
    text = "We met Honma Yukie in March."
    names = speaker_names(["Honma", "Courier", "LC"], text, interviewer=None, outlet="Lomé Courier")
    assert names == {"Honma": "Honma Yukie", "Courier": "Lomé Courier", "LC": "Lomé Courier"}
    assert speaker_names(["SL"], text, interviewer=None, outlet="Tainan Science Letter") == {
        "SL": "Tainan Science Letter"
    }


@pytest.mark.parametrize(
    "credit",
    [
        "Photographs: Jan Novák",
        "Photo – Jan Novák",
        "Pictures by Jan Novák and Pia Lund",
        "Interview by Ana Brito. Photos: Jan Novák.",
    ],
)
@pytest.mark.parametrize("last", [False, True])
def test_whoever_took_the_photographs_gave_no_answer(credit: str, last: bool) -> None:
    talk = "Q: How deep is it?\nA: Nine metres.\nQ: And who pays?\nA: The town."
    segments = find_segments(f"{talk}\n\n{credit}" if last else f"{credit}\n\n{talk}", interviewer="Ana Brito")
    assert [s.speaker for s in segments if not s.furniture][:4] == ["Ana Brito", "Interviewee"] * 2


@pytest.mark.parametrize("role", ["Reporter", "Editor", "Author"])
def test_a_role_that_asks_and_asks_again_is_no_credit(role: str) -> None:
    text = (
        f"{role}: Why nine ships?\n\nMae Tull: The fees.\n\n{role}: And now?\n\nMae Tull: They rise.\n\n{role}: Bo Lin"
    )
    assert speakers(text) == [role, "Mae Tull", role, "Mae Tull", None]
    assert credit_metadata(text.split("\n")[:3]) == {}


@pytest.mark.parametrize(
    ("asks", "tells"),
    [
        ("The CHAIRMAN. ", "Ms. BRITO. "),
        ("INT\t", "AB\t"),
        ("[3/5/2021, 10:14:22] Jo: ", "[3/5/2021, 10:15:00] Ana Brito: "),
    ],
)
def test_labels_of_hearings_oral_histories_and_chats(asks: str, tells: str) -> None:
    turns = [f"{asks}When did you leave, Ms. Brito?", f"{tells}In May.", f"{asks}And why?", f"{tells}I was fourteen."]
    spoken = speakers("Ana Brito was heard on 3 May.\n\n" + "\n".join(turns))
    assert spoken[1] == spoken[3] != "Ana Brito" and spoken[1] and spoken[2] == spoken[4] == "Ana Brito"


def test_rows_of_a_table_are_no_turns() -> None:
    assert not any(speakers("North\tMay\t3\nSouth\tMay\t4\nNorth\tJune\t5\nSouth\tJune\t?\nNorth\tHigh\nSouth\tLow"))


def test_whoever_speaks_once_among_those_who_speak_often_has_his_words() -> None:
    text = "Ana Brito: We left.\nAna Brito: It rained.\nBo Lin: I stayed.\nAna Brito: He did."
    assert speakers(text) == ["Ana Brito", "Ana Brito", "Bo Lin", "Ana Brito"]


def test_question_and_answer_labels_use_the_outlet_and_the_guest() -> None:
    text = "Coach Lena Ruud spoke to us on Friday. Lena Ruud has won twice.\nQ: Why?\nA: Luck.\nQ: Only luck?\nA: Yes."
    assert speakers(text, "The Post")[2:] == ["The Post", "Lena Ruud", "The Post", "Lena Ruud"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Item 1: School stove.\nIt is cold. Is it?\nItem 2: The festival.\nItem 3: Pastures.", id="agenda"
        ),
        pytest.param("Location: the upper valley.\nHeight: 84 metres.\nCost: 2 million.", id="fact sheet"),
        pytest.param("Note: read this.\nNote: and this.\nNote: and that.", id="notes"),
        pytest.param("FACT: he is right.\nFACT: she is wrong.\nFACT: all agree.", id="stress"),
        pytest.param("He said: this is it.\nHe said: that is it.\nHe said: so it is.", id="reporting"),
        pytest.param("At 10:30 we met. Then we told Ana Brito: go home.", id="middle of a line"),
        pytest.param("Editor: Liu Ying\nLayout: Li Shuo\nEditor: Bo Lin", id="credits"),
    ],
)
def test_what_only_looks_like_a_label_names_nobody(text: str) -> None:
    assert set(speakers(text)) == {None}


def test_ten_thousand_speakers_are_read_in_linear_time() -> None:
    text = "\n".join(f"Speaker Number{i} Person{i}: Is this turn {i}?" for i in range(10_000))
    start = time.perf_counter()
    assert len(find_segments(text)) >= 10_000
    assert time.perf_counter() - start < 60  # a quadratic reading takes many minutes


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(" " * 200_000 + "x", id="spaces before"),
        pytest.param("Q:" + " " * 200_000, id="spaces after"),
        pytest.param("Q: Why?" + " \n" * 200_000 + "A: It rained.", id="blank lines"),
        pytest.param("Q: " + "A" * 200_000, id="capitals"),
        pytest.param("Ana (a" + " " * 200_000 + "b\nQ: Why?\nA: So it is.", id="spaces inside"),
        pytest.param("of " * 70 + "x", id="small words"),
        pytest.param("A " * 100 + "x", id="large words"),
    ],
)
def test_no_line_takes_without_end_to_read(line: str) -> None:
    text = f"The dam broke on Monday.\n\n{line}\n\nThe end."
    credit_metadata(text.split("\n"))
    assert cut(text)[0] == "The dam broke on Monday." and cut(text)[-1] == "The end."


def test_white_space_around_a_line_belongs_to_no_sentence() -> None:
    assert cut("  It rained.  \n\t Rosa Dahl left. \n") == ["It rained.", "Rosa Dahl left."]


def test_the_source_of_a_figure_below_a_text_does_not_publish_it() -> None:
    prose = "Spending on roads has doubled in the last ten years, and nobody on the council knows why that is so."
    assert credit_metadata([prose, "Spending, in millions", "Source: Roads Board"]) == {}
    assert credit_metadata(["Source: Roads Board", prose]) == {"publisher": "Roads Board"}


def test_credit_lines_are_furniture_and_state_metadata() -> None:
    segments = find_segments(FERRY)
    assert [FERRY[s.start : s.end] for s in segments if s.furniture] == ["Editor: Tor Brekke"]
    assert credit_metadata(["Author: Ana Brito", "Original: https://example.org/a", "Editor: Tor"]) == {
        "author": "Ana Brito",
        "url": "https://example.org/a",
    }


@pytest.mark.parametrize(
    "line", ["Sir,", "Sir, –", "Dear Dame Rosalind,", "Yours faithfully,", "Yours sadly,", "I remain,"]
)
def test_what_a_letter_opens_and_closes_with_is_furniture(line: str) -> None:
    assert is_furniture_line(line)
    assert not is_furniture_line(f"{line} the pier is shut.") and not is_furniture_line("Yours is the finest pier.")


def test_heading_is_furniture_but_a_list_item_is_not() -> None:
    text = "A new bridge for Marling\n\nThe council voted.\n\nlength 84 metres\nwidth 3 metres\n"
    assert [s.furniture for s in find_segments(text)] == [True, False, False, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The article represents the personal views of the author.", True),
        ("The views expressed here are the author's own.", True),
        ("This column does not necessarily reflect the position of the newspaper.", True),
        ("The mayor gave his views on the bridge.", False),
    ],
)
def test_disclaimers_are_told_from_prose(text: str, expected: bool) -> None:
    assert personal_views(text) is expected


def test_names_are_found_without_their_titles() -> None:
    counts = full_names("Russian Foreign Minister Lavrov met Ambassador Alexander Maltsev. Alexander Maltsev smiled.")
    assert counts == {"Alexander Maltsev": 2}
    assert speaker_names(["Guest Commentator Wu Wei"], "", interviewer=None) == {"Guest Commentator Wu Wei": "Wu Wei"}


def test_segment_is_a_value() -> None:
    assert Segment(0, 1, None, 0, 0) == Segment(0, 1, None, 0, 0)


@pytest.mark.parametrize("asks", ["Q", "Host", "Interviewer"])
@pytest.mark.parametrize(("author", "asker"), [("Ann Lee", "Ann Lee"), ("Wu Wei", "Zhi News")])
def test_who_asks_is_the_author_unless_the_author_answers(asks: str, author: str, asker: str) -> None:
    text = f"A talk.\n{asks}: Where was he?\nWu Wei: In Wonsan.\n{asks}: And then?\nWu Wei: He left."
    spoken = [segment.speaker for segment in find_segments(text, interviewer=author, outlet="Zhi News")]
    assert spoken == [None, asker, "Wu Wei", asker, "Wu Wei"]


def test_turns_that_open_with_a_bare_dash_are_asked_and_answered_in_turn() -> None:
    text = (
        "Rosa Dahl, a nurse, came on 3 May to the Golden Plover factory.\n— What happened?\n— A woman fell.\n"
        "Then others fell.\n— So it was the heat?\n— And the sugar.\n— He speaks of ghosts.\n— Ghosts pay no wages."
    )
    spoken = [segment.speaker for segment in find_segments(text, interviewer="Ann Lee", outlet="The Post")]
    ann, rosa = "Ann Lee", "Rosa Dahl"
    assert spoken == [None, ann, rosa, rosa, ann, rosa, ann, rosa]


def test_dashes_in_prose_give_nobody_the_floor() -> None:
    text = "The list:\n- Who paid?\n- The mayor.\n- Two sheds.\n- A boat.\nThat was all.\nHe left.\nIt rained.\nNobody."
    assert set(speakers(text, "Ann Lee")) == {None}


def test_a_question_between_two_turns_of_one_speaker_is_the_interviewers() -> None:
    text = "The Post: Why?\nDahl: It was time.\nYou have signed. Is that all?\nDahl: It may.\nWho knows?\nIt ends."
    spoken = [segment.speaker for segment in find_segments(text, interviewer="Ann Lee", outlet="The Post")]
    assert spoken == ["The Post", "Dahl", "The Post", "The Post", "Dahl", "Dahl", "Dahl"]


@pytest.mark.parametrize(
    ("label", "intro", "name"),
    [
        ("Dahl", "Rosa Dahl Brun, a chemist, left.", "Rosa Dahl Brun"),
        ("Nina", "Rosa “Nina” Brun washes shirts.", "Rosa Brun"),
        ("THE CHAIR", "The chair, Rosa Brun, was late.", "Rosa Brun"),
        ("Capt. BRUN", "Rosa Brun led the brigade.", "Rosa Brun"),
        ("R.B.", "Rosa Brun-Dahl led the brigade.", "Rosa Brun-Dahl"),
        ("Fire Chief Brun", "Fire Chief Rosa Brun led the brigade.", "Rosa Brun"),
    ],
)
def test_part_of_a_name_a_nickname_and_an_office_stand_for_the_full_name(label: str, intro: str, name: str) -> None:
    text = f"{intro}\nMS VOS: Where were you?\n{label}: Outside.\nMS VOS: Why?\n{label}: It was cold. (Laughter.)"
    assert {s.speaker for s in find_segments(text)} >= {name}


def test_who_holds_an_office_may_stand_beside_its_label() -> None:
    text = "THE CHAIR (Ms Rosa Brun): We go on.\nMR VOS (Prison Service): Why?\nTHE CHAIR: Because.\nMR VOS: I see."
    assert speakers(text)[::2] == ["Rosa Brun", "Rosa Brun"]
    assert is_furniture_sentence("(Reporting by Ana Brito in Porto)")
    assert is_furniture_sentence("(Laughter.)") and not is_furniture_sentence(
        "(He was late, and nobody waited for him.)"
    )


def test_surnames_in_capitals_before_the_words_are_labels() -> None:
    text = (
        "Rosa Dahl-Brun left in May.\nIs it still so?\nDAHL-BRUN It has become better.\nWho is next?\n"
        "DAHL-BRUN Greece, I guess.\nWhy?\nDAHL-BRUN Nobody says.\nAnd then?\nDAHL-BRUN I sleep.\nNATO Boats came."
    )
    spoken = [segment.speaker for segment in find_segments(text, interviewer="Ann Lee")]
    assert spoken[2::2] == ["Rosa Dahl-Brun"] * 4 and spoken[3:8:2] == ["Ann Lee"] * 3


@pytest.mark.parametrize(
    ("title", "line", "speaker"),
    [
        ("Remarks by President Ana Brito at the port", "", "Ana Brito"),
        ("At the corridor", "We print the address which Chief Elias Matibi gave on 23 June.", "Elias Matibi"),
        ("At the corridor", "Text of the speech delivered by Dr. Rosa Dahl in Porto", "Rosa Dahl"),
        ("A port reopens", "Speech by the chair of the Port Board, Ana Brito, in May", "Ana Brito"),
        ("A port reopens", "In a speech by Tom Reed on Friday, prices were named.", None),
        ("Speech by the Minister of Energy", "", None),
    ],
)
def test_a_printed_speech_is_the_words_of_whoever_gave_it(title: str, line: str, speaker: str | None) -> None:
    assert spoken_by(title, [line]) == speaker


def test_a_name_may_have_an_article_in_it() -> None:
    assert set(full_names("Yusra al-Nuaimi met Samir el-Sayed.")) == {"Yusra al-Nuaimi", "Samir el-Sayed"}


@pytest.mark.parametrize("words", ["I'm Ana Brito, your host.", "It’s Ana Brito again.", "We're Ana Brito and Tom."])
def test_whoever_says_who_they_are_is_called_by_the_name_alone(words: str) -> None:
    assert set(full_names(words)) == {"Ana Brito"}


def test_a_month_before_a_name_is_none_of_it() -> None:
    assert set(full_names("In October Ana Brito met June Reed; on Monday Tom Vos left.")) == {
        "Ana Brito",
        "June Reed",
        "Tom Vos",
    }


def test_a_surname_in_capitals_is_written_as_the_text_writes_it() -> None:
    text = "Mr Karaman was late.\nKARAMAN: I was.\nNATO: Why?\nKARAMAN: Rain.\nNATO: All day?"
    assert {s.speaker for s in find_segments(text)} == {None, "Karaman", "NATO"}


def test_a_headline_written_large_names_nobody() -> None:
    assert set(full_names("“A Face Does Not Know the Score”\nWhy Rosa Dahl Will Not Go\nWill Dahl spoke.")) == {
        "Will Dahl"
    }
    text = "A Lake Does Not Forget\n\nRosa Dahl has dived since 1996.\n\nQ: Is it cold?\nA: Before breakfast it is."
    assert find_segments(text)[-1].speaker == "Rosa Dahl"


@pytest.mark.parametrize("headline", ["THE LAST KEEPER", "The Last Keeper\n", "Wind and Water: A Keeper Speaks\n"])
@pytest.mark.parametrize(
    "intro",
    [
        "Rosa Dahl tended the Skarv light.",
        "Dr. Rosa Dahl, 61, tended it. She left in May.",
        "The Golden Plover calls at Port Osk on Sundays. Rosa Dahl tended its light.",
    ],
)
def test_whoever_opens_a_sentence_above_the_talk_answers_and_no_headline_does(headline: str, intro: str) -> None:
    segments = find_segments(f"{headline}\n{intro}\n\nQ: Is it cold?\nA: It is.\nQ: And dark?\nA: Not in June.")
    assert segments[0].furniture
    assert [s.speaker for s in segments[-4:]] == ["Interviewer", "Rosa Dahl"] * 2


@pytest.mark.parametrize(
    ("headline", "answers"),
    [
        ("Q&A with Rosa Dahl, keeper of Skarv", "Rosa Dahl"),
        ("Interview: Captain Rosa Dahl", "Rosa Dahl"),
        ("Ten questions for the Port Authority", "Interviewee"),
        ("The price of a light", "Interviewee"),
    ],
)
def test_whoever_is_only_spoken_of_in_a_talk_does_not_answer(headline: str, answers: str) -> None:
    talk = "Q: And the owner?\nA: Olmo Vik is kind. Olmo Vik sent me oil.\nQ: Often?\nA: Once."
    assert [s.speaker for s in find_segments(f"{headline}\n\n{talk}")][-1] == answers


def test_a_headline_that_gives_somebodys_words_is_no_turn_of_his() -> None:
    text = "Wu Wei: It is calm\nBy Ida Holm\n\nThe strait is open.\n\nPost: Is it calm?\nWu Wei: It is.\nPost: Now?"
    assert speakers(text) == [None, None, None, "Post", "Wu Wei", "Post"]


@pytest.mark.parametrize(
    "first",
    ["FAY MARSH, councillor for Lower Aven:", "Cllr Fay Marsh (Lower Aven):", "Fay Marsh, 61, a nurse:", "Fay Marsh —"],
)
@pytest.mark.parametrize("later", ["MARSH{}", "Cllr Marsh{}", "Marsh{}"])
def test_who_is_described_at_first_speaks_where_the_surname_is_a_label_later(first: str, later: str) -> None:
    mark = " —" if first.endswith("—") else ":"
    label = later.format(mark)
    text = f"Bell{mark} Why?\n{first} It is bad.\nBell{mark} How?\n{label} Cold."
    assert speakers(text) == ["Bell", "Fay Marsh"] * 2


@pytest.mark.parametrize(
    "note",
    [
        "Editor's note: It was mended.",
        "[Editors’ note: It was mended.]",
        "EDITOR'S NOTE: Mended.",
        "Editorial note – Mended.",
    ],
)
def test_an_editors_note_ends_the_turn(note: str) -> None:
    talk = "Ida Holm: Is it cold?\nRosa Dahl: It is.\nIda Holm: And dark?\nRosa Dahl: Very."
    assert speakers(f"{talk}\n{note}\nIt runs in July.")[4:] == ["The editor", None]
    assert speakers(f"{talk}\n{note}\n{talk}")[4:] == ["The editor", *["Ida Holm", "Rosa Dahl"] * 2]


def test_a_note_by_those_who_print_a_text_is_not_its_authors() -> None:
    text = "The Pier\n\nBy Ida Holm\n\nEditor’s note: The yard denies this.\n\nThe pier is a ruin. It should go.\n"
    said = [(text[s.start : s.end][:8], s.speaker) for s in find_segments(text) if not s.furniture]
    assert said == [("Editor’s", "The editor"), ("The pier", None), ("It shoul", None)]
    assert find_segments(text, outlet="Osk Post")[2].speaker == "Osk Post"


def test_a_note_below_a_talk_on_who_somebody_in_it_is_belongs_to_nobody_there() -> None:
    talk = "Ida Holm: Is it cold?\n\nRosa Dahl: It is.\n\nIda Holm: And dark?\n\nRosa Dahl: Very.\n\nIn June it is not."
    about = "Rosa Dahl is a carpenter and writer. Her book is out now."
    assert speakers(f"{talk}\n\n{about}")[3:] == ["Rosa Dahl", "Rosa Dahl", None, None]
    assert speakers(f"{talk}\n\nRosa never sleeps.")[3:] == ["Rosa Dahl"] * 3


def test_an_office_is_held_by_whoever_is_named_beside_it() -> None:
    text = (
        "The Minister for Rivers (Ms Ana Brito): The dam is old.\nMr. Leif Aune (Port Osk): How old?\n"
        "The Minister for Rivers: It was built in 1950.\nMr. Aune: Who built it?\nThe Prime Minister: My father did."
    )
    speakers = [segment.speaker for segment in find_segments(text)]
    assert speakers == ["Ana Brito", "Leif Aune", "Ana Brito", "Leif Aune", "Prime Minister"]


def speakers_of(*turns: str) -> list[str | None]:
    return [segment.speaker for segment in find_segments("\n".join(turns))]


def test_names_with_small_words_speak_in_full_by_surname_and_by_initials() -> None:
    turns = ("Ida Holm: When?", "Nadim el-Haj: In May.", "IH: Why?", "NEH: It rained.", "IH: Where?", "NE: In Osk.")
    assert speakers_of(*turns) == ["Ida Holm", "Nadim el-Haj"] * 3
    again = ("Dr. Rosa van der Zee: It rained.", "HOLM: When?", "VAN DER ZEE: In May.", "HOLM: Why?")
    assert speakers_of(*again)[2] == "Rosa van der Zee"


def test_of_two_with_one_surname_the_title_of_the_label_tells() -> None:
    turns = ("Sen. Ana Lund: No.", "Rep. Tor Lund: Yes.", "Sen. Lund: Why?", "Rep. Lund: It rained.", "Sen. Lund: No.")
    assert speakers_of(*turns) == ["Ana Lund", "Tor Lund", "Ana Lund", "Tor Lund", "Ana Lund"]


def test_who_speaks_once_after_a_dash_is_told_by_capitals() -> None:
    turns = (
        "HOST – Who is late?",
        "HOLM – Not I.",
        "HOST – Who then?",
        "HOLM – Ask.",
        "HOST – Mr Dahl?",
        "DAHL – I was.",
    )
    assert speakers_of(*turns)[-1] == "Dahl"


def test_the_number_of_a_question_is_no_part_of_who_asks_it_and_the_audience_has_its_words() -> None:
    text = (
        "Q1 The Chair: Is the dam safe?\nMr Vos: It is.\nQ2 Ida Holm: Who says so?\nMr Vos: We do.\n"
        "Audience member: I live below it.\nMr Vos: So do I.\nInterpreter: He lives far above it.\n"
    )
    speakers = [segment.speaker for segment in find_segments(text)]
    assert speakers == ["Chair", "Vos", "Ida Holm", "Vos", "Audience member", "Vos", "Interpreter"]


@pytest.mark.parametrize("line", ["Share on Facebook | Tweet | Print", "17:42", "9.05 pm"])
def test_what_a_page_prints_for_sharing_and_the_hour_alone_are_furniture(line: str) -> None:
    text = f"{line}\nThe quay is closed.\n"
    assert [segment.furniture for segment in find_segments(text)] == [True, False]


def test_a_sentence_ends_behind_a_quotation_within_a_quotation() -> None:
    text = "“She said, ‘We are late.’” He shut the door. “I asked, ‘Why?’” Nobody knew."
    assert [text[one.start : one.end] for one in find_segments(text)] == [
        "“She said, ‘We are late.’”",
        "He shut the door.",
        "“I asked, ‘Why?’”",
        "Nobody knew.",
    ]


def test_the_number_of_a_question_in_parliament_is_no_part_of_who_puts_it() -> None:
    text = (
        "1. Ms Ida Holm (Osk) (Ind): What does the pier cost?\n\nThe Minister for Ports (Leif Aune): Two million.\n\n"
        "2. Eli Vos (Dorn): Who pays?\n\nLeif Aune: The town does.\n\n3. Safety: the pier is closed."
    )
    speakers = {text[one.start : one.end]: one.speaker for one in find_segments(text)}
    assert speakers["What does the pier cost?"] == "Ida Holm"
    assert speakers["Who pays?"] == "Eli Vos"
    assert "Safety" not in speakers.values()


@pytest.mark.parametrize("line", ["Notes to editors", "ENDS", "Note to editors:"])
def test_what_parts_a_statement_from_its_notes_is_furniture(line: str) -> None:
    assert is_furniture_line(line)
