from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import BRIDGE, FERRY, ROOT, LibraryOf
from hypothesis import given
from hypothesis import strategies as st

from assistant import Answer, Assistant, MarkKind, Reason, Where
from assistant.asking.finding.retrieve import fuse
from assistant.asking.judging import judge
from assistant.asking.judging.read import Judged, read
from assistant.asking.understanding.question import checked
from assistant.errors import AssistantError, QuestionError
from assistant.library.library import Library


@given(st.lists(st.lists(st.integers(0, 20), unique=True), max_size=4))
def test_fusion_keeps_every_id_once_and_order_where_rankings_agree(rankings: list[list[int]]) -> None:
    fused = [item for item, _ in fuse(rankings)]
    assert sorted(fused) == sorted({item for ranking in rankings for item in ranking})
    if rankings and all(ranking == rankings[0] for ranking in rankings):
        assert fused == rankings[0]


@pytest.mark.parametrize(
    ("question", "words", "kinds", "voice"),
    [
        ("Where did Kim Jong-un receive Lavrov?", "Goma Coast tourist area", {"reported fact", "unsure"}, "Zhi News"),
        ("How much debt did Russia exempt?", "$3.5 billion", {"reported fact", "unsure"}, "Wu Wei"),
        ("When was North Korea's debt exempted?", "In 2000", {"reported fact", "unsure"}, "Wu Wei"),
        (
            "Who is Russia's ambassador to North Korea?",
            "Alexander Maltsev",
            {"reported fact", "unsure", "mixed"},
            "Wu Wei",
        ),
        ("What did Lavrov say about Kursk?", "liberated the Kursk region", {"quotation"}, "Lavrov, quoted by Wu Wei"),
        ("Is there an alliance between Russia and North Korea?", "alliance", {"opinion", "mixed", "unsure"}, "Wu Wei"),
    ],
)
def test_article_answers_with_the_right_sentence_first(
    article: Assistant, question: str, words: str, kinds: set[str], voice: str
) -> None:
    answer = article.ask(question)
    first = answer.statements[0]
    assert words in first.text
    assert first.mark.kind in kinds
    assert first.mark.voice == voice
    assert answer.caveats == ("The article represents the personal views of the author.",)


def test_what_the_article_does_not_say_is_refused(article: Assistant) -> None:
    answer = article.ask("Who won the 2022 World Cup?")
    assert (answer.abstained, answer.reason, answer.statements) == (True, Reason.NOT_ANSWERED, ())
    assert answer.nearest == ()  # nothing is anywhere near it


def test_beside_a_near_miss_stands_what_is_closest(article: Assistant) -> None:
    answer = article.ask("Why did Lavrov cancel his visit to Wonsan?")
    assert answer.abstained
    assert any("Wonsan" in evidence.text or "Lavrov" in evidence.text for evidence in answer.nearest)


def test_words_that_ask_nothing_are_looked_up(article: Assistant) -> None:
    assert "Kursk" in article.search("Lavrov Kursk", k=2)[0].text
    assert "debt" in article.search("debt", k=1)[0].text


@pytest.mark.parametrize(
    "question", ["debt", "Wonsan airport", "What about " + "the relations of the two states and " * 20 + "Kim?"]
)
def test_quotes_are_verbatim_for_short_and_long_questions(article: Assistant, question: str) -> None:
    answer = article.ask(question)
    documents = {document.id: document for document in article.documents()}
    for statement in answer.statements:
        assert statement.citations
        for citation in statement.citations:
            assert documents[citation.document_id].text[citation.start : citation.end] == citation.quote
            assert citation.quote in statement.text
    assert article.search(question, k=3)


@given(question=st.text(min_size=1, max_size=80))
def test_any_question_gets_verbatim_citations_or_a_refusal(article: Assistant, question: str) -> None:
    if not question.split():
        return
    answer = article.ask(question)
    texts = {document.id: document.text for document in article.documents()}
    json.dumps(answer.to_dict())
    assert answer.abstained == (not answer.statements)
    for statement in answer.statements:
        for citation in statement.citations:
            assert texts[citation.document_id][citation.start : citation.end] == citation.quote


