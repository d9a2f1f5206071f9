"""The word index: BM25 over passages, their titles and speakers, by tantivy. Disposable."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

__all__ = ["WordEntry", "WordIndex"]

_HEAP_BYTES = 64 * 1024 * 1024
_MOST_TERMS = 64
_BOOSTS = {"text": 1.0, "title": 0.5, "speaker": 0.5}
_STOP_WORDS = frozenset(
    """
    a about an and any are as at be been but by can could did do does for from had has have he her him his how
    i if in into is it its me my no not of on or our she so some such tell than that the their them then there
    these they this those to was we were what when where which who whom whose why will with would you your
    """.split()
)


@dataclass(frozen=True, slots=True)
class WordEntry:
    """What the index knows of one passage."""

    id: int
    text: str
    title: str
    speaker: str


class WordIndex:
    """A tantivy index in a folder. Nothing of a text is stored but its terms."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, indexed=True)
        for field in _BOOSTS:
            builder.add_text_field(field, stored=False, tokenizer_name="english")
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
            writer.add_document(
                tantivy.Document(id=entry.id, text=entry.text, title=entry.title, speaker=entry.speaker)
            )
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
        terms = self.terms(question)
        clauses = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term), boost),
            )
            for term in terms
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

    def ids(self) -> set[int]:
        """Return the ids of all passages."""
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.all_query(), limit=max(1, searcher.num_docs)).hits
        return {int(searcher.doc(address)["id"][0]) for _, address in hits}

    def terms(self, text: str) -> list[str]:
        """Return the distinct stems of a text's content words, in order."""
        words = (word for word in self._plain(text) if word not in _STOP_WORDS)
        stems = dict.fromkeys(stem for word in words for stem in self._analyzer.analyze(word))
        return list(stems)[:_MOST_TERMS]

    @staticmethod
    def _plain(text: str) -> list[str]:
        return "".join(char if char.isalnum() else " " for char in text.casefold()).split()
