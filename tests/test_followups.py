from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Answer, Citation, Mark, MarkKind, Reason, Statement
from assistant.asking.understanding.another import put_right
from assistant.asking.understanding.followup import has_topic_behind, names_nothing, standalone
from assistant.asking.understanding.thread import is_joined
from assistant.asking.wording.names import find_names


def refused(asked: str) -> Answer:
    return Answer(asked, asked, abstained=True, reason=Reason.NOTHING_FOUND)


def told(asked: str, reply: str, *, voice: str | None = None, speaker: str | None = None) -> Answer:
    cited = Citation("d", "Harbour Post", 0, len(reply), reply, speaker)
    return Answer(asked, asked, (Statement(reply, Mark(MarkKind.FACT, voice), (cited,)),))


CONVERSATIONS = [
    (["Who is Ida Morvik?"], "What did she call the decision?", "What did Ida Morvik call the decision?"),
    (["What is the Esk?"], "How long is it?", "What is the Esk – how long is it?"),
    (["When did the ferry stop?"], "And in 2023?", "When did the ferry stop – and in 2023?"),
    (["Who is Ida Morvik?"], "How many votes were cast?", "How many votes were cast (Ida Morvik)?"),
    (["Who is Ida Morvik?"], "Who is Bela Horn?", "Who is Bela Horn?"),
    (["Who is Ida Morvik?"], "What does Morvik think?", "What does Ida Morvik think?"),
    (["Who is Ida Morvik?"], "Why did Bela Horn cancel her visit?", "Why did Bela Horn cancel her visit?"),
    (["Who is Ida Morvik?"], "Did Bela Horn meet her?", "Did Bela Horn meet Ida Morvik?"),
    (["Who is Ida Morvik?", "Who is Bela Horn?"], "Are there others?", "Are there others (Bela Horn)?"),
    (["Songs of the Harbour"], "Was the record a success?", "Was the record a success (Songs of the Harbour)?"),
    (["Marling \\1"], "Who “runs” it all for “the king”?", "Marling \\1 – who “runs” it all for “the king”?"),
    (["Otto the Ferryman"], "Where was he born?", "Where was Otto the Ferryman born?"),
    (["Storm over Marling"], "Did it win a prize?", "Storm over Marling – did it win a prize?"),
    (["Ida Morvik (politician)"], "What happened in Marling?", "What happened in Marling (Ida Morvik)?"),
    (["Who is Y. A. Holm?"], "Where did he study?", "Where did Y. A. Holm study?"),
    (["What did Ida Morvik's October letter say?"], "Did she write again?", "Did Ida Morvik write again?"),
    (["When will Ida Morvik's bridge open in May?"], "Did she build it?", "Did Ida Morvik build it?"),
    (["Who is Ida Morvik?"], "Why did Ida call it off?", "Why did Ida Morvik call it off?"),
    (["Who is Ida Morvik?"], "And him?", "Who is Ida Morvik – and him?"),
    (["Who is Ida Morvik?"], "thanks", "thanks"),
    (["Who is Ida Morvik?", "Thanks!"], "What is it worth to dry cod?", "What is it worth to dry cod (Ida Morvik)?"),
    (["Who is Bela Horn?"], "What would it cost to move it?", "Who is Bela Horn – what would it cost to move it?"),
    (["Who built the Esk bridge?"], "Is it safe to cross?", "Who built the Esk bridge – is it safe to cross?"),
    (["Who built the Esk bridge?"], "When will it be moved to Osk?", "When will it be moved to Osk (Esk)?"),
    (["Who is Ida Morvik?"], "Who met her yesterday?", "Who met Ida Morvik yesterday?"),
    (["Who is Ida Morvik?"], "🙂🙂", "🙂🙂"),
    (["When did the Esk flood?", "How much did the bridge cost?"], "Why?", "How much did the bridge cost – why (Esk)?"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "question", "understood"), CONVERSATIONS)
