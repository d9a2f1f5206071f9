from __future__ import annotations

import json
from pathlib import Path

import pytest
from chat_server import Request, serving
from conftest import BRIDGE

from assistant import Answer, Assistant, AssistantError, Citation, Dropped, Mark, MarkKind, Settings, Statement
from eval.datasets.own import load_own
from eval.measuring.figures import wording_figures
from eval.measuring.wording import worded
from eval.scripted import scripted
from eval.suite import run_suite


def test_the_suite_measures_answers_in_a_models_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "bridge.txt").write_text(BRIDGE)
    asked = [
        {"question": "How did the town council of Marling vote on the footbridge?", "answers": ["voted 11 to 4"]},
        {"question": "Who won the 2022 World Cup?", "answers": []},
    ]
    (tmp_path / "asked.jsonl").write_text("\n".join(map(json.dumps, asked)))

    def half_right(request: Request) -> str:
        number = request.number("voted")
        return f"The council voted 11 to 4 [{number}].\nThe council voted unanimously in 1987 [{number}]."

    with serving() as server:
        server.script = lambda request: "NONE" if request.repairing else half_right(request)
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
        own = load_own(tmp_path / "asked.jsonl", corpus)
        report = run_suite(extra=own, corpus=corpus, settings=Settings(model="openai:scripted"))
    figures = {f["name"]: f for s in report["sections"] if s["name"].startswith("Model") for f in s["figures"]}
    assert figures["answered without the model"]["value"] == 0
    assert (figures["statements dropped"]["value"], figures["statements dropped"]["n"]) == (0.5, 2)


QUESTIONS = (
    ("Was the vote of the town council a mistake?", True),
    ("Who won the 2022 World Cup?", False),
    ("Which bank lent the money for the bridge?", False),
)


@pytest.mark.parametrize("script", ["scripted:bare", "scripted:none"])
def test_a_scripted_model_changes_no_refusal_and_turns_no_opinion_into_a_fact(tmp_path: Path, script: str) -> None:
    (tmp_path / "bridge.txt").write_text(BRIDGE)
    refused = []
    for model in (None, scripted(script)):
        with Assistant.open(tmp_path / script / str(model is None), model=model) as assistant:
            assistant.add(tmp_path / "bridge.txt")
            answers = [assistant.ask(question) for question, _ in QUESTIONS]
        refused.append([answer.abstained for answer in answers])
        opinions = [s for a in answers for s in a.statements if "mistake" in s.text]
        assert all(s.mark.kind is not MarkKind.FACT for s in opinions)
    assert refused[0] == refused[1]


def test_a_script_that_does_not_exist_is_named() -> None:
    with pytest.raises(AssistantError, match="scripted:bare"):
        scripted("scripted:good")


def test_an_opinion_told_as_a_fact_is_counted() -> None:
    citation = Citation("d", "Bridge", 0, 10, "It is bad.")
    statement = Statement("The bridge is bad.", Mark(MarkKind.FACT, reasons=("as given",)), (citation,))
    answer = Answer("?", "?", (statement,), dropped=(Dropped("x", "y", "left out"),), timings={"generate": 1.0})
    assert worded(answer, frozenset({("d", 0, 10)}))["opinion_as_fact"] is True
    assert worded(answer, frozenset({("d", 5, 9)})) == {
        "dropped": 1,
        "written": 2,
        "fell_back": False,
        "opinion_as_fact": False,
    }


def test_without_a_model_there_are_no_figures_of_one() -> None:
    assert wording_figures([{"id": "a", "opinion_as_fact": False}]) == []
