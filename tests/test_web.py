from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from assistant import Answer, Assistant, Citation, Evidence, Mark, MarkKind, Passage, Reason, Sentence, Statement
from assistant.web.render import answer_html, chip, citation_address, source_html
from assistant.web.serve import build_app

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "${alert(1)} {{7*7}} $$x$$",
    "[x](javascript:alert(1)) ![](http://evil.example/a.png)",
    "\n\n# heading\n\n<b>bold</b>",
    "'\"><svg/onload=alert(1)>",
]


class Tags(HTMLParser):
    """Collects the tags, attributes and text of a fragment."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def answer_of(text: str) -> Answer:
    mark = Mark(MarkKind.QUOTATION, text, 0.9, (text,))
    statement = Statement(text, mark, (Citation("abc", text, 0, 5, text),))
    return Answer(text, text + "?", (statement,), caveats=(text,))


def refusal_of(text: str) -> Answer:
    sentence = Sentence(text, 0, 5, None, Mark(MarkKind.OPINION, text))
    evidence = Evidence(sentence, 0, Passage(1, "abc", 0, 5, text, None, 0, 0), "abc", text, 0.2, 1)
    return Answer(text, text + "?", (), True, Reason.NOT_ANSWERED, (evidence,))


@given(st.text(max_size=60) | st.sampled_from(HOSTILE))
def test_no_word_of_a_document_or_question_becomes_markup(text: str) -> None:
    for html in (answer_html(answer_of(text)), answer_html(refusal_of(text))):
        seen = Tags(html)
        assert seen.tags <= {"div", "p", "span", "a", "ul", "li"}
        assert seen.attributes <= {"class", "href", "title"}
        words = re.sub(r"<a .*?</a>|<[^>]+>", "", html)
        assert not re.search(r"[$*`~\[\]|_]", words)  # nor Markdown or formulas
        assert "\n" not in html


def test_shown_text_is_verbatim() -> None:
    for text in HOSTILE:
        assert " ".join(text.split()) in Tags(answer_html(answer_of(text))).text


def test_every_kind_has_a_chip_that_does_not_rely_on_colour() -> None:
    texts = {Tags(chip(Mark(kind))).text for kind in MarkKind}
    assert len(texts) == len(MarkKind)
    assert "Opinion · Ana" in Tags(chip(Mark(MarkKind.OPINION, "Ana"))).text


def test_answer_of_opinion_alone_says_so() -> None:
    statement = Statement("Bad.", Mark(MarkKind.OPINION, "Ana"), (Citation("abc", "T", 0, 4, "Bad."),))
    assert "only opinion" in answer_html(Answer("Q?", "Q?", (statement,)))


def test_source_shows_the_cited_words_highlighted_in_their_context(article: Assistant) -> None:
    citation = article.ask("How much debt did Russia exempt?").statements[0].citations[0]
    html = source_html(article, citation_address(citation.document_id, citation.start, citation.end))
    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", html)
    assert len(marked) == 1 and "3.5 billion" in marked[0]
    assert "Arduous March" in html and "Wu Wei · Zhi News" in html


@pytest.mark.parametrize("address", ["", "cite-zz-1-2", "cite-abc-1-2", "<script>", "cite-abc-1-99999999999999999999"])
def test_bad_citation_addresses_are_answered_plainly(article: Assistant, address: str) -> None:
    assert '<p class="gone">' in source_html(article, address)


def test_address_past_the_end_says_the_document_changed(article: Assistant) -> None:
    document = article.documents()[0]
    assert "has changed" in source_html(article, citation_address(document.id, 999_990, 999_999))


@pytest.fixture(scope="module")
def client(article: Assistant) -> Iterator[TestClient]:
    with TestClient(build_app(article), base_url="http://127.0.0.1:7860") as client:
        yield client


def test_health_and_security_headers(client: TestClient) -> None:
    for path in ("/healthz", "/"):
        response = client.get(path)
        assert response.status_code == 200
        assert "default-src 'self'" in response.headers["content-security-policy"]
        assert response.headers["x-content-type-options"] == "nosniff"
    assert client.get("/healthz").json() == {"status": "ok"}


def test_requests_of_other_sites_are_refused(client: TestClient) -> None:
    assert client.get("/healthz", headers={"Origin": "http://evil.example"}).status_code == 403
    assert client.get("/healthz", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/healthz", headers={"Origin": "http://127.0.0.1:7860"}).status_code == 200


@pytest.mark.parametrize("path", ["/gradio_api/file=/etc/passwd", "/file=/etc/passwd", "/static/../../etc/passwd"])
def test_no_file_of_the_machine_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code >= 400


def test_page_asks_nothing_of_other_hosts(client: TestClient) -> None:
    addresses = re.findall(r"(?:src|href)=[\"'](https?://[^\"']+)", client.get("/").text)
    assert [a for a in addresses if not a.startswith("http://127.0.0.1")] == []