def test_a_follow_up_is_put_so_that_it_stands_alone(before: list[str], question: str, understood: str) -> None:
    assert standalone(question, [refused(asked) for asked in before]) == understood


def test_the_author_is_whoever_signs_what_was_cited_and_he_is_whom_the_question_named() -> None:
    history = [told("What did Mayor Bela Horn promise?", "Mayor Bela Horn promised a new quay by spring.")]
    asked = "Does the author think he will keep his word?"
    assert standalone(asked, history, {"d": "Ida Morvik"}) == "Does Ida Morvik think Bela Horn will keep his word?"
    assert standalone("What does the columnist make of that?", history, {"d": "Ida Morvik"}) == (
        "What did Mayor Bela Horn promise – what does Ida Morvik make of that?"
    )


def test_the_guest_is_whoever_speaks_in_what_was_cited() -> None:
    history = [told("When does the ferry sail?", "It sails at dawn.", speaker="Ida Morvik")]
    assert standalone("Does the guest like that?", history) == "When does the ferry sail – does Ida Morvik like that?"


def test_she_who_thinks_may_be_whoever_speaks_where_nobody_was_asked_about() -> None:
    history = [told("How many boats were lost?", "Eleven boats were lost.", speaker="Ida Morvik")]
    assert standalone("What does she think went wrong?", history) == "What does Ida Morvik think went wrong?"
    asked = "When did she lose hers?"
    assert is_joined(asked, standalone(asked, history))


def test_the_name_that_an_answer_ended_with_stands_behind_a_bare_question() -> None:
    history = [told("Who built the quay?", "The quay was built by the brothers Aron and Bela Horn.")]
    assert standalone("When?", history) == "Who built the quay – when (Bela Horn)?"


def test_a_name_that_only_an_answer_told_goes_on_with_the_topic_and_a_new_one_does_not() -> None:
    history = [told("What did Ida Morvik build?", "She built the quay with Bela Horn.")]
    understood = standalone("Was Bela Horn elected?", history)
    assert understood == "Was Bela Horn elected (Ida Morvik)?"
    assert has_topic_behind("Was Bela Horn elected?", understood)
    assert standalone("Was Aron Vik elected?", history) == "Was Aron Vik elected?"
    assert standalone("Was Bela Horn elected?", [*history, refused("Who is Bela Horn?")]) == "Was Bela Horn elected?"


@pytest.mark.parametrize(
    ("before", "follow_up", "understood"),
    [
        ("What did Sir Bela Horn say about Osk?", "And Lind?", "What did Lind say about Osk?"),
        ("What did Sir Bela Horn say about Osk?", "And Marling?", "What did Sir Bela Horn say about Marling?"),
        ("What did Bela Horn say about Osk?", "And the Danes?", "What did Bela Horn say about the Danes?"),
        ("What does Bela Horn think of the levy?", "And the minister?", "What does the minister think of the levy?"),
        ("What does Bela Horn think of the levy?", "What about the quay?", "What does Bela Horn think of the quay?"),
        ("What does Bela Horn think of the levy?", "And of Lind?", "What does Bela Horn think of Lind?"),
        ("What did the mayor Bela Horn say?", "And Marling?", "What did Marling say?"),
        ("What did Bela Horn say about Osk?", "Did he go there?", "Did Bela Horn go there?"),
        ("Who steers the ferry (Osk)?", "What did she say?", "Who steers the ferry (Osk) – what did she say?"),
    ],
)
def test_and_another_is_somebody_else_or_another_matter(before: str, follow_up: str, understood: str) -> None:
    assert standalone(follow_up, [refused(before)], {}, lambda: ["Petter Lind"]) == understood


def test_a_name_with_its_office_is_no_fuller_name() -> None:
    history = [told("Who came?", "In May the Danish Foreign Minister Horn came.")]
    assert standalone("What did Horn say?", history) == "What did Horn say?"


