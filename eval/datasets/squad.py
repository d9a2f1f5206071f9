"""SQuAD 2.0: questions about a paragraph of Wikipedia, half of them about something that it does not say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from syntok import segmenter

from eval.datasets.files import check_split, data_file, read_json, source_name
from eval.datasets.records import Answers, Record
from eval.datasets.types import Dataset, Question, Source, Span

__all__ = ["TEST_TITLES", "load_squad", "questions_of", "sentences_of"]

_TEST_ARTICLES = 6
TEST_TITLES = frozenset(
    {"Normans", "Packet_switching", "Scottish_Parliament", "Steam_engine", "Warsaw", "Yuan_dynasty"}
)
"""The articles of the test split, which other sets drawn from SQuAD must be kept from bringing into training."""


def load_squad(data: Path, split: str = "test") -> Dataset:
    """Load the articles of one split; by title, the last six are "test", the ten before them "train".

    Args:
        data: The folder of public sets.
        split: "train" or "test".

    Returns:
        Every paragraph of the split as a source, and its questions. An answer's spans are the sentence that holds it:
        two where the cut between sentences goes through it. `short` is the shortest answer that people gave.

    Raises:
        DatasetError: If squad2/dev_half.json is missing or damaged, or there is no such split.

    References:
        Rajpurkar, Jia & Liang (2018), Know What You Don't Know: Unanswerable Questions for SQuAD.
    """
    check_split(split, ("train", "test"))
    articles = sorted(read_json(data_file(data, "squad2/dev_half.json"))["data"], key=lambda article: article["title"])
    sources: list[Source] = []
    questions: list[Question] = []
    for article in articles[-_TEST_ARTICLES:] if split == "test" else articles[:-_TEST_ARTICLES]:
        title = article["title"]
        for number, paragraph in enumerate(article["paragraphs"]):
            name, text = f"{source_name(title)}-{number}", paragraph["context"].strip()
            sources.append(Source(name, text, {"title": title.replace("_", " ")}))
            questions += questions_of(name, paragraph)
    return Dataset(f"squad {split}", tuple(sources), tuple(questions))


def questions_of(name: str, paragraph: Record) -> Iterator[Question]:
    """Yield the questions of one paragraph of SQuAD's form, which is the source called `name`."""
    text = paragraph["context"].strip()
    shift = len(paragraph["context"]) - len(paragraph["context"].lstrip())
    sentences = [Span(name, start, end) for start, end in sentences_of(text)]
    for item in paragraph["qas"]:
        asked = item["question"].strip()
        if item["is_impossible"]:
            yield Question(item["id"], asked, kind="unanswerable", sources=(name,))
            continue
        places = [(answer["answer_start"] - shift, answer["text"]) for answer in item["answers"]]
        short = min((words for _, words in places), key=len)
        yield Question(item["id"], asked, answers=_answers(sentences, places), short=short, sources=(name,))


def _answers(sentences: Sequence[Span], places: Sequence[tuple[int, str]]) -> Answers:
    """Return, for every place of an answer, the sentences it touches; each alternative once."""
    return tuple(
        dict.fromkeys(
            tuple(span for span in sentences if span.start < start + len(words) and start < span.end)
            for start, words in places
        )
    )


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a paragraph stands in it."""
    for paragraph in segmenter.analyze(text):
        for sentence in paragraph:
            tokens = list(sentence)
            yield tokens[0].offset, tokens[-1].offset + len(tokens[-1].value)
