from __future__ import annotations

import asyncio
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from assistant import Assistant
from assistant.errors import QuestionError
from assistant.retriever import SentenceRetriever
from assistant.runnable import REFUSAL

DEBT = "How much debt did Russia exempt?"
REFUSED = "Who won the 2022 World Cup?"


class TestLangChainsOwnTestsOfRetrievers(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _library(self, article: Assistant) -> None:
        self.article = article

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return SentenceRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"assistant": self.article}

    @property
    def retriever_query_example(self) -> str:
        return DEBT


def test_the_answer_is_a_message_with_standard_citations(article: Assistant) -> None:
    message = article.as_runnable().invoke(DEBT)
    answer = article.ask(DEBT)
    assert isinstance(message, AIMessage)
    assert message.text == " ".join(s.text for s in answer.statements)
    blocks = message.content_blocks
    for block, statement in zip(blocks, answer.statements, strict=True):
        annotations: list[Any] = list(block["annotations"])  # type: ignore[typeddict-item]
        text: str = block["text"]  # type: ignore[typeddict-item]
        for annotation, citation in zip(annotations, statement.citations, strict=True):
            assert annotation["type"] == "citation"
            assert annotation["cited_text"] == citation.quote
            assert text[annotation["start_index"] : annotation["end_index"]] == statement.text
            assert annotation["extras"]["mark"] == statement.mark.kind.value
            assert annotation["extras"]["document_id"] == citation.document_id
    assert message.additional_kwargs["caveats"] == list(answer.caveats)


def test_a_refusal_says_so_without_citations(article: Assistant) -> None:
    message = article.as_runnable().invoke(REFUSED)
    assert (message.text, message.additional_kwargs["abstained"]) == (REFUSAL, True)
    assert [block["annotations"] for block in message.content_blocks] == [[]]  # type: ignore[typeddict-item]


def test_streamed_chunks_add_up_to_the_answer(article: Assistant) -> None:
    runnable = article.as_runnable()
    chunks = list(runnable.stream(DEBT))
    whole = chunks[0]
    for chunk in chunks[1:]:
        whole = whole + chunk  # type: ignore[assignment]
    assert whole.text == runnable.invoke(DEBT).text
    assert len(whole.content_blocks) == len(article.ask(DEBT).statements)


def test_batch_and_async_say_the_same(article: Assistant) -> None:
    runnable = article.as_runnable()

    async def asked() -> tuple[list[str], str]:
        streamed = [chunk.text async for chunk in runnable.astream(DEBT)]
        return [message.text for message in await runnable.abatch([DEBT, REFUSED])], "".join(streamed)

    batched = [message.text for message in runnable.batch([DEBT, REFUSED])]
    assert asyncio.run(asked()) == (batched, batched[0])


@pytest.mark.parametrize(
    "question",
    [
        DEBT,
        {"question": DEBT},
        {"input": DEBT},
        HumanMessage(DEBT),
        [HumanMessage(DEBT)],
        {"messages": [HumanMessage(DEBT)]},
        {"messages": [("user", "Hello"), ("ai", "Hello."), ("human", DEBT)]},
        [{"role": "system", "content": "Be brief."}, {"role": "user", "content": [{"type": "text", "text": DEBT}]}],
    ],
)
def test_a_question_may_come_in_any_of_langchains_forms(article: Assistant, question: Any) -> None:
    assert "$3.5 billion" in article.as_runnable().invoke(question).text


def test_it_fits_into_a_chain(article: Assistant) -> None:
    prompt = ChatPromptTemplate.from_messages([("user", "How much debt did {country} exempt?")])
    chain = prompt | article.as_runnable() | StrOutputParser()
    assert "$3.5 billion" in chain.invoke({"country": "Russia"})


@pytest.mark.parametrize("nothing", ["", [], {}, 7, [7], [{"role": "user"}], [("x", "y", "z")]])
def test_no_question_is_an_error_in_plain_words(article: Assistant, nothing: Any) -> None:
    with pytest.raises(QuestionError):
        article.as_runnable().invoke(nothing)