def test_what_stands_in_a_place_names_no_subject() -> None:
    assert names_nothing("What happened in Marling?")
    assert not names_nothing("What happened to Marling?")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bank of the North", ["Bank of the North"]),
        ("Did Ida Morvik's Marling plan fail?", ["Ida Morvik", "Marling"]),
        ("Who owns Land's End?", ["Land's End"]),
        ("Does Aron Horn’s Friday column pay US$40?", ["Aron Horn", "Friday"]),
        ("Also, anyone from the U.S. Navy?", ["U.S. Navy"]),
        (
            "Did Ana von der Aune sell Cavas del Norte to Omar al-Tall?",
            ["Ana von der Aune", "Cavas del Norte", "Omar al-Tall"],
        ),
        ("Is the café für alle J.-P. Aune's?", ["J.-P. Aune"]),
    ],
)
def test_names_are_found_whole_and_without_what_only_begins_a_sentence(text: str, names: list[str]) -> None:
    assert [name for name, _ in find_names(text)] == names


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=3), st.text(max_size=20))
def test_any_words_can_follow_any_others(question: str, before: list[str], author: str) -> None:
    history = [told(asked, asked[::-1] or "-") for asked in before]
    assert isinstance(standalone(question, history, {"d": author}), str)


def test_he_or_she_is_whom_the_document_calls_so() -> None:
    history = [told("What did Ida Morvik say of Aron Vik in Osk?", "Ida Morvik said that Aron Vik was late in Osk.")]
    known = {("he", "Aron Vik"): 1.0, ("he", "Ida Morvik"): 0.0, ("she", "Ida Morvik"): 1.0, ("she", "Aron Vik"): 0.0}

    def understood(question: str) -> str:
        return standalone(question, history, may_mean=lambda pronoun, name: known.get((pronoun, name)))

    assert understood("Where was he born?") == "Where was Aron Vik born?"
    assert understood("Where was she born?") == "Where was Ida Morvik born?"


def test_he_is_whoever_the_last_question_asked_for() -> None:
    reply = "Ida Morvik was told so by Aron Vik."
    turn = told("Who told Ida Morvik so?", reply)
    at = reply.index("Aron")
    history = [replace(turn, statements=(replace(turn.statements[0], highlight=(at, at + 8)),))]
    assert standalone("Where was he born?", history) == "Where was Aron Vik born?"
    assert standalone("Who is he?", history) == "Who is Aron Vik?"
    assert standalone("Was he right?", history) == "Who told Ida Morvik so – was Aron Vik right?"
    asked_of = replace(history[0], question="Who did Ida Morvik ask?", standalone_question="Who did Ida Morvik ask?")
    assert standalone("Where was she born?", [asked_of]) == "Where was Ida Morvik born?"


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("When was the levy paid in Osk?", "Since when?", "When was the levy paid in Osk – since when (Bela Horn)?"),
        ("What does Lind make of it?", "Does Horn agree?", "What does Lind make of it – does Horn agree?"),
        ("What did Ida Morvik say?", "What about the toll?", "What did Ida Morvik say – what about the toll?"),
        ("What did the mayor of Osk say?", "And Lind?", "What did Lind say?"),
        ("What did the mayor of Osk say?", "And the priest?", "What did the mayor of Osk say – and the priest?"),
    ],
)
def test_a_question_gets_of_an_answer_only_what_it_points_at(before: str, question: str, understood: str) -> None:
    history = [told(before, "Everybody thanked Bela Horn.")]
    assert standalone(question, history, {}, lambda: ["Petter Lind"]) == understood


def test_what_has_nothing_to_do_with_the_documents_is_no_topic() -> None:
    aside = Answer("Who won the cup?", "Who won the cup?", abstained=True, reason=Reason.NOT_ANSWERED, probability=0.0)
    history = [told("When was the Esk bridge built?", "The Esk bridge was built in 1908."), aside]
    assert standalone("And when was it closed?", history) == "When was the Esk bridge built – and when was it closed?"