def test_search_gives_ranked_distinct_sentences_with_scores_in_range(article: Assistant) -> None:
    found = article.search("debt", k=5)
    assert [e.rank for e in found] == [1, 2, 3, 4, 5]
    assert len({e.sentence.start for e in found}) == 5
    assert all(0 <= e.score <= 1 for e in found)
    assert [e.score for e in found] == sorted((e.score for e in found), reverse=True)
    assert article.search("debt", k=0) == []


def test_an_interviewers_question_is_never_evidence(article: Assistant) -> None:
    found = article.search("How do you view this unusual relationship between North Korea and Russia?", k=50)
    assert all(e.mark.kind != "question" for e in found)


def test_a_sentence_that_leans_on_the_one_before_brings_it(article: Assistant) -> None:
    answer = article.ask("Which force upholds fairness and justice and is Lavrov's next destination?")
    first = answer.statements[0]
    assert "This force is China" in first.text
    assert first.text.startswith("On the other hand, a powerful force")
    assert len(first.citations) == 2


@pytest.mark.parametrize("question", ["", "   \n", "x" * 100_000, None, 7, b"Who?"])
def test_bad_questions_are_refused_in_one_line(article: Assistant, question: Any) -> None:
    for asking in (article.ask, article.search, article.chat().ask):
        with pytest.raises(QuestionError) as error:
            asking(question)
        assert "\n" not in str(error.value)


@pytest.mark.parametrize("question", ["?", "?!", "… — …", "🙂", "\x1b"])
def test_what_has_no_word_is_answered_by_nothing(article: Assistant, question: str) -> None:
    assert article.ask(question).reason is article.chat().ask(question).reason is Reason.NOTHING_FOUND


def test_half_a_character_in_a_question_is_no_fault() -> None:
    assert checked("Who\ud800 voted,\n\udcff and when?") == "Who? voted, ? and when?"


def test_empty_library_says_so_without_loading_the_model(library: Assistant) -> None:
    answer = library.ask("Anything?")
    assert (answer.abstained, answer.reason) == (True, Reason.EMPTY_LIBRARY)
    assert library.search("Anything?") == []


def test_follow_up_is_understood_and_answered(article: Assistant) -> None:
    chat = article.chat()
    chat.ask("Who is Russia's ambassador to North Korea?")
    chat.ask("What did Lavrov say about Kursk?")
    again = chat.ask("Where did he say it?")
    assert "Lavrov" in again.standalone_question
    assert again.question == "Where did he say it?"
    assert len(chat.history) == 3


def test_question_that_stands_alone_is_left_as_it_is(article: Assistant) -> None:
    chat = article.chat()
    chat.ask("What did Lavrov say about Kursk?")
    question = "How much debt did Russia exempt North Korea from?"
    assert chat.ask(question).standalone_question == question


def test_conversations_do_not_mix(article: Assistant) -> None:
    one, other = article.chat(), article.chat()
    one.ask("What did Lavrov say about Kursk?")
    assert other.ask("Where did he say it?").standalone_question == "Where did he say it?"


