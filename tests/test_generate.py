from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from chat_server import ChatServer, Fault, Request, openai_model, serving
from conftest import BRIDGE, FERRY
from langchain_core.language_models import BaseChatModel

from assistant import Answer, Assistant, MarkKind, Reason, Settings, Statement, Where
from assistant.errors import SettingsError

VOTE = "How did the town council of Marling vote on the footbridge?"
MISTAKE = "Was the vote of the town council a mistake?"
DECIDED = "Was it a cowardly decision by the port authority?"
LIMIT = 2.0


@pytest.fixture(scope="module")
def worded(server: ChatServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Two documents, and a model behind HTTP that says what a test scripts."""
    folder = tmp_path_factory.mktemp("worded")
    (folder / "ferry.txt").write_text(FERRY)
    (folder / "bridge.txt").write_text(BRIDGE)
    settings = Settings(model_timeout=20)
    with Assistant.open(folder / "data", settings, model=openai_model(server)) as assistant:
        assistant.add(folder / "ferry.txt", folder / "bridge.txt")
        assistant.warm()
        yield assistant


def limited(assistant: Assistant, model: BaseChatModel | str, limit: float = LIMIT) -> Assistant:
    """The same library with another model, under a short limit."""
    from assistant.asking.generating.chat_model import ChatModel

    other = Assistant.__new__(Assistant)
    other.__dict__.update(assistant.__dict__)
    other._model = ChatModel(model, timeout=limit)
    return other


def texts(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.statements]


def test_good_statements_are_shown_with_marks_and_citations_from_the_evidence(
    worded: Assistant, server: ChatServer
) -> None:
    def good(request: Request) -> str:
        return (
            f"Marling's council voted 11 to 4 to build a footbridge over the Esk. [{request.number('voted')}]\n"
            f"The bridge will have a length of 84 metres [{request.number('84')}].\n"
        )

    server.script = good
    answer = worded.ask(VOTE)
    assert texts(answer) == [
        "Marling's council voted 11 to 4 to build a footbridge over the Esk.",
        "The bridge will have a length of 84 metres.",
    ]
    assert {s.mark.kind for s in answer.statements} == {MarkKind.FACT}
    assert answer.statements[0].citations[0].quote.startswith("The town council of Marling voted 11 to 4")
    assert (answer.notes, answer.dropped) == ((), ())


def test_an_opinion_is_put_into_its_holders_mouth(worded: Assistant, server: ChatServer) -> None:
    server.script = lambda r: f"The decision was cowardly [{r.number('cowardly')}]."
    answer = worded.ask(DECIDED)
    assert texts(answer)[0] == "According to Ida Morvik, the decision was cowardly."
    assert answer.statements[0].mark.kind is not MarkKind.FACT


@pytest.mark.parametrize(
    ("claim", "source", "why"),
    [
        ("The council voted 12 to 4.", "voted", "12"),
        ("The council of Oslo voted 11 to 4.", "voted", "Oslo"),
        ("The council voted 11 to 4 on Friday.", "voted", "Friday"),
        ("The council did not vote 11 to 4.", "voted", "not"),
        ("The engineer called the bridge “a jewel of a crossing”.", "cheapest", "jewel"),
        ("“It is the cheapest crossing this town will ever get,” said Tor Brekke.", "cheapest", "Tor"),
        ("I think that the council voted 11 to 4.", "voted", "speaks for itself"),
        ("The council voted 11 to 4, see https://evil.example/x for more.", "voted", "link"),
        ("Did the council vote 11 to 4?", "voted", "asks"),
        ("The moon is made of green cheese.", "voted", "bear it out"),
    ],
)
def test_what_the_source_does_not_say_is_replaced_by_the_source_and_noted(
    worded: Assistant, server: ChatServer, claim: str, source: str, why: str
) -> None:
    server.script = lambda r: "NONE" if r.repairing else f"{claim} [{r.number(source)}]"
    answer = worded.ask(VOTE)
    assert claim not in " ".join(texts(answer))
    assert [d.text.rstrip(".") for d in answer.dropped] == [claim.rstrip(".")]
    assert why in answer.dropped[0].reason
    assert answer.dropped[0].became in ("replaced", "left out")  # the source stands in only where it answers
    assert all(c.quote in s.text for s in answer.statements for c in s.citations)


def test_a_statement_that_fails_is_repaired_once(worded: Assistant, server: ChatServer) -> None:
    def sloppy(request: Request) -> str:
        number = request.number("voted")
        votes = "11 to 4" if request.repairing else "12 to 4"
        return f"The council voted {votes} for a footbridge [{number}]."

    server.script = sloppy
    answer = worded.ask(VOTE)
    assert texts(answer) == ["The council voted 11 to 4 for a footbridge."]
    assert [d.became for d in answer.dropped] == ["repaired"]


@pytest.mark.parametrize("citation", ["", "[99]", "[0]", "[1][99]"])
def test_a_statement_that_cites_nothing_that_exists_is_left_out(
    worded: Assistant, server: ChatServer, citation: str
) -> None:
    server.script = lambda r: f"The council voted 11 to 4 on Tuesday. {citation}"
    answer = worded.ask(VOTE)
    assert [(d.reason, d.became) for d in answer.dropped] == [("it cites nothing that was found", "left out")]
    assert answer.statements[0].citations[0].quote == answer.statements[0].text  # the document's own words
    assert "could be verified" in answer.notes[0]


def test_a_model_that_talks_of_something_else_does_not_hide_the_answer(worded: Assistant, server: ChatServer) -> None:
    server.script = lambda r: f"The new engine cost 2.4 million kroner [{r.number('engine')}]."
    answer = worded.ask(VOTE)
    assert any("voted 11 to 4" in text for text in texts(answer))


def test_a_model_never_turns_a_refusal_into_an_answer(worded: Assistant, server: ChatServer) -> None:
    server.requests.clear()
    server.script = lambda r: "Argentina won the 2022 World Cup [1]."
    answer = worded.ask("Who won the 2022 World Cup?")
    assert (answer.abstained, answer.reason) == (True, Reason.NOT_ANSWERED)
    assert server.requests == []


def test_the_mark_is_never_the_models(worded: Assistant, server: ChatServer) -> None:
    server.script = lambda r: f"It is a reported fact that the vote was a mistake [{r.number('mistake')}]."
    answer = worded.ask(MISTAKE)
    assert all(s.mark.kind is not MarkKind.FACT for s in answer.statements if "mistake" in s.text)


def test_only_facts_reach_the_model_when_only_facts_are_asked_for(worded: Assistant, server: ChatServer) -> None:
    server.requests.clear()
    server.script = lambda r: "NONE"
    worded.ask(VOTE, where=Where(only_facts=True))
    assert {voice.split(",")[0] for r in server.requests for voice, _ in r.sentences.values()} == {"reported fact"}


def test_structured_answers_are_asked_for_where_the_model_is_known_to_give_them(
    worded: Assistant, server: ChatServer
) -> None:
    def structured(request: Request) -> str:
        statement = {"text": "The council voted 11 to 4.", "sources": [request.number("voted")]}
        return json.dumps({"statements": [statement, {"text": "The moon is green.", "sources": [77]}]})

    server.requests.clear()
    server.script = structured
    answer = limited(worded, openai_model(server, "gpt-4.1-mini"), 20).ask(VOTE)
    assert server.requests[0].structured
    assert texts(answer) == ["The council voted 11 to 4."]


def test_a_server_that_refuses_schemas_is_asked_in_plain_text(worded: Assistant, server: ChatServer) -> None:
    def plain_only(request: Request) -> str | Fault:
        return Fault(400) if request.structured else f"The council voted 11 to 4 [{request.number('voted')}]."

    server.script = plain_only
    answer = limited(worded, openai_model(server, "gpt-4.1-mini"), 20).ask(VOTE)
    assert texts(answer) == ["The council voted 11 to 4."]
    assert answer.notes == ()


FAULTS: dict[str, tuple[str | Fault, str]] = {
    "wrong key": (Fault(401), "refused the key"),
    "unknown model": (Fault(404), "404"),
    "server error": (Fault(500), "500"),
    "rate limit": (Fault(429, headers={"retry-after": "600"}), "rate limit"),
    "silence": (Fault(200, stall=60), "within 2 s"),
    "half a statement": (Fault(200, text="The council voted 11 to"), "half-way"),
    "empty": ("", "could be verified"),
    "none": ("NONE", "could be verified"),
    "a refusal": ("I'm sorry, but I can't help with that request.", "could be verified"),
    "nonsense": ("{]} <<<>>> [[[ 17 " * 40, "could be verified"),
    "broken json": ('{"statements": [{"text": 3, "sources": {}}, 7', "could be verified"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_the_model_does_the_extractive_answer_comes_in_time_with_a_quiet_note(
    worded: Assistant, server: ChatServer, fault: str
) -> None:
    said, note = FAULTS[fault]
    plain = Assistant.__new__(Assistant)
    plain.__dict__.update(worded.__dict__)
    plain._model = None
    expected = plain.ask(VOTE)
    server.script = lambda r: said
    start = time.monotonic()
    answer = limited(worded, openai_model(server)).ask(VOTE)
    spent = time.monotonic() - start - sum(answer.timings[stage] for stage in ("encode", "retrieve", "read", "compose"))
    assert spent <= LIMIT + 2
    assert answer.statements == expected.statements
    assert len(answer.notes) == 1 and note in answer.notes[0]
    assert "sk-test" not in str(answer)


def test_a_server_that_is_gone_is_named_as_such(worded: Assistant) -> None:
    with serving() as gone:
        model = openai_model(gone)
    answer = limited(worded, model).ask(VOTE)
    assert "cannot be reached" in answer.notes[0]


def test_a_passing_fault_is_tried_again(worded: Assistant, server: ChatServer) -> None:
    server.requests.clear()

    def recovers(request: Request) -> str | Fault:
        return Fault(503) if len(server.requests) == 1 else f"The council voted 11 to 4 [{request.number('voted')}]."

    server.script = recovers
    answer = worded.ask(VOTE)
    assert texts(answer) == ["The council voted 11 to 4."]
    assert (len(server.requests), answer.notes) == (2, ())


def test_a_wrong_key_is_not_tried_again(worded: Assistant, server: ChatServer) -> None:
    server.requests.clear()
    server.script = lambda r: Fault(401)
    worded.ask(VOTE)
    assert len(server.requests) == 1


def test_what_a_stream_gave_before_it_broke_is_verified_and_kept(worded: Assistant, server: ChatServer) -> None:
    server.script = lambda r: Fault(
        200, text=f"The council voted 11 to 4 [{r.number('voted')}].\nThe bridge will be 84 me"
    )
    answer = worded.ask(VOTE)
    assert texts(answer) == ["The council voted 11 to 4."]
    assert answer.notes == ("The language model stopped half-way; what it had written until then was verified.",)


def test_what_is_removed_while_it_is_worded_is_not_shown(server: ChatServer, tmp_path: Path) -> None:
    (tmp_path / "bridge.txt").write_text(BRIDGE)
    with Assistant.open(tmp_path / "data", Settings(model_timeout=20), model=openai_model(server)) as assistant:
        assistant.add(tmp_path / "bridge.txt")

        def script(request: Request) -> str:
            assistant.remove(assistant.documents()[0].id)
            return f"The council voted 11 to 4 [{request.number('voted')}]."

        server.script = script
        answer = assistant.ask(VOTE)
    assert answer.abstained and answer.notes == (
        "The documents that answered were removed while the answer was worded.",
    )


def test_statements_come_one_by_one_and_the_answer_last(worded: Assistant, server: ChatServer) -> None:
    server.script = lambda r: Fault(
        200, text=f"The council voted 11 to 4 [{r.number('voted')}].\nIt is 84 metres [{r.number('84')}].\n"
    )
    parts = list(worded.stream(VOTE))
    assert all(isinstance(part, Statement) for part in parts[:-1])
    assert isinstance(parts[-1], Answer) and tuple(parts[:-1]) == parts[-1].statements


def test_the_async_twins_say_the_same(worded: Assistant, server: ChatServer) -> None:
    server.script = lambda r: f"The council voted 11 to 4 [{r.number('voted')}]."

    async def both() -> tuple[Answer, list[Statement | Answer]]:
        return await worded.aask(VOTE), [part async for part in worded.astream(VOTE)]

    answer, parts = asyncio.run(both())
    assert texts(answer) == ["The council voted 11 to 4."]
    assert isinstance(parts[-1], Answer) and parts[-1].statements == answer.statements


def test_a_follow_up_is_understood_by_the_model(worded: Assistant, server: ChatServer) -> None:
    def script(request: Request) -> str:
        return "How long will the footbridge over the Esk be?" if request.rewriting else "NONE"

    server.script = script
    chat = worded.chat()
    chat.ask(VOTE)
    answer = chat.ask("And how long will it be?")
    assert answer.standalone_question == "How long will the footbridge over the Esk be?"
    assert "84 metres" in texts(answer)[0]


@pytest.mark.parametrize(
    "written",
    ["How long will Tower Bridge in London be?", "How long will the 99 bridges be?", "", "It is 84 metres.", "?"],
)
def test_a_rewriting_that_brings_in_something_new_is_left_to_the_rules(
    worded: Assistant, server: ChatServer, written: str
) -> None:
    server.script = lambda r: written if r.rewriting else "NONE"
    chat = worded.chat()
    chat.ask(VOTE)
    assert chat.ask("And how long will it be?").standalone_question != written


def test_a_repair_is_found_behind_words_about_it(worded: Assistant, server: ChatServer) -> None:
    def polite(request: Request) -> str:
        number = request.number("voted")
        if request.repairing:
            return f"I am sorry about that mistake.\n\nThe council voted 11 to 4 for a footbridge [{number}]."
        return f"The council voted 12 to 4 for a footbridge [{number}]."

    server.script = polite
    assert texts(worded.ask(VOTE)) == ["The council voted 11 to 4 for a footbridge."]


def test_a_model_that_repeats_itself_is_not_listened_to_for_long(worded: Assistant, server: ChatServer) -> None:
    server.script = lambda r: f"The council of Oslo voted 11 to 4 [{r.number('voted')}].\n" * 2000
    answer = worded.ask(VOTE)
    assert len(answer.dropped) == 1
    assert answer.timings["verify"] < 1


def test_what_a_model_wrote_is_verified_within_its_time(worded: Assistant, server: ChatServer) -> None:
    lines = [f"The town council of Marling voted {n} to 4 [{{}}]." for n in range(100, 3100)]
    server.script = lambda r: "NONE" if r.repairing else "\n".join(lines).format(*[r.number("voted")] * len(lines))
    answer = limited(worded, worded._model._model).ask(VOTE)  # type: ignore[union-attr]
    assert answer.timings["generate"] < LIMIT + 2
    assert len(answer.dropped) < len(lines) and "verified" in answer.notes[0]


@pytest.mark.parametrize(("name", "why"), [("nonsense:foo", "no known provider"), ("groq:foo", "langchain-groq")])
def test_a_model_of_an_unknown_provider_is_refused_at_the_start(name: str, why: str) -> None:
    from assistant.asking.generating.chat_model import ChatModel

    with pytest.raises(SettingsError, match=why) as refused:
        ChatModel(name, timeout=1)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["gpt-4", "openai:", ":x", ""])
def test_a_model_name_without_its_provider_is_refused_in_one_line(tmp_path: object, name: str) -> None:
    from assistant.asking.generating.chat_model import ChatModel

    with pytest.raises(SettingsError, match="provider:name"):
        ChatModel(name, timeout=1)


def test_a_named_model_is_opened_from_the_providers_variables(
    worded: Assistant, server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    server.script = lambda r: f"The council voted 11 to 4 [{r.number('voted')}]."
    assert texts(limited(worded, "openai:some-model", 20).ask(VOTE)) == ["The council voted 11 to 4."]


def test_a_named_model_without_a_key_says_so_quietly(worded: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    answer = limited(worded, "openai:some-model").ask(VOTE)
    assert answer.statements
    assert "has no key" in answer.notes[0]


def test_without_a_model_there_is_no_word_of_one(article: Assistant) -> None:
    answer = article.ask("How much debt did Russia exempt?")
    assert (answer.notes, answer.dropped) == ((), ())
