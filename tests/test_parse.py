from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asking.generating.parse import Claim, Parser


def read(text: str, step: int = 7) -> list[Claim]:
    parser = Parser()
    found = [claim for i in range(0, len(text), step) for claim in parser.feed(text[i : i + step])]
    return found + list(parser.close())


@pytest.mark.parametrize("step", [1, 7, 1000])
@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The bridge is long [1].\nIt was voted. [2][3]\n", [("The bridge is long.", 1), ("It was voted.", 2, 3)]),
        ("Here is the answer:\n- **The bridge** is long [1, 3]\n", [("The bridge is long.", 1, 3)]),
        ("1. The vote was close (2).", [("The vote was close.", 2)]),
        ("It is long [1]. It was dear [2-4]. ", [("It is long.", 1), ("It was dear.", 2, 3, 4)]),
        ("It is long. It was dear. [2]", [("It is long.", 2), ("It was dear.", 2)]),
        ("[1] The bridge is long. [2] The vote was close.", [("The bridge is long.", 1), ("The vote was close.", 2)]),
        ("<think>[1] perhaps</think>The bridge is long [1].", [("The bridge is long.", 1)]),
        ("The vote was close【3†source】.", [("The vote was close.", 3)]),
        ("The bridge is long [1].\nSources:\n[1] Bridge", [("The bridge is long.", 1)]),
        ('{"statements": [{"text": "It is long.", "sources": [1]}]}', [("It is long.", 1)]),
        ('```json\n[{"text": "It is long [2]", "citations": "1"}]\n```', [("It is long.", 1, 2)]),
        (
            '{"statements": [{"text": "It is long.", "sources": [1]}, {"text": "It was',
            [("It is long.", 1), ("It was.",)],
        ),
        ("He said, “It is. It was.” [2]", [("He said, “It is. It was.”", 2)]),
        ("It was built in 1974 (1974) [1].", [("It was built in 1974 (1974).", 1)]),
        ("The vote was close.¹ It covers 4 km² [2].", [("The vote was close.", 1), ("It covers 4 km².", 2)]),
        ("The vote was close <sup>1, 2</sup>.", [("The vote was close.", 1, 2)]),
        ("The vote was close [[1]] \\[2\\].", [("The vote was close.", 1, 2)]),
        ("The vote was close (see [3]).", [("The vote was close.", 3)]),
        ("The vote was close. Sources: 1, 2", [("The vote was close.", 1, 2)]),
        ("Source 2: The vote was close.", [("The vote was close.", 2)]),
        ("According to [2], the vote was close.\n", [("The vote was close.", 2)]),
        ("Source 2 of income was fish [1].", [("Source 2 of income was fish.", 1)]),
        ("Sure! Based on the provided sentences, it was close [1].", [("It was close.", 1)]),
        ("Based on figures from 2019, it was close [1].", [("Based on figures from 2019, it was close.", 1)]),
        ("**Answer:** It was close [1], and it was dear [2].", [("It was close.", 1), ("It was dear.", 2)]),
        ("Horn (74) left the town [1].", [("Horn (74) left the town.", 1)]),
        ("| Fact | Source |\n|---|---|\n| It was close | [1] |", [("It was close.", 1)]),
        ("[THINK]Hm [1].[/THINK]<|start|>It was close [1].<|end|>", [("It was close.", 1)]),
        ('Here it is:\n```json\n{"statements": [{"text": "It is long.", "sources": [1]}]}\n```', [("It is long.", 1)]),
        ("This one cites nothing at all.", [("This one cites nothing at all.",)]),
        ("It was close. (Sources: [1], [2])", [("It was close.", 1, 2)]),
        ("It was close [citation: 1] and [2] -> [3]", [("It was close.", 1, 2, 3)]),
        (
            "It was close.\nSource: [1]\n\nIt was dear.\n  - Sources: 2, 3",
            [("It was close.", 1), ("It was dear.", 2, 3)],
        ),
        ("**[1]** It was close.\n1. [2] It was dear.", [("It was close.", 1), ("It was dear.", 2)]),
        ("[1] - It was close.\nSource 2 - It was dear.", [("It was close.", 1), ("It was dear.", 2)]),
        (
            "As stated in [1], it was close.\nSentence 2 says that it was dear.",
            [("It was close.", 1), ("It was dear.", 2)],
        ),
        ("Sure, here is what the documents say: It was close [1].", [("It was close.", 1)]),
        ("Great question! Statement 1: It was close [1].", [("It was close.", 1)]),
        ("Yes. It was close, the clerk said [1].", [("It was close, the clerk said.", 1)]),
        (
            "The vote [1] was close [2]. It was dear [3].",
            [("The vote was close.", 1, 2), ("It was dear.", 3)],
        ),
        ("In May [1], the vote was close [2].", [("In May, the vote was close.", 1, 2)]),
        ("Prices rose because of several sources [1].", [("Prices rose because of several sources.", 1)]),
        ("→ It was close [1].\na) It was dear [2].", [("It was close.", 1), ("It was dear.", 2)]),
        ("It was close.[^1]\n\n[^1]: From the report of May.", [("It was close.", 1)]),
        ("It was close [1].\n\nSources: [1] The report, [2] The list", [("It was close.", 1)]),
        ("| It was close | 1 |\n| It was dear | 2 |", [("It was close.", 1), ("It was dear.", 2)]),
        ("<|channel|>analysis<|message|>Hm.<|channel|>final<|message|>It was close [1].", [("It was close.", 1)]),
        ("Sure!", []),
        ("NONE", []),
        ("", []),
    ],
)
def test_statements_are_read_whatever_the_form(text: str, claims: list[tuple[str | int, ...]], step: int) -> None:
    assert [(claim.text, *claim.numbers) for claim in read(text, step)] == claims