def test_a_bare_question_goes_on_with_the_follow_up_before_it() -> None:
    first, then = "When did the ferry to Osk stop", "does anybody want it back?"
    joined = f"{first} – {then}"
    history = [refused(f"{first}?"), replace(refused(then), standalone_question=joined)]
    assert standalone("Who?", history) == f"{first} – does anybody want it back – who?"
    assert standalone("Was it loved?", history).startswith(f"{first} – was it loved")


def test_a_place_or_a_time_is_nobody_else_to_ask() -> None:
    history = [told("What does Ida Holm expect?", "Ida Holm expects rain.")]
    assert standalone("And in Osk?", history) == "What does Ida Holm expect in Osk?"
    assert standalone("And Bela Horn?", history) == "What does Bela Horn expect?"


def test_what_is_asked_of_a_matter_that_was_looked_up_is_a_question() -> None:
    history = [told("Tell me about the old ferryman", "There was an old ferryman in Osk.")]
    assert standalone("how old was he", history).startswith("the old ferryman – how old was he")
    assert standalone("how old was he", history).endswith("?")


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (
            "What did Ida Holm say?",
            "And how much does Vik earn?",
            "What did Ida Holm say – and how much does Vik earn?",
        ),
        ("What did Ida Holm say?", "And is Vik right?", "What did Ida Holm say – and is Vik right?"),
        ("What did Ida Holm say?", "And Vik's wife?", "What did Vik's wife say?"),
    ],
)
def test_who_asks_something_of_his_own_does_not_ask_the_same_of_another(
    before: str, question: str, understood: str
) -> None:
    history = [told(before, "The ferry is slow, Ida Holm said.")]
    assert standalone(question, history, {}, lambda: ["Petter Vik"]) == understood


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("When was the quay closed?", "No, I meant the bridge", "When was the bridge closed?"),
        ("How old is Ida Holm?", "sorry, I meant Bela Horn.", "How old is Bela Horn?"),
        ("When was it closed?", "I mean the old ferry", "When was the old ferry closed?"),
        ("Who shut the quay on the river?", "No, the bridge!", "Who shut the quay on the river – the bridge?"),
        ("How many came in Osk?", "And in Marling?", "How many came in Marling?"),
        ("Who is the mayor of Osk?", "what about of Marling?", "Who is the mayor of Marling?"),
    ],
)
def test_what_was_meant_and_another_place_are_put_where_the_other_stood(
    before: str, question: str, understood: str
) -> None:
    assert standalone(question, [refused(before)]) == understood


@pytest.mark.parametrize("question", ["No one came?", "No, the quay is safe", "Sorry, why is that?"])
def test_what_only_begins_like_a_correction_is_none(question: str) -> None:
    assert put_right(question, refused("When was the bridge closed?")) is None


def test_who_is_asked_about_is_not_whoever_the_answer_to_it_names() -> None:
    turn = told("Who is Aron Vik?", "The mayor Bela Horn is to blame.")
    history = [replace(turn, statements=(replace(turn.statements[0], highlight=(10, 19)),))]
    assert standalone("What does he want?", history) == "What does Aron Vik want?"


def test_he_is_not_whom_the_conversation_called_she() -> None:
    first = told("Who wrote to Ida Morvik?", "Ida Morvik was sent a letter by Aron Vik.")
    then = replace(refused("Why did she move?"), standalone_question="Why did Ida Morvik move?")
    assert standalone("Where does she live?", [first, then]) == "Where does Ida Morvik live?"
    assert "Ida Morvik live" not in standalone("Where does he live?", [first, then])


def test_what_somebody_says_of_that_goes_on_with_what_was_spoken_of() -> None:
    history = [told("What did Ida Holm call the levy?", "Ida Holm called the levy a theft.")]
    asked = "What does Bela Horn say about that?"
    assert standalone(asked, history) == "What did Ida Holm call the levy – what does Bela Horn say about that?"
    joined = replace(refused(asked), standalone_question=standalone(asked, history))
    assert standalone("And Aron Vik?", [*history, joined]) == (
        "What did Ida Holm call the levy – what does Aron Vik say about that?"
    )


