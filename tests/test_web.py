from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Iterator
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from assistant import Answer, Assistant, Citation, Clause, Document, Evidence, Mark, MarkKind, Passage, Reason, Sentence
from assistant.errors import SettingsError
from assistant.library.turns import Conversation, Feedback, Turn
from assistant.marking.parts import clauses_of, in_parts
from assistant.schema import Dropped, Statement
from assistant.web.chat import ChatHandlers
from assistant.web.desk import Desk
from assistant.web.export import FORMS, exported
from assistant.web.filters import environment
from assistant.web.login import read_auth_file
from assistant.web.reading import reading_of, source_of
from assistant.web.render import Pending, address_of, listing_html, talk_html, threads_html
from assistant.web.serve import build_app, serve
from assistant.web.shelf import remove, take_in
from assistant.web.threads import rename_or_delete

if TYPE_CHECKING:
    import gradio as gr

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "${alert(1)} {{7*7}} {% raw %} $$x$$",
    "[x](javascript:alert(1)) ![](http://evil.example/a.png)",
    "\n\n# heading\n\n<b>bold</b>",
    "'\"><svg/onload=alert(1)>",
    '=HYPERLINK("http://evil.example")',
    "</textarea></style></title><iframe>",
]
TAGS = set(
    "div p span a ul li del h2 button bdi strong article form fieldset legend label input details summary svg path "
    "table caption thead tbody tr th td i".split()
)


