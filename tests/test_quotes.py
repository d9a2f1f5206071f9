from __future__ import annotations

import pytest

from assistant import Document
from assistant.marking.mark import mark_document
from assistant.reading.segments import find_segments
from eval.datasets.types import AttributedArticle, Attribution, Source, Span
from eval.measuring.figures import quote_figures
from eval.measuring.quotes import direct_records, indirect_records, same_source

TEXT = (
    "“The bridge will never be opened again,” said Mayor Ana Brito. "
    "“We were promised a ferry instead,” she added. "
    "Residents said that the water rose at night. "
    "Nobody on the pier would “mind the gap between plank and plank”."
)


def article(*pieces: tuple[str | None, str, str]) -> AttributedArticle:
    def span(words: str) -> Span:
        return Span("pier", TEXT.index(words), TEXT.index(words) + len(words))

    gold = tuple(
        Attribution(span(source) if source else None, span(cue), (span(content),)) for source, cue, content in pieces
    )
    return AttributedArticle(Source("pier", TEXT), gold)


GOLD = article(
    ("Mayor Ana Brito", "said", "“The bridge will never be opened again,”"),
    ("she", "added", "“We were promised a ferry instead,”"),
    ("Residents", "said", "that the water rose at night"),
)
SENTENCES = mark_document(Document("d", TEXT, "Pier"), find_segments(TEXT))


def test_a_pronoun_of_the_gold_stands_for_the_source_named_before_it() -> None:
    records = list(direct_records(GOLD, SENTENCES))
    assert [(r["gold"], r["party"], r["right"]) for r in records] == [
        (["Mayor Ana Brito"], "Ana Brito", True),
        (["she", "Mayor Ana Brito"], "Ana Brito", True),
    ]


def test_indirect_quotations_are_counted_apart() -> None:
    records = list(indirect_records(GOLD, SENTENCES))
    assert [(r["gold"], r["party"], r["right"]) for r in records] == [(["Residents"], "Residents", True)]


def test_a_quotation_that_nobody_gives_to_anybody_counts_against_precision_only() -> None:
    direct = list(direct_records(article(), SENTENCES))
    figures = {f["name"]: f for f in quote_figures(direct, [])}
    assert figures["direct quotations: source precision"]["value"] == 0.0
    assert "direct quotations: source recall" not in figures


@pytest.mark.parametrize(
    ("party", "cue", "gold", "same"),
    [
        ("Gwen Moore", "", "Rep. Gwen Moore (D-Wis.)", True),
        ("Bill de Blasio", "quoted after “the mayor said”", "the mayor", True),
        ("Hillary Clinton", "", "Clinton, the Democratic nominee", True),
        ("Donald Trump", "quoted after “he said”", "Clinton", False),
        ("", "", "Clinton", False),
    ],
)
def test_sources_are_compared_by_surname_or_by_the_mention(party: str, cue: str, gold: str, same: bool) -> None:
    assert same_source(party, cue, gold) is same