def test_who_asks_the_same_at_once_waits_for_one_reading(article: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    readings: list[str] = []

    def counted(library: Library, question: str, *given: Any, **more: Any) -> Judged:
        readings.append(question)
        return read(library, question, *given, **more)

    monkeypatch.setattr(judge, "read", counted)
    with ThreadPoolExecutor(6) as people:
        answers = list(people.map(article.ask, ["Which pact was signed in the year 2000?"] * 6))
    assert readings == ["Which pact was signed in the year 2000?"]
    assert answers[0].statements and len({answer.statements for answer in answers}) == 1


def test_a_question_that_failed_is_read_again(article: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*given: Any, **more: Any) -> Judged:
        raise OSError("the disk is gone")

    with monkeypatch.context() as broken:
        broken.setattr(judge, "read", fails)
        with pytest.raises(OSError, match="the disk is gone"):
            article.ask("Which ambassador of Russia is in North Korea?")
    assert article.ask("Which ambassador of Russia is in North Korea?").statements


def test_retriever_gives_langchain_documents(article: Assistant) -> None:
    retriever = article.as_retriever(k=3)
    found = retriever.invoke("How much debt did Russia exempt?")
    assert len(found) == 3
    assert "$3.5 billion" in found[0].page_content
    assert found[0].metadata["mark"] in ("reported fact", "unsure")
    assert found[0].metadata["speaker"] == "Wu Wei"


def test_shipped_article_is_word_for_word_and_alone() -> None:
    names = sorted(path.name for path in (ROOT / "corpus").iterdir())
    assert names == [
        "README.md", "wu-wei-on-russia-north-korea-ties.txt", "wu-wei-on-russia-north-korea-ties.yaml",
    ]  # fmt: skip
    original = Path(ROOT, "..", "shared", "corpus", "wu-wei-on-russia-north-korea-ties.txt")
    if original.exists():
        assert (ROOT / "corpus" / original.name).read_bytes() == original.read_bytes()


WHERE = [
    (Where(), {"ferry", "bridge"}),
    (Where(speakers=("ida morvik",)), {"ferry"}),
    (Where(authors=("nobody",)), set()),
    (Where(since="2025"), {"bridge"}),
    (Where(since="2024-03", until="2025-01-31"), {"ferry"}),
    (Where(until="2023"), set()),
    (Where(since="2025", until="9999"), {"bridge"}),
    (Where(since="2025-02", until="9999-12"), {"bridge"}),
    (Where(since=2025, until=2026), {"bridge"}),
    (Where(until=date(2024, 12, 31)), {"ferry"}),
]


@pytest.fixture(scope="module")
def dated(library_of: LibraryOf) -> Assistant:
    """Two documents that state a date, in two forms."""
    return library_of(
        {
            "ferry.md": f"---\ntitle: ferry\ndate: 12 May 2024\n---\n{FERRY}",
            "bridge.md": f"---\ntitle: bridge\ndate: 2025-02-01\n---\n{BRIDGE}",
        }
    )


@pytest.mark.parametrize(("where", "titles"), WHERE)
def test_only_what_the_filter_lets_through_is_found(dated: Assistant, where: Where, titles: set[str]) -> None:
    assert {e.title for e in dated.search("bridge engine kroner vote", k=30, where=where)} == titles


def test_only_reported_facts_answer_when_asked_for(dated: Assistant) -> None:
    found = dated.search("Was it a mistake or a cowardly decision?", k=30, where=Where(only_facts=True))
    assert {e.mark.kind for e in found} == {MarkKind.FACT}


def test_a_filter_with_no_date_is_refused_in_plain_words(dated: Assistant) -> None:
    with pytest.raises(QuestionError, match="2024-05"):
        dated.ask("Who voted?", where=Where(since="last week"))


def test_a_filter_in_another_form_is_refused_in_plain_words(dated: Assistant) -> None:
    for ask in (dated.ask, dated.search, dated.chat().ask):
        with pytest.raises(QuestionError, match="not dict; give such as Where"):
            ask("Who voted?", where={"authors": "Leif Aune"})  # type: ignore[arg-type]
    assert not Where(authors=None)  # type: ignore[arg-type]


def test_what_is_given_in_another_form_is_told_of_in_one_line(dated: Assistant) -> None:
    def refused(call: Callable[..., object], *args: Any, **named: Any) -> str:
        with pytest.raises(AssistantError) as error:
            call(*args, **named)
        return str(error.value)

    one = dated.documents()[0]
    for count in ("3", None, 2.5):
        assert f"k is a whole number, not {count!r}" in refused(dated.search, "Who voted?", k=count)
        assert "most is a whole number" in refused(dated.suggest, count)
    assert dated.search("Who voted?", k=np.int64(1)) == dated.search("Who voted?", k=1)  # type: ignore[arg-type]
    assert dated.search("Who voted?", k=-1) == []
    for name, wrong in (("documents", 7), ("documents", [one]), ("authors", [None]), ("speakers", b"Ida")):
        assert f"{name} of a Where are" in refused(Where, **{name: wrong})
    for call in (dated.document, dated.sentences, dated.remove):
        assert refused(call, one) == "a document is named by its id, a str, not Document; see documents()"
    for history in ("What then?", ["What then?"], [None], None):
        assert "is of Answers, not" in refused(dated.chat, history)
    answer = dated.ask("Who voted?")
    assert dated.chat(answer).history == dated.chat([answer]).history  # type: ignore[arg-type]
    assert "not NoneType" in refused(dated.add_upload, None, "a.txt")


def test_a_stream_gives_the_statements_and_then_the_answer(article: Assistant) -> None:
    *statements, answer = article.stream("How much debt did Russia exempt?")
    assert isinstance(answer, Answer)
    assert tuple(statements) == answer.statements


MILL = """The mill at Marling stopped on 3 March. Its wheel had been bent by ice in the night. The miller, Otto Brand,
sold his last flour to the school. A new wheel costs 40,000 kroner."""


def test_a_question_that_asks_why_is_answered_if_the_reason_stands_there_and_only_then(tmp_path: Path) -> None:
    (tmp_path / "mill.md").write_text(f"---\ntitle: The mill at Marling\n---\n{MILL}")
    with Assistant.open(tmp_path / "data") as assistant:
        assistant.add(tmp_path / "mill.md")
        assert "bent by ice" in assistant.ask("Why did the mill at Marling stop?").statements[0].text
        assert assistant.ask("Why did Otto Brand leave the school?").abstained


def test_a_new_topic_does_not_drag_the_old_one_along(dated: Assistant) -> None:
    chat = dated.chat()
    chat.ask("What did Ida Morvik call the decision?")
    answer = chat.ask("How many metres long will the footbridge be?")
    assert "84 metres" in answer.statements[0].text


def test_a_follow_up_that_nothing_answers_is_refused_though_the_question_before_was_answered(dated: Assistant) -> None:
    chat = dated.chat()
    assert not chat.ask("How many metres long will the footbridge be?").abstained
    answer = chat.ask("Which opera was it named after?")
    assert answer.abstained
    assert answer.standalone_question.startswith("How many metres long will the footbridge be")


def told_by_two_papers(folder: Path, morning: str, evening: str) -> Answer:
    (folder / "one.md").write_text(f"---\ntitle: Morning Post\n---\n{morning}\n")
    (folder / "two.md").write_text(f"---\ntitle: Evening Echo\n---\n{evening}\n")
    with Assistant.open(folder / "data") as assistant:
        assistant.add(folder / "one.md", folder / "two.md")
        return assistant.ask("How long will the footbridge at Marling be?")


def test_sources_that_differ_are_both_shown_and_said_to_differ(tmp_path: Path) -> None:
    told = "The footbridge at Marling will be {} metres long."
    answer = told_by_two_papers(tmp_path, told.format(84), told.format(91))
    assert {c.title for s in answer.statements for c in s.citations} == {"Morning Post", "Evening Echo"}
    (note,) = answer.notes
    assert "differ" in note and "84" in note and "91" in note


def test_sources_that_agree_are_cited_together(tmp_path: Path) -> None:
    answer = told_by_two_papers(
        tmp_path,
        "The footbridge at Marling will be 84 metres long.",
        "In Marling a footbridge of 84 metres in length is planned.",
    )
    assert {c.title for c in answer.statements[0].citations} == {"Morning Post", "Evening Echo"}
    assert answer.notes == ()


def test_the_short_answer_is_pointed_out_where_it_stands(article: Assistant) -> None:
    (first, *_) = article.ask("How much debt did Russia exempt?").statements
    assert first.highlight is not None
    assert "3.5 billion" in first.text[slice(*first.highlight)]


def test_what_somebody_thinks_is_answered_in_that_voice(dated: Assistant) -> None:
    answer = dated.ask("What does Ida Morvik think of the decision to stop the ferry?")
    assert "cowardly" in answer.statements[0].text
    assert all(s.mark.voice == "Ida Morvik" for s in answer.statements)


@pytest.mark.parametrize(
    "question", ["Tell me about Kursk.", "tell me more about the debt", "What do you know about Lavrov?"]
)
def test_what_asks_for_all_of_a_matter_is_looked_up(article: Assistant, question: str) -> None:
    answer = article.ask(question)
    assert any(question.split()[-1].strip(".?") in statement.text for statement in answer.statements)


@pytest.mark.parametrize("words", ["thanks!", "Hello there", "ok great", "Good morning."])
def test_a_courtesy_looks_for_nothing(article: Assistant, words: str) -> None:
    answer = article.ask(words)
    assert answer.abstained
    assert not answer.nearest


def test_a_matter_whose_words_stand_in_no_one_document_is_not_found(dated: Assistant) -> None:
    assert dated.ask("Tell me about the bridge to Sela Island.").abstained
