"""Answers and sources as HTML. Every word that comes from a document or a person is escaped here, and only here."""

from __future__ import annotations

import re
from html import escape

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.marking.labels import LABELS, SIGNS
from assistant.schema import Answer, Citation, Evidence, Mark, MarkKind

__all__ = ["answer_html", "chip", "citation_address", "source_html", "text_html"]

_BEARS_OPINION = (MarkKind.OPINION, MarkKind.MIXED)
_ADDRESS = re.compile(r"cite-(?P<document>[0-9a-f]{1,64})-(?P<start>\d{1,9})-(?P<end>\d{1,9})")


def text_html(words: str) -> str:
    """Return words escaped, on one line: the chat reads a blank line as the end of HTML, and `$` and `_` as markup."""
    safe = escape(" ".join(words.split()))
    return re.sub(r"[$_*`~\[\]\\|]", lambda match: f"&#{ord(match.group())};", safe)


def chip(mark: Mark) -> str:
    """Return a mark as a small label that does not rely on colour alone."""
    name = mark.kind.name.lower()
    voice = f" · {text_html(mark.voice)}" if mark.voice else ""
    return f'<span class="chip {name}"><span class="sign">{SIGNS[mark.kind]}</span> {LABELS[mark.kind]}{voice}</span>'


def citation_address(document_id: str, start: int, end: int) -> str:
    """Return the fragment by which the page finds cited words, whichever turn they were cited in."""
    return f"cite-{document_id}-{start}-{end}"


def answer_html(answer: Answer) -> str:
    """Return one answer as a single block of HTML."""
    understood = ""
    if answer.standalone_question != " ".join(answer.question.split()):
        understood = f'<p class="understood">Understood as: {text_html(answer.standalone_question)}</p>'
    if answer.abstained:
        return f'<div class="answer refusal">{understood}{_refusal(answer)}</div>'
    opening = ""
    if all(statement.mark.kind in _BEARS_OPINION for statement in answer.statements):
        opening = '<p class="caution">The documents give only opinion on this.</p>'
    number = 0
    blocks = []
    for statement in answer.statements:
        links = []
        for citation in statement.citations:
            number += 1
            links.append(_link(citation, number))
        blocks.append(
            f'<div class="statement {statement.mark.kind.name.lower()}">{chip(statement.mark)}'
            f"<p>{text_html(statement.text)} {' '.join(links)}</p></div>"
        )
    notes = "".join(
        f'<p class="caveat">The source says of itself: “{text_html(caveat)}”</p>' for caveat in answer.caveats
    )
    return f'<div class="answer">{understood}{opening}{"".join(blocks)}{notes}</div>'


def _link(citation: Citation, number: int) -> str:
    address = citation_address(citation.document_id, citation.start, citation.end)
    return f'<a class="cite" href="#{address}" title="{text_html(citation.title)}">[{number}]</a>'


def _refusal(answer: Answer) -> str:
    lead = '<p class="lead">The documents do not answer this.</p>'
    if not answer.nearest:
        return lead
    items = "".join(f"<li>{_nearest(evidence)}</li>" for evidence in answer.nearest)
    return f'{lead}<p class="closest">Closest, but not an answer:</p><ul>{items}</ul>'


def _nearest(evidence: Evidence) -> str:
    sentence = evidence.sentence
    address = citation_address(evidence.document_id, sentence.start, sentence.end)
    return f'{chip(sentence.mark)} {text_html(sentence.text)} <a class="cite" href="#{address}">[source]</a>'


def source_html(assistant: Assistant, address: str) -> str:
    """Return the passage around cited words, with the words highlighted.

    Args:
        assistant: Where the document is kept.
        address: As made by `citation_address`; anything else gives a plain message.
    """
    match = _ADDRESS.fullmatch(address)
    try:
        if match is None:
            raise AssistantError("That is not the address of a citation.")
        document = assistant.document(match["document"])
        sentences = assistant.sentences(document.id)
    except AssistantError as error:
        return f'<p class="gone">{text_html(str(error))}</p>'
    start, end = int(match["start"]), int(match["end"])
    cited = [i for i, s in enumerate(sentences) if s.start < end and s.end > start]
    if not cited:
        return '<p class="gone">The document has changed since it was cited.</p>'
    first, last = max(0, cited[0] - 3), min(len(sentences), cited[-1] + 4)
    parts = []
    position = sentences[first].start
    for i in range(first, last):
        sentence = sentences[i]
        gap = document.text[position : sentence.start]
        parts.append("</p><p>" + _speaker(gap) if "\n" in gap else text_html(gap) or " ")
        shown = text_html(sentence.text)
        parts.append(f'<mark id="cited" tabindex="-1">{shown}</mark>' if i in cited else shown)
        position = sentence.end
    about = " · ".join(text_html(part) for part in (document.author, document.publisher, document.date) if part)
    page = document.page_at(start)
    link = (
        f'<p><a href="{escape(document.url)}" rel="noreferrer noopener" target="_blank">Original</a></p>'
        if (document.url and re.match(r"https?://", document.url))
        else ""
    )
    mark = sentences[cited[-1]].mark
    reasons = "".join(f"<li>{text_html(reason)}</li>" for reason in mark.reasons)
    opening = _speaker(document.text[max(0, sentences[first].start - 90) : sentences[first].start])
    words = f"{'… ' if first else ''}{opening}{''.join(parts)}{' …' if last < len(sentences) else ''}"
    return (
        f'<h3>{text_html(document.title)}</h3><p class="about">{about}{f" · page {page}" if page else ""}</p>'
        f'<div class="words"><p>{words}</p></div>'
        f'<div class="why">{chip(mark)}<ul>{reasons}</ul></div>{link}'
    )


def _speaker(gap: str) -> str:
    """Return the speaker label that stands between two sentences, if one does."""
    label = gap.rsplit("\n", 1)[-1].strip()
    return f"<b>{text_html(label)}</b> " if label.endswith((":", "–", "—")) else ""