class Seen(HTMLParser):
    """The tags, attribute names and text of a fragment."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def answer_of(text: str) -> Answer:
    mark = Mark(MarkKind.QUOTATION, text, 0.9, (text,))
    statement = Statement(text, mark, (Citation("abc", text, 0, 5, text, text),), (0, 1))
    return Answer(text, text + "?", (statement,), caveats=(text,), notes=(text,), dropped=(Dropped(text, text, text),))


def refusal_of(text: str) -> Answer:
    sentence = Sentence(text, 0, 5, None, Mark(MarkKind.OPINION, text))
    evidence = Evidence(sentence, 0, Passage(1, "abc", 0, 5, text, None, 0, 0), "abc", text, 0.2, 1)
    return Answer(text, text + "?", (), True, Reason.NOT_ANSWERED, (evidence,))


def pages_of(text: str) -> list[str]:
    """Return every fragment of the page with a text in every place that takes one."""
    feedback = Feedback("dislike", (text,), text)
    turns = [Turn(1, text, answer_of(text), feedback), Turn(2, text, refusal_of(text)), Turn(3, text, None)]
    document = Document("abc", text, text, text, text, text, text, text)
    return [
        talk_html(turns, key="abc", suggested=[text]),
        talk_html([], pending=Pending(text, list(answer_of(text).statements))),
        talk_html([], pending=Pending(text, error=text)),
        talk_html([], suggested=[text]),
        threads_html([Conversation("abc", text, text, 1)], "abc", False),
        listing_html([document], {"abc": {MarkKind.FACT: 1}}, False),
    ]


@given(st.text(min_size=1, max_size=60) | st.sampled_from(HOSTILE))
def test_no_word_of_a_document_or_question_becomes_markup(text: str) -> None:
    for html, harmless in zip(pages_of(text), pages_of("a"), strict=True):
        seen, expected = Seen(html), Seen(harmless)
        assert set(seen.tags) <= TAGS
        unseen = len([1 for name, value in seen.attributes if (name, value) == ("class", "unseen")])
        pieces = seen.tags.count("strong") - expected.tags.count("strong")
        assert len(seen.tags) == len(expected.tags) + unseen + pieces
        assert not any(name.startswith("on") or name in ("src", "srcdoc", "action") for name, _ in seen.attributes)
        links = [str(value) for name, value in seen.attributes if name == "href"]
        assert all(re.match(r"#(cite|read)-abc|#library$|export/abc\.", link) for link in links)


@pytest.mark.parametrize("text", HOSTILE)
def test_shown_text_is_verbatim(text: str) -> None:
    for html in pages_of(text):
        assert text in Seen(html).text


@pytest.mark.parametrize(
    ("hidden", "called"),
    [
        ("\u202e", "RIGHT-TO-LEFT OVERRIDE"),
        ("\u061c", "ARABIC LETTER MARK"),
        ("\U000e0041", "TAG LATIN CAPITAL LETTER A"),
    ],
)
def test_hidden_characters_are_pointed_out_and_kept(hidden: str, called: str) -> None:
    html = talk_html([Turn(1, f"safe{hidden}exe.txt", None)])
    assert hidden in Seen(html).text and called in html


def _chip(mark: Mark) -> str:
    template = environment.from_string("{% from 'macros.html' import chip with context %}{{ chip(mark) }}")
    return Seen(template.render(mark=mark)).text


def test_every_kind_has_a_chip_that_does_not_rely_on_colour() -> None:
    texts = {_chip(Mark(kind)) for kind in MarkKind}
    assert len(texts) == len(MarkKind)
    assert "Opinion · Ana" in _chip(Mark(MarkKind.OPINION, "Ana"))
    assert "❝ Bo, quoted by Ana" in _chip(Mark(MarkKind.QUOTATION, "Bo, quoted by Ana"))


def test_answer_of_opinion_alone_says_so() -> None:
    statement = Statement("Bad.", Mark(MarkKind.OPINION, "Ana"), (Citation("abc", "T", 0, 4, "Bad."),))
    assert "only opinion" in talk_html([Turn(1, "Q?", Answer("Q?", "Q?", (statement,)))])


SUBTLE = "His plane flew to Wonsan, which is very subtle."
PARTED = Mark(
    MarkKind.MIXED, "Ana", clauses=(Clause(10, 35, MarkKind.FACT), Clause(36, 57, MarkKind.OPINION))
)  # fmt: skip


def test_mixed_statement_shows_its_parts_under_their_own_marks() -> None:
    cited = (Citation("abc", "T", 0, 8, "He left."), Citation("abc", "T", 10, 57, SUBTLE))
    html = talk_html([Turn(1, "Q?", Answer("Q?", "Q?", (Statement(f"He left. {SUBTLE}", PARTED, cited, (27, 33)),)))])
    assert "Fact and opinion · Ana" in html and "mix fact and opinion" in html
    assert re.findall(r'class="clause (\w+)".*?<span class="hidden">([\w ]+): </span>(.*?)</span>', html) == [
        ("fact", "Reported fact", "His plane flew to <strong>Wonsan</strong>,"),
        ("opinion", "Opinion", "which is very subtle."),
    ]
    two = (*cited, Citation("def", "U", 10, 57, SUBTLE))
    for statement in (Statement("A plane flew, subtly.", PARTED, cited), Statement(SUBTLE, PARTED, two)):
        assert clauses_of(statement) == []  # other words, or whose parts they are is not sure


@given(st.text(max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_parts_hold_every_word_once_and_in_order(text: str, places: list[int]) -> None:
    cuts = sorted({min(place, len(text)) for place in places})
    clauses = [Clause(a + 7, b + 7, MarkKind.FACT) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    assert "".join(text[a:b] for _, a, b in in_parts(text, clauses, 7)) == text


def test_statements_name_their_documents_where_there_are_several() -> None:
    def said(key: str) -> Statement:
        return Statement("S.", Mark(MarkKind.FACT), (Citation(key, f"Title {key}", 0, 2, "S."),))

    assert "Title a</cite>" in talk_html([Turn(1, "Q?", Answer("Q?", "Q?", (said("a"), said("b"))))])
    assert "</cite>" not in talk_html([Turn(1, "Q?", Answer("Q?", "Q?", (said("a"), said("a"))))])


def test_citations_are_numbered_by_place() -> None:
    def said(*starts: int) -> Statement:
        return Statement("S.", Mark(MarkKind.FACT), tuple(Citation("abc", "T", s, s + 9, "q") for s in starts))

    html = talk_html([Turn(1, "Q?", Answer("Q?", "Q?", (said(0, 10), said(10, 20))))])
    assert re.findall(r'href="#cite-abc-(\d+)-\d+".*?</i>(\d)<i>', html) == [
        ("0", "1"), ("10", "2"), ("10", "2"), ("20", "3"),
    ]  # fmt: skip


def test_source_shows_the_cited_words_highlighted_in_their_context(article: Assistant) -> None:
    citation = article.ask("How much debt did Russia exempt?").statements[0].citations[0]
    html = source_of(Desk.of(article, read_only=True), address_of(citation))
    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", html)
    assert len(marked) == 1 and "3.5 billion" in marked[0]
    assert "Arduous March" in html and "Wu Wei · Zhi News" in html and "confidence" in html


@pytest.mark.parametrize("address", ["", "cite-zz-1-2", "cite-abc-1-2", "<script>", "cite-abc-1-99999999999999999999"])
def test_bad_citation_addresses_are_answered_plainly(article: Assistant, address: str) -> None:
    assert source_of(Desk.of(article, read_only=True), address).startswith('<p class="gone">')


def test_address_past_the_end_says_the_document_changed(article: Assistant) -> None:
    address = f"cite-{article.documents()[0].id}-999990-999999"
    assert "has changed" in source_of(Desk.of(article, read_only=True), address)


def test_reading_view_has_every_sentence_and_a_switch_per_kind(article: Assistant) -> None:
    document = article.documents()[0]
    html = reading_of(Desk.of(article, read_only=True), document.id)
    assert html.count('class="sentence ') == len(article.sentences(document.id))
    assert html.count('type="checkbox"') == len(MarkKind)
    assert "Choose a document" in reading_of(Desk.of(article, read_only=True), "none")


def test_page_takes_in_uploads_alone(library: Assistant, ferry: Path) -> None:
    desk = Desk.of(library, read_only=False)
    assert take_in(desk, str(ferry), "ferry.txt")["status"] == "failed"  # it does not lie where uploads lie
    assert take_in(desk, "/etc/passwd", "passwd.txt")["status"] == "failed"
    assert ferry.exists() and library.documents() == []


def test_read_only_page_changes_nothing(library: Assistant, ferry: Path) -> None:
    library.add(ferry)
    desk = Desk.of(library, read_only=True)
    assert "not changed" in remove(desk, library.documents()[0].id)
    assert "not changed" in str(take_in(desk, str(ferry), "x.txt")["words"])
    desk.conversations.start("", "Q?")
    assert library.conversations.of("") == []


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
    for origin in ("http://evil.example", "http://[", "null", "127.0.0.1:7860"):
        assert client.get("/healthz", headers={"Origin": origin}).status_code == 403
    assert client.get("/healthz", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/healthz", headers={"Origin": "http://127.0.0.1:7860"}).status_code == 200


@pytest.mark.parametrize("path", ["/gradio_api/file=/etc/passwd", "/file=/etc/passwd", "/static/../../etc/passwd"])
def test_no_file_of_the_machine_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code >= 400


def test_page_has_nothing_of_the_frame_at_its_foot(client: TestClient) -> None:
    assert client.get("/config").json()["footer_links"] == []


def test_page_asks_nothing_of_other_hosts(client: TestClient) -> None:
    addresses = re.findall(r"(?:src|href)=[\"'](https?://[^\"']+)", client.get("/").text)
    assert [a for a in addresses if not a.startswith("http://127.0.0.1")] == []


@pytest.mark.skipif(find_spec("mcp") is not None, reason="the extra is installed")
def test_agents_need_an_extra_and_are_told_which(article: Assistant) -> None:
    with pytest.raises(SettingsError, match=r"pip install 'grounded-assistant\[mcp\]'"):
        build_app(article, mcp=True)


# Taking conversations away


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", HOSTILE)
def test_exports_hold_no_live_markup_or_formula(form: str, text: str) -> None:
    turns = [Turn(1, text, answer_of(text)), Turn(2, text, refusal_of(text)), Turn(3, text, None)]
    out = exported(Conversation("abc", text, "2026-01-01T00:00:00+00:00", 3), turns, form)
    assert not re.search(r"<(script|img|svg|iframe|b)\b", out)
    if form == "json":
        said = json.loads(out)["turns"][0]
        assert said["question"] == text and said["answer"]["statements"][0]["citations"][0]["quote"] == text
    if form == "html":
        assert Seen(out).text.count(text) >= 4
    if form == "md":
        assert not any(re.match(r"\s*(?:[=+@]|-[^ ])", line) for line in out.splitlines())
        from markdown_it import MarkdownIt

        shown = Seen(MarkdownIt().render(out))
        assert set(shown.tags) <= {"h1", "h2", "p", "ul", "li", "strong", "em"}
        assert " ".join(text.split()) in shown.text


def test_exports_are_had_by_address(client: TestClient, article: Assistant) -> None:
    key = article.conversations.start("", "How much debt did Russia exempt?")
    article.conversations.append("", key, article.ask("How much debt did Russia exempt?"))
    try:
        for form, kind in FORMS.items():
            response = client.get(f"/export/{key}.{form}")
            assert response.headers["content-type"].startswith(kind) and "3.5 billion" in response.text
            assert response.headers["content-disposition"].startswith("attachment")
        assert client.get("/export/0123.md").status_code == client.get(f"/export/{key}.exe").status_code == 404
    finally:
        article.conversations.delete("", key)


@pytest.mark.parametrize("form", ["html", "md"])
def test_exports_say_what_was_understood_and_that_all_of_it_is_opinion(form: str) -> None:
    statement = Statement("Bad.", Mark(MarkKind.OPINION, "Ana"), (Citation("abc", "T", 0, 4, "Bad."),))
    answer = Answer("And the pier?", "What does Ana say about the pier?", (statement,))
    out = exported(Conversation("abc", "T", "", 1), [Turn(1, answer.question, answer)], form)
    assert "The documents give only opinion on this." in out and answer.standalone_question in out


def test_exports_hold_no_address_that_a_reader_of_markdown_makes_a_link_of() -> None:
    text = "See WWW.evil.example and www.evil.example."
    out = exported(Conversation("abc", text, "", 1), [Turn(1, text, answer_of(text))], "md")
    assert "www." not in out.casefold() and r"WWW\.evil.example" in out


# Conversations


def test_answer_is_kept_though_its_conversation_is_deleted_meanwhile(library: Assistant) -> None:
    chat, request = ChatHandlers(Desk.of(library, read_only=False)), cast("gr.Request", SimpleNamespace(username="~"))
    *_, first = chat.ask("Who voted?", None, [], [], False, request)
    answering = chat.ask("And why?", first[2], [], [], False, request)
    next(answering)
    library.conversations.delete("", first[2])
    *_, shown = answering
    assert [turn.question for turn in library.conversations.turns("", shown[2])] == ["And why?"]


@pytest.mark.parametrize("question", ["How did the council vote?", "Who won the 2022 World Cup?"])
def test_nothing_is_kept_of_a_question_that_was_broken_off_before_anything_was_shown(
    library: Assistant, bridge: Path, question: str
) -> None:
    library.add(bridge)
    chat, request = ChatHandlers(Desk.of(library, read_only=False)), cast("gr.Request", SimpleNamespace(username="~"))
    answering = chat.ask(question, None, [], [], False, request)
    next(answering)
    next(answering)  # what was being worked out while it was broken off
    cast("Generator[object, None, None]", answering).close()
    assert library.conversations.of("") == []


@pytest.mark.parametrize("meanwhile", ["another question", "deleted"])
def test_turn_is_taken_back_only_as_it_stood_on_the_page(library: Assistant, meanwhile: str) -> None:
    chat, request = ChatHandlers(Desk.of(library, read_only=False)), cast("gr.Request", SimpleNamespace(username="~"))
    *_, (_, _, key, *_) = chat.ask("Who voted?", None, [], [], False, request)
    shown = library.conversations.turns("", key)[-1].id
    if meanwhile == "deleted":
        library.conversations.delete("", key)
    else:
        [*_] = chat.ask("And why?", key, [], [], False, request)
    (_, talk, now, *_), question = chat.take_back(key, shown, request)
    assert question == ""
    if meanwhile == "deleted":
        assert now is None and "There is no such conversation" in talk
    else:
        assert [turn.question for turn in library.conversations.turns("", key)] == ["Who voted?", "And why?"]


def test_refusal_under_a_filter_says_what_was_asked(library: Assistant, bridge: Path) -> None:
    library.add(bridge)
    chat, request = ChatHandlers(Desk.of(library, read_only=False)), cast("gr.Request", SimpleNamespace(username="~"))
    told = "Nothing in the part that was asked (1 author, only reported facts) answers this."
    *_, shown = chat.ask("How long will the bridge be?", None, [], ["Nobody"], True, request)
    assert told in shown[1] and "The documents do not" not in shown[1]
    kept, turns = library.conversations.find("", shown[2]), library.conversations.turns("", shown[2])
    assert told in exported(kept, turns, "html") and told in exported(kept, turns, "md").replace("\\", "")
    *_, shown = chat.ask("Who won the 2022 World Cup?", None, [], [], False, request)
    assert "The documents do not answer this." in shown[1]


def test_refusal_under_a_filter_offers_nothing_from_the_rest_of_the_library(article: Assistant) -> None:
    desk, request = Desk.of(article, read_only=True), cast("gr.Request", SimpleNamespace(username="~"))
    chat = ChatHandlers(desk)
    for authors, offered in (([], True), (["Nobody"], False)):
        *_, shown = chat.ask("Who won the 2022 World Cup?", None, [], authors, False, request)
        assert bool(chat.instead([shown[2], desk.turns("", shown[2])[-1].id], request)) == offered


def test_title_that_is_no_text_is_refused(library: Assistant) -> None:
    key = library.conversations.start("", "Who voted?")
    assert not rename_or_delete(Desk.of(library, read_only=False), "", ["rename", key, "\ud800"])
    assert library.conversations.find("", key).title == "Who voted?"


def test_address_that_is_not_this_machines_is_said_to_be_none(
    library: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Assistant, "warm", lambda self: None)
    with pytest.raises(SettingsError, match="--host"):
        serve(library, host="192.0.2.1", port=7860)


# Logging in


@pytest.fixture
def auth_file(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "people"
        path.write_text(text)
        path.chmod(0o600)
        return path

    return write


def test_nobody_gets_in_without_the_right_password(article: Assistant, auth_file: Callable[[str], Path]) -> None:
    import bcrypt

    hashed = bcrypt.hashpw(b"open sesame", bcrypt.gensalt(4)).decode()
    names = read_auth_file(auth_file(f"# people\nana:{hashed}\nbo:p:w\n"))
    app = build_app(article, names=names)
    for name, password in (("ana", "open sesame"), ("bo", "p:w")):
        with TestClient(app, base_url="http://127.0.0.1:7860") as client:
            assert client.get("/healthz").status_code == 200
            page = client.get("/", headers={"Accept": "text/html"})
            assert "Password" in page.text and "gradio" not in page.text
            for path in ("/config", "/gradio_api/info", "/export/abc.md", "/theme.css"):
                assert client.get(path).status_code == 401
            assert client.post("/gradio_api/queue/join", json={}).status_code == 401
            assert client.post("/login", data={"username": name, "password": "wrong"}).status_code == 401
            assert client.post("/login", data={"username": name, "password": password}).status_code == 200
            assert client.get("/config").status_code == 200
            client.get("/logout")
            assert client.get("/config").status_code == 401


@pytest.mark.parametrize("query", ["", "?q=Who+is+%22it%22%3F&c=%3Cb%3E", "?//evil.example", "?x%0D%0ASet-Cookie:+a=b"])
def test_login_leads_to_the_address_asked_for(article: Assistant, query: str) -> None:
    with TestClient(build_app(article, names={"bo": "pw"}), base_url="http://127.0.0.1:7860") as client:
        html = {"Accept": "text/html"}
        form = client.get(f"/{query}", headers=html)
        for password, status in (("wrong", 401), ("pw", 303)):
            action = dict(Seen(form.text).attributes)["action"]
            login = {"username": "bo", "password": password}
            form = client.post(str(action), data=login, headers=html, follow_redirects=False)
            assert form.status_code == status
        assert (
            form.headers["location"] == f"./{str(client.build_request('GET', f'/{query}').url.raw_path[1:], 'ascii')}"
        )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names nobody"),
        ("ana\n", "line 1"),
        ("ana:\n", "line 1"),
        (":x\n", "line 1"),
        ("ana:$2y$10$cut.short\n", "line 1 .* damaged hash"),
    ],
)
def test_bad_auth_files_are_named(auth_file: Callable[[str], Path], text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read_auth_file(auth_file(text))


def test_odd_cookies_of_other_programs_keep_nobody_out(library: Assistant) -> None:
    with TestClient(build_app(library, names={"bo": "pw"}), base_url="http://127.0.0.1:7860") as client:
        client.post("/login", data={"username": "bo", "password": "pw"})
        key = client.cookies["assistant-session"]
        client.cookies.clear()
        for odd in ('prefs={"dark": true}', "a:b=1", "no value", ""):
            headers = {"Cookie": f"{odd}; assistant-session={key}"}
            assert client.get("/config", headers=headers).status_code == 200


def test_passwords_that_others_can_read_are_refused(auth_file: Callable[[str], Path], tmp_path: Path) -> None:
    path = auth_file("ana:secret\n")
    path.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        read_auth_file(path)
    with pytest.raises(SettingsError, match="cannot read"):
        read_auth_file(tmp_path / "missing")


def test_visitors_of_a_read_only_page_are_told_apart(article: Assistant) -> None:
    app = build_app(article, read_only=True)
    seen = set()
    for _ in range(2):
        with TestClient(app, base_url="http://127.0.0.1:7860") as client:
            response = client.get("/healthz")
            assert "HttpOnly" in response.headers["set-cookie"] and "SameSite=Strict" in response.headers["set-cookie"]
            seen.add(client.cookies["assistant-visitor"])
            assert "set-cookie" not in client.get("/healthz").headers
    assert len(seen) == 2
