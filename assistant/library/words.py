"""The word index: BM25 over passages, their titles and speakers, and which sections hold which words, by tantivy.

A section is a stretch of one document, long enough to name what a single passage of it leaves unsaid. Disposable.
"""

from __future__ import annotations

import math
import shutil
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from assistant.library.same_names import same_names

__all__ = ["WordEntry", "WordIndex"]

_HEAP_BYTES = 64 * 1024 * 1024
_MOST_TERMS = 64
_BOOSTS = {"text": 1.0, "title": 0.5, "speaker": 0.5}
_STOP_WORDS = frozenset(
    """
    a about an and any are as at be been but by can could did do does for from had has have he her him his how
    i if in into is it its me my no not of on or our she so some such tell than that the their them then there
    these they this those to was we were what when where which who whom whose why will with would you your s t ll re ve
    """.split()
)


@dataclass(frozen=True, slots=True)
class WordEntry:
    """What the index knows of one passage; `section` is the text of the section that it opens, if it opens one."""

    id: int
    text: str
    title: str
    speaker: str
    section: str | None = None


class WordIndex:
    """A tantivy index in a folder. Nothing of a text is stored but its terms."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, indexed=True)
        for field in _BOOSTS:
            builder.add_text_field(field, stored=False, tokenizer_name="english")
        builder.add_text_field("section", stored=False, tokenizer_name="english", index_option="basic")
        builder.add_integer_field("opens", indexed=True)
        self._schema = builder.build()
        self._analyzer = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.remove_long(60))
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.ascii_fold())
            .filter(tantivy.Filter.stemmer("english"))
            .build()
        )
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._index.register_tokenizer("english", self._analyzer)

    @classmethod
    def rebuilt(cls, folder: Path, entries: Sequence[WordEntry]) -> WordIndex:
        """Return a new index of these passages in place of whatever the folder held."""
        shutil.rmtree(folder, ignore_errors=True)
        index = cls(folder)
        index.add(entries)
        return index

    def add(self, entries: Sequence[WordEntry]) -> None:
        """Add passages."""
        writer = self._index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        for entry in entries:
            document = tantivy.Document(id=entry.id, text=entry.text, title=entry.title, speaker=entry.speaker)
            if entry.section is not None:
                document.add_text("section", f"{entry.title}\n{entry.section}")
                document.add_integer("opens", 1)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, question: str, k: int, among: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """Return the ids and BM25 scores of the best passages, best first; none if no word is known.

        Args:
            question: Any words.
            k: Most results.
            among: If given, only these passages may be found.

        The question is cut into words here and never parsed as a query, so it may hold any characters.
        """
        clauses = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term), boost),
            )
            for term in self.terms(question)
            for field, boost in _BOOSTS.items()
        ]
        if not clauses or among == []:
            return []
        query = tantivy.Query.boolean_query(clauses)
        if among is not None:
            allowed = tantivy.Query.const_score_query(
                tantivy.Query.term_set_query(self._schema, "id", list(among)), 0.0
            )
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, allowed)])
        searcher = self._index.searcher()
        hits = searcher.search(query, limit=k).hits
        return [(int(searcher.doc(address)["id"][0]), float(score)) for score, address in hits]

    def sections(self, question: str, k: int) -> list[tuple[int, float]]:
        """Return the sections that hold most of the question's words, the rarer counting for more.

        Args:
            question: Any words.
            k: Most results.

        Returns:
            The id of the passage that opens each, and the share in [0, 1] of the weight of the question's words that
            it holds, best first. "Denmark" is held by a section that has "Danish" or "Copenhagen".
        """
        searcher = self._index.searcher()
        sections = searcher.doc_freq("opens", 1)
        weights = {term: _rarity(searcher.doc_freq("section", term), sections) for term in self.terms(question)}
        others = self._other_names(question)
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.const_score_query(self._holding([(term,), *others[term]]), weight))
            for term, weight in weights.items()
        ]
        if not clauses or not sections:
            return []
        hits = searcher.search(tantivy.Query.boolean_query(clauses), limit=k).hits
        total = sum(weights.values())
        return [(int(searcher.doc(address)["id"][0]), min(1.0, float(score) / total)) for score, address in hits]

    def _other_names(self, question: str) -> dict[str, list[tuple[str, ...]]]:
        """Return, for the terms of a question's names, the terms of each name that stands for the same."""
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for name, others in same_names(question).items():
            for term in self.terms(name):
                found[term] += [tuple(self.terms(other)) for other in others]
        return found

    def _holding(self, names: Sequence[tuple[str, ...]]) -> tantivy.Query:
        """Return a query for the sections that hold all terms of one of some names."""
        both, either = tantivy.Occur.Must, tantivy.Occur.Should
        wholes = [
            tantivy.Query.boolean_query(
                [(both, tantivy.Query.term_query(self._schema, "section", term)) for term in name]
            )
            for name in names
        ]
        return tantivy.Query.boolean_query([(either, whole) for whole in wholes])

    def ids(self) -> set[int]:
        """Return the ids of all passages."""
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.all_query(), limit=max(1, searcher.num_docs)).hits
        return {int(searcher.doc(address)["id"][0]) for _, address in hits}

    def terms(self, text: str) -> list[str]:
        """Return the distinct stems of a text's content words, in order."""
        words = "".join(char if char.isalnum() else " " for char in text.casefold()).split()
        stems = (stem for word in words if word not in _STOP_WORDS for stem in self._analyzer.analyze(word))
        return list(dict.fromkeys(stems))[:_MOST_TERMS]


def _rarity(holding: int, all_of_them: int) -> float:
    """Return the inverse document frequency of a word, as BM25 has it."""
    return math.log(1 + (all_of_them - holding + 0.5) / (holding + 0.5))