def test_how_many_there_are_is_asked_of_what_was_spoken_of() -> None:
    history = [told("What did the court of Osk tell the fishers?", "The court told the fishers to pay.")]
    assert standalone("How many are there?", history).startswith(
        "What did the court of Osk tell the fishers – how many"
    )
    assert standalone("How many judges are there?", history) == "How many judges are there (Osk)?"


def test_he_is_whoever_was_quoted_last_though_nobody_signs() -> None:
    first = told("What do the fishers say?", "They are angry, said Aron Vik.")
    then = told("Who speaks for the council?", "The lawyer, Petter Lind, said that it was over.")
    marks = Mark(MarkKind.QUOTATION, "Aron Vik, quoted by Bela Horn"), Mark(MarkKind.QUOTATION, "Petter Lind")
    history = [
        replace(turn, statements=(replace(turn.statements[0], mark=mark),))
        for turn, mark in zip((first, then), marks, strict=True)
    ]
    assert standalone("Did he make an offer?", history) == "Did Petter Lind make an offer?"


def test_she_may_be_whoever_the_documents_give_words() -> None:
    history = [told("What does Aron Vik think of Holm?", "He thinks that the tempo was wrong.")]
    likely = {("she", "Holm"): 0.5}
    understood = standalone(
        "What does she say about that?",
        history,
        {},
        lambda: ["Ida Holm", "Aron Vik"],
        lambda pronoun, name: likely.get((pronoun, name), 0.0),
    )
    assert understood == "What does Aron Vik think of Holm – what does Holm say about that?"


def test_nobody_is_no_topic() -> None:
    history = [told("Was the quay safe?", "Nobody was hurt there.")]
    assert standalone("What will the town do?", history) == "What will the town do?"


def test_whoever_has_words_and_is_only_named_is_asked_what_he_says_of_that() -> None:
    history = [refused("How much is the toll?")]
    assert standalone("And Lind?", history, {}, lambda: ["Petter Lind"]) == (
        "How much is the toll – what does Lind say about that?"
    )
    assert standalone("And Lind?", history, {}, lambda: ["Ida Holm"]) == "How much is the toll – and Lind?"


def test_he_is_whose_words_were_asked_for_last_though_another_was_spoken_of_for_longer() -> None:
    asked = ["What does Aron Vik want?", "What does Aron Vik fear?", "What does Bela Horn want?"]
    history = [told(each, "Aron Vik wants a quay.") for each in asked]
    assert standalone("What does he say of Osk?", history) == "What does Bela Horn say of Osk?"
    assert standalone("How did he answer?", history) == "How did Aron Vik answer?"


def test_who_is_named_in_a_follow_up_is_spoken_of() -> None:
    asked = "What does Bela Horn say about that?"
    joined = replace(refused(asked), standalone_question=f"Who shut the quay – {asked[0].lower()}{asked[1:]}")
    assert (
        standalone("Does he want a ferry?", [refused("Who shut the quay?"), joined]) == "Does Bela Horn want a ferry?"
    )


def test_she_who_was_written_to_may_be_meant_and_a_number_is_nobody() -> None:
    assert standalone("Where does she live?", [refused("Who wrote to Ida Holm?")]) == "Where does Ida Holm live?"
    counted = told("How many posts are vacant?", "Four posts are vacant.")
    assert "Four" not in standalone("Why does the school need money?", [counted])


def test_what_was_asked_about_is_a_topic_before_whom_only_the_answer_names() -> None:
    history = [told("Who voted against the phone ban?", "Aron Vik was against it.")]
    assert standalone("Are there exceptions?", history) == "Are there exceptions (the phone ban)?"
    assert standalone("How long was the meeting?", history) == "How long was the meeting?"
    assert standalone("Are there others?", [told("Who came?", "Aron Vik came.")]) == "Are there others?"
    asked = "What did the parents' council say?"
    assert standalone(asked, [refused("What does Ida Holm want to ban?")]) == asked