CLOSE, DEAR = "The vote was close.", "The bridge was dear."
WRAPPED = {
    "wrapped": {"answer": {"statements": [{"text": CLOSE, "sources": [1]}, {"text": DEAR, "sources": [2]}]}},
    "other names": [{"claim": CLOSE, "evidence": "[1]"}, {"claim": DEAR, "evidence": [{"id": 2}]}],
    "plain strings": {"statements": [f"{CLOSE} [1]", f"{DEAR} [2]"]},
    "a list": [f"{CLOSE} [1]", f"{DEAR} [2]"],
    "one string": {"question": "Was it close?", "answer": f"{CLOSE} [1] {DEAR} [2]"},
    "numbers of any name": {"title": "The vote", "points": [{"fact": CLOSE, "ids": [1]}, {"fact": DEAR, "ids": [2]}]},
}


@pytest.mark.parametrize("step", [1, 1000])
@pytest.mark.parametrize("form", WRAPPED)
def test_statements_are_found_in_json_whatever_it_is_wrapped_in(form: str, step: int) -> None:
    written = json.dumps(WRAPPED[form], indent=1)
    found = [Claim(CLOSE, (1,)), Claim(DEAR, (2,))]
    assert read(written, step) == found
    assert read(f"Here is the JSON: {written}\nI hope this helps you!", step) == found
    assert read(f"Sure!\n```json\n{written}\n```", step) == found
    assert read(repr(WRAPPED[form]), step) == found
    parser = Parser()
    assert [*parser.feed({"whole": WRAPPED[form]}), *parser.close()] == found


def test_json_of_several_lines_or_after_text_is_read_to_its_end() -> None:
    lines = [{"text": CLOSE, "sources": [1]}, {"text": DEAR, "sources": [2]}]
    assert read("\n".join(map(json.dumps, lines)), 5) == [Claim(CLOSE, (1,)), Claim(DEAR, (2,))]
    assert read(f"{CLOSE} [1]\n{json.dumps(lines[1])}", 5) == [Claim(CLOSE, (1,)), Claim(DEAR, (2,))]


def test_a_statement_is_given_as_soon_as_it_is_whole() -> None:
    parser = Parser()
    assert list(parser.feed("The bridge is long [1")) == []
    assert list(parser.feed("]. It ")) == [Claim("The bridge is long.", (1,))]
    assert list(parser.feed("was dear [2]\n")) == [Claim("It was dear.", (2,))]


def test_thoughts_that_began_in_the_prompt_take_no_answer_with_them() -> None:
    assert read("The vote, perhaps.\n</think>\nThe bridge is long [1].", 100) == [Claim("The bridge is long.", (1,))]
    assert Claim("The bridge is long.", (1,)) in read("It was dear [2].\n</think>\nThe bridge is long [1].", 1)


def test_of_a_structured_answer_all_but_the_last_are_whole() -> None:
    parser = Parser()
    one, two = {"text": "It is long.", "sources": [1]}, {"text": "It was", "sources": []}
    assert list(parser.feed({"statements": [one]})) == []
    assert list(parser.feed({"statements": [one, two]})) == [Claim("It is long.", (1,))]
    assert list(parser.close()) == [Claim("It was.", ())]


@given(text=st.text(alphabet=st.sampled_from('ab1 .[]()【】\n{}"<>think:/*-,'), max_size=60), step=st.integers(1, 9))
def test_nothing_that_a_model_writes_breaks_the_parser(text: str, step: int) -> None:
    for claim in read(text, step):
        assert claim.text.strip()
        assert "\n" not in claim.text


@pytest.mark.parametrize("opening", ['{"statements": ' + "[" * 5000, '[{"text": ' + '{"a":' * 5000])
def test_brackets_nested_thousands_deep_are_no_answer(opening: str) -> None:
    assert read(opening, len(opening)) == []


def test_lines_without_end_are_read_in_time_that_grows_with_their_length() -> None:
    assert read("\n" * 100_000 + "The bridge is long [1].", 200_000) == [Claim("The bridge is long.", (1,))]


def test_tags_and_characters_that_nobody_sees_are_no_part_of_a_statement() -> None:
    claims = read("<img src=x onload=run(2)>The \x00bridge \u202eis\u202c long [1].", 7)
    assert claims == [Claim("The bridge is long.", (1,))]
