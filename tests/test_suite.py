from __future__ import annotations

import io
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

from assistant import Answer, Assistant, Citation, Evidence, Mark, MarkKind, Reason, Sentence, Statement
from eval.cli import app, main
from eval.datasets.errors import DatasetError
from eval.datasets.handwritten import FOLDER, load_handwritten, validate_handwritten
from eval.datasets.types import Claim, Dataset, GoldSentence, Question, Source, Span
from eval.measuring.baselines import baseline_rankers, rank_records
from eval.measuring.figures import answer_figures, calibration, curve, mark_figures, ranking_figures
from eval.measuring.records import Record, ask_all, mark_all, resumable
from eval.metrics.overlap import question_overlap
from eval.reporting.compare import check_limits
from eval.reporting.report import read_report
from eval.shelf import Shelf, shelved
from eval.suite import _sampled, run_suite

FACT, OPINION, QUOTATION = "reported fact", "opinion", "quotation"

# By source: its author, and its sentences, each with its kind and the party it quotes.
TEXTS: Mapping[str, tuple[str, tuple[tuple[str, str, str | None], ...]]] = {
    "crane": (
        "Nina Vold",
        (
            ("The port of Tresund lost its only crane in the storm of 9 January 2023.", FACT, None),
            ("The crane had stood on the north quay since 1961.", FACT, None),
            ("It weighed 240 tonnes and could lift 35 containers an hour.", FACT, None),
            ("Two workers were treated for minor injuries at Orsta hospital.", FACT, None),
            ("Harbour master Odd Lien said, “We will not load a single ship before May.”", QUOTATION, "Odd Lien"),
            ("The insurer, Fjordia, paid 18 million kroner in August.", FACT, None),
            ("A new crane was ordered from a yard in Gdansk.", FACT, None),
            ("The mayor, Tone Ruud, said, “This harbour feeds four hundred families.”", QUOTATION, "Tone Ruud"),
            ("Frankly, the council's delay was a disgrace.", OPINION, None),
            ("It should never have trusted such a rusty old machine.", OPINION, None),
            ("The replacement arrived on a barge on 3 June 2024.", FACT, None),
            ("In my view the town deserves far better leaders than these.", OPINION, None),
        ),
    ),
    "library": (
        "Per Aas",
        (
            ("The public library of Marling reopened on Monday after two years of repairs.", FACT, None),
            ("Builders replaced 14 windows and the whole slate roof.", FACT, None),
            ("The reading room now has 96 seats.", FACT, None),
            ("Head librarian Bela Horn said, “Children ran in before the ribbon was cut.”", QUOTATION, "Bela Horn"),
            ("The county carried two thirds of the bill of 7.2 million pounds.", FACT, None),
            ("The colour of the new carpet is hideous.", OPINION, None),
            ("Opening hours were cut to 30 a week.", FACT, None),
            ("That is a shameful way to treat readers.", OPINION, None),
            ("The union's secretary, Iris Cole, said, “Six colleagues lost their posts.”", QUOTATION, "Iris Cole"),
            ("A statue of the founder, Agnes Pryor, was moved to the cellar.", FACT, None),
            ("Nobody with any taste will miss it.", OPINION, None),
            ("Sadly, the best librarians have already left.", OPINION, None),
        ),
    ),
    "orchard": (
        "Mina Sato",
        (
            ("Frost destroyed nine tenths of the pear harvest around Quillan in April.", FACT, None),
            ("Growers measured minus 6 degrees on the night of 11 April.", FACT, None),
            ("The cooperative represents 83 orchards.", FACT, None),
            ("Its chairman, Luc Ferrand, said, “My grandfather never saw such a spring.”", QUOTATION, "Luc Ferrand"),
            ("The regional prefect promised aid of 4 million euros.", FACT, None),
            ("That sum is laughably small.", OPINION, None),
            ("Most trees were planted between 1988 and 1995.", FACT, None),
            ("The juice factory in Limoux will stay closed this autumn.", FACT, None),
            ("Its director, Anne Roux, said, “Ninety seasonal jobs are gone.”", QUOTATION, "Anne Roux"),
            ("The government has once again abandoned the countryside.", OPINION, None),
            ("Cherries further south were not harmed.", FACT, None),
            ("Planting new pears here would be a foolish gamble.", OPINION, None),
        ),
    ),
}
ANSWERABLE = {
    "crane-q0": ("When did the port of Tresund lose its crane?", 0, "fact"),
    "crane-q1": ("Where was the new crane ordered?", 6, "fact"),
    "crane-q2": ("What did mayor Tone Ruud say about the harbour?", 7, "voice"),
    "library-q0": ("How many seats does the reading room have?", 2, "fact"),
    "library-q1": ("What did Bela Horn say about the children?", 3, "voice"),
    "library-q2": ("Where was the statue of the founder Agnes Pryor moved?", 9, "fact"),
    "orchard-q0": ("How much of the pear harvest around Quillan did the frost destroy?", 0, "fact"),
    "orchard-q1": ("What aid did the regional prefect promise?", 4, "fact"),
    "orchard-q2": ("What is the writer's view of planting new pears?", 11, "opinion"),
}
UNANSWERABLE = {
    "crane-n0": ("Which bank lent money for a museum of fishing?", "absent"),
    "library-n0": ("What did Luc Ferrand say about borrowing audiobooks?", "wrong person"),
    "orchard-n0": ("Which wine won the medal in Bordeaux?", "absent"),
    "crane-n1": ("Who won the football World Cup in 2018?", "off-topic"),
    "library-n1": ("What is the boiling point of nitrogen?", "off-topic"),
    "orchard-n1": ("How do I bake sourdough bread?", "off-topic"),
}


def small_set() -> Dataset:
    sources, sentences = [], {}
    for name, (author, rows) in TEXTS.items():
        text = ""
        for place, (words, kind, quoted) in enumerate(rows):
            text += "" if not text else "\n\n" if place % 4 == 0 else " "
            span = Span(name, len(text), len(text) + len(words))
            sentences[name, place] = GoldSentence(span, kind, quoted or author, author if quoted else None)
            text += words
        sources.append(Source(name, text, {"title": name.title(), "author": author}))

    def gold(key: str, place: int) -> GoldSentence:
        return sentences[key.split("-")[0], place]

    # Unanswerable ones first, and of a known source: such a set is asked all the same, not only searched.
    questions = [Question(key, text, kind, sources=(key.split("-")[0],)) for key, (text, kind) in UNANSWERABLE.items()]
    questions += [
        Question(key, text, answers=((gold(key, place).span,),), type=type_, voice=gold(key, place).voice)
        for key, (text, place, type_) in ANSWERABLE.items()
    ]
    arrival = Question(
        "crane-f0",
        "And when did it arrive?",
        answers=((gold("crane", 10).span,),),
        history=("Where was the new crane ordered?",),
        standalone="When did the new crane arrive?",
    )
    return Dataset("small", tuple(sources), tuple(questions), (arrival,), tuple(sentences.values()))


SMALL = small_set()
Shown = dict[str, Any]


def by_name(figures: Iterable[Shown]) -> dict[str, Shown]:
    return {figure["name"]: figure for figure in figures}


def figures_of(report: Mapping[str, Any], section: str) -> dict[str, Shown]:
    return by_name(next(s["figures"] for s in report["sections"] if s["name"] == section))


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    """Fewer resamples, and one thread: on a busy machine several wait for each other over every short question."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("eval.measuring.figures._RESAMPLES", 60)
        yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    with shelved(SMALL.sources) as held:
        yield held


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    """The report of the assistant as it is, and the folder of the records."""
    records = tmp_path_factory.mktemp("records")
    return run_suite(extra=SMALL, records=records), records


@pytest.fixture(scope="module")
def answers(run: tuple[dict[str, Any], Path]) -> dict[str, Shown]:
    return figures_of(run[0], "Answers · small")


@pytest.fixture(scope="module")
def marks(run: tuple[dict[str, Any], Path]) -> dict[str, Shown]:
    return figures_of(run[0], "Marks · small")


# Broken assistants get visibly bad figures


def told(question: str, document_id: str, sentence: Sentence) -> Answer:
    citation = Citation(document_id, "", sentence.start, sentence.end, sentence.text)
    return Answer(question, question, (Statement(sentence.text, sentence.mark, (citation,)),), probability=1.0)


def answers_everything(self: Assistant, question: str, **_: object) -> Answer:
    best: Evidence = self.search(question, k=1)[0]
    return told(question, best.document_id, best.sentence)


def answers_the_same_to_everything(self: Assistant, question: str, **_: object) -> Answer:
    document = self.documents()[0].id
    return told(question, document, self.sentences(document)[0])


def refuses_everything(self: Assistant, question: str, **_: object) -> Answer:
    return Answer(question, question, (), True, Reason.NOT_ANSWERED)


@pytest.fixture
def ask_with(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[Assistant, str], Answer]], list[Record]]:
    """A function that asks every question of an assistant broken in some way."""

    def ask(broken: Callable[..., Answer]) -> list[Record]:
        monkeypatch.setattr(Assistant, "ask", broken)
        return ask_all(shelf, SMALL, tmp_path / "broken.jsonl", lambda: None)

    return ask


Asking = Callable[[Callable[[Assistant, str], Answer]], list[Record]]


def test_the_real_assistant_does_well_on_the_small_set(answers: dict[str, Shown], marks: dict[str, Shown]) -> None:
    for name in ("first statement right", "off-topic refused", "near-miss refused"):
        assert answers[name]["value"] >= 0.6, name
    assert answers["false refusals"]["value"] <= 0.4
    assert answers["citation precision"]["value"] >= 0.4
    assert marks["opinion shown as bare fact"]["value"] <= 0.3
    assert marks["mark macro-F1"]["value"] >= 0.7
    assert marks["voice accuracy"]["value"] >= 0.7


def test_answering_everything_shows_in_refusals_and_in_their_score(answers: dict[str, Shown], ask_with: Asking) -> None:
    broken = by_name(answer_figures(ask_with(answers_everything)))
    for name in ("near-miss refused", "off-topic refused"):
        assert broken[name]["value"] == 0 < answers[name]["value"]
    for name in ("refusal AUROC, near-miss", "refusal AUROC, off-topic"):
        assert broken[name]["value"] == 0.5 < answers[name]["value"]
    assert broken["false refusals"]["value"] == 0


def test_answering_anything_shows_in_what_is_right_and_cited(answers: dict[str, Shown], ask_with: Asking) -> None:
    broken = by_name(answer_figures(ask_with(answers_the_same_to_everything)))
    for name in ("first statement right", "citation precision", "citation recall"):
        assert broken[name]["value"] <= 0.2 < answers[name]["value"]


def test_refusing_everything_shows_in_false_refusals_and_nothing_is_called_right(
    answers: dict[str, Shown], ask_with: Asking
) -> None:
    broken = by_name(answer_figures(ask_with(refuses_everything)))
    assert broken["false refusals"]["value"] == 1 > answers["false refusals"]["value"]
    assert broken["near-miss refused"]["value"] == broken["off-topic refused"]["value"] == 1
    # Without an answer there is no share of right ones, and a limit on it is not kept.
    assert not {"first statement right", "citation precision", "citation recall", "right voice"} & broken.keys()
    section = {"name": "Answers", "figures": list(broken.values())}
    [fault] = check_limits({"sections": [section]}, {"Answers": {"first statement right": 0.1}})
    assert fault.startswith("Answers: no figure 'first statement right'; there are ")


def marked(kind: MarkKind) -> Callable[[Assistant, str], list[Sentence]]:
    sentences = Assistant.sentences

    def mark(self: Assistant, document_id: str) -> list[Sentence]:
        return [replace(s, mark=Mark(kind, "Nobody", 0.99, ("",))) for s in sentences(self, document_id)]

    return mark


def test_marking_everything_as_fact_shows_every_opinion_as_bare_fact(
    shelf: Shelf, marks: dict[str, Shown], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Assistant, "sentences", marked(MarkKind.FACT))
    broken = by_name(mark_figures(mark_all(shelf, SMALL.sentences)))
    assert broken["opinion shown as bare fact"]["value"] == 1
    assert broken["mark macro-F1"]["value"] <= 0.5 * marks["mark macro-F1"]["value"]
    assert broken["calibration error (ECE)"]["value"] >= 0.3 > marks["calibration error (ECE)"]["value"]
    assert broken["voice accuracy"]["value"] == 0


def test_marking_everything_as_unsure_is_neither_right_nor_wrong(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Assistant, "sentences", marked(MarkKind.UNSURE))
    records = mark_all(shelf, SMALL.sentences)
    broken = by_name(mark_figures(records))
    assert (broken["unsure"]["value"], broken["opinion shown as bare fact"]["value"]) == (1, 0)
    assert not {"mark macro-F1", "calibration error (ECE)"} & broken.keys()
    assert calibration("small", records)["bins"] == []


# What the figures are about


def test_abstaining_is_scored_neither_right_nor_wrong(ask_with: Asking) -> None:
    def answers_one(self: Assistant, question: str, **_: object) -> Answer:
        lone = question == ANSWERABLE["library-q0"][0]
        return answers_everything(self, question) if lone else refuses_everything(self, question)

    records = ask_with(answers_one)
    assert [record["id"] for record in records if "correct" in record] == ["library-q0"]
    figures = by_name(answer_figures(records))
    for name in ("first statement right", "citation precision", "citation recall"):
        assert (figures[name]["value"], figures[name]["n"]) == (1, 1)
    assert figures["false refusals"]["value"] == pytest.approx(8 / 9)


def test_every_figure_has_a_number_of_items_and_an_interval(run: tuple[dict[str, Any], Path]) -> None:
    sections = run[0]["sections"]
    assert [section["name"] for section in sections] == ["Answers · small", "Follow-ups · small", "Marks · small"]
    for figure in (figure for section in sections for figure in section["figures"]):
        assert figure["n"] >= 1
        assert 0 <= figure["low"] <= figure["high"], figure
        assert figure["value"] >= 0 and (figure["unit"] == "s" or figure["high"] <= 1), figure
        assert figure["better"] in ("higher", "lower")


def test_numbers_of_items_count_what_the_figure_is_about(
    run: tuple[dict[str, Any], Path], answers: dict[str, Shown], marks: dict[str, Shown]
) -> None:
    answered = round(len(ANSWERABLE) * (1 - answers["false refusals"]["value"]))
    wanted = {"hit@1": 9, "false refusals": 9, "near-miss refused": 3, "off-topic refused": 3, "ask p50": 15}
    wanted |= {"refusal AUROC, near-miss": 12, "first statement right": answered, "citation recall": answered}
    assert {name: answers[name]["n"] for name in wanted} == wanted
    assert marks["opinion shown as bare fact"]["n"] == sum(s.kind == OPINION for s in SMALL.sentences)
    assert marks["unsure"]["n"] == marks["voice accuracy"]["n"] == len(SMALL.sentences)
    sure = round(len(SMALL.sentences) * (1 - marks["unsure"]["value"]))
    assert marks["mark macro-F1"]["n"] == marks["calibration error (ECE)"]["n"] == sure
    assert figures_of(run[0], "Follow-ups · small")["follow-up hit@1"]["n"] == 1


def asked(key: str, right: bool, *, answerable: bool = True) -> Record:
    kind = "answerable" if answerable else "absent"
    record = {"id": key, "kind": kind, "type": "", "answerable": answerable, "abstained": False, "score": float(right)}
    return {**record, "hit1": right, "hit3": right, "correct": right}


def test_intervals_draw_whole_documents() -> None:
    records = [asked(f"{name}-q{i}", name == "a") for name in "ab" for i in range(50)]
    figure = by_name(answer_figures(records))["first statement right"]
    assert (figure["value"], figure["low"], figure["high"]) == (0.5, 0, 1)
    rows = [{"source": name, "gold": FACT, "kind": FACT if name[0] == "x" else OPINION} for name in ("x-1", "y-1")]
    found = [{**row, "id": f"{row['source']}:{i}", "confidence": 0.9} for row in rows for i in range(50)]
    figures = by_name(mark_figures(found))
    assert (figures["calibration error (ECE)"]["low"], figures["calibration error (ECE)"]["high"]) == (
        pytest.approx(0.1),
        pytest.approx(0.9),
    )


@pytest.mark.parametrize("key", ["line-{}", "-{}", "{}"], ids=["own", "signed number", "number"])
def test_questions_about_one_document_or_none_are_drawn_one_by_one(key: str) -> None:
    records = [asked(key.format(i), i % 2 == 0) for i in range(100)]
    figure = by_name(answer_figures(records))["first statement right"]
    assert 0.3 < figure["low"] < 0.45 < 0.55 < figure["high"] < 0.7


def test_a_mark_that_the_set_does_not_know_is_a_miss() -> None:
    rows = [(OPINION, QUOTATION), (OPINION, OPINION), (FACT, FACT), (FACT, "unsure")]
    records = [
        {"id": f"a:{i}", "source": "a", "gold": gold, "kind": kind, "confidence": 0.9}
        for i, (gold, kind) in enumerate(rows)
    ]
    figure = by_name(mark_figures(records, [FACT, OPINION]))["mark macro-F1"]
    assert (figure["value"], figure["n"]) == (pytest.approx((2 / 3 + 1) / 2), 3)


def test_a_set_without_opinions_has_no_share_of_them() -> None:
    records = [{"id": "a:0", "source": "a", "gold": FACT, "kind": FACT, "confidence": 0.9}]
    assert "opinion shown as bare fact" not in by_name(mark_figures(records))


def test_curves_reach_every_question(run: tuple[dict[str, Any], Path]) -> None:
    [curve] = run[0]["curves"]
    assert curve["name"] == "assistant · small"
    assert curve["coverage"] == sorted(curve["coverage"])
    assert curve["coverage"][-1] == 1
    assert curve["risk"][-1] == pytest.approx(1 - 9 / 15, abs=0.2)  # those without an answer cannot be right


# Which way a set is measured


def test_gold_of_whole_documents_measures_retrieval_alone() -> None:
    questions = tuple(
        Question(key, text, sources=(key.split("-")[0],)) for key, (text, _, _) in list(ANSWERABLE.items())[::3]
    )
    report = run_suite(extra=Dataset("claims", SMALL.sources, questions))
    assert [section["name"] for section in report["sections"]] == ["Retrieval · claims"]
    figures = figures_of(report, "Retrieval · claims")
    assert {name: (f["value"], f["n"]) for name, f in figures.items()} == {
        "nDCG@10": (1, 3),
        "recall@10": (1, 3),
        "MRR": (1, 3),
    }


def test_followups_without_documents_measure_rewriting_alone() -> None:
    followup = Question(
        "c-1", "When was it built?", history=("Where is the Esk?",), standalone="When was the Esk built?"
    )
    [section] = run_suite(extra=Dataset("turns", followups=(followup,)))["sections"]
    assert section["name"] == "Follow-ups · turns"
    assert {"rewrite recall"} <= by_name(section["figures"]).keys() <= {"rewrite recall", "rewrite precision"}


def test_an_unknown_set_is_named_beside_the_known_ones() -> None:
    with pytest.raises(
        DatasetError, match="no set is called 'squid'; there are: handwritten, fresh, article, marked, squad"
    ):
        run_suite(only=["article", "squid"])


@pytest.mark.parametrize("given_folder", [True, False])
def test_a_public_set_that_is_not_there_is_passed_over_with_a_word(tmp_path: Path, given_folder: bool) -> None:
    said = io.StringIO()
    console = Console(file=said, width=400)
    report = run_suite(data=tmp_path if given_folder else None, only=["squad"], console=console)
    assert report["sections"] == []
    assert said.getvalue().startswith("passed over: ")
    assert ("dev_half.json is missing" if given_folder else "squad needs --data DIR") in said.getvalue()


# Records


IDS = ("a-q0", "b-q1", "c-q2")


def nasty(key: str) -> Record:
    return {"id": key, "text": "“né”\u2028a\x85b\n🂡", "score": 0.1}


@given(st.data())
def test_a_run_broken_off_at_any_byte_goes_on_and_asks_nothing_twice(data: st.DataObject) -> None:
    made: list[str] = []

    def make(key: str) -> Record:
        made.append(key)
        return nasty(key)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deeper" / "set.jsonl"
        whole = resumable(path, IDS, make, lambda: None)
        content = path.read_bytes()
        cut = data.draw(st.integers(0, len(content)))
        path.write_bytes(content[:cut])
        made.clear()
        assert resumable(path, IDS, make, lambda: None) == whole
        kept = content.count(b"\n", 0, cut + 1)  # a line that lacks its end alone is whole
        assert made == list(IDS[kept:])
        made.clear()
        assert resumable(path, reversed(IDS), make, lambda: None) == whole[::-1]
        assert made == []


def test_a_broken_off_run_of_the_suite_goes_on_with_its_records(
    run: tuple[dict[str, Any], Path], shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (run[1] / "small.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "small.jsonl").write_bytes(b"".join(lines[:10]) + lines[10][:40])
    asked: list[str] = []

    def ask(self: Assistant, question: str, **_: object) -> Answer:
        asked.append(question)
        return refuses_everything(self, question)

    monkeypatch.setattr(Assistant, "ask", ask)
    records = ask_all(shelf, SMALL, tmp_path / "small.jsonl", lambda: None)
    assert asked == [question.text for question in SMALL.questions[10:]]
    assert records[:10] == [json.loads(line) for line in lines[:10]]
    assert [record["id"] for record in records] == [question.id for question in SMALL.questions]


def test_a_finished_run_is_reported_again_from_its_records(
    run: tuple[dict[str, Any], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Assistant, question: str) -> Answer:
        raise AssertionError(f"{question} is asked again")

    monkeypatch.setattr(Assistant, "ask", fail)
    report = run_suite(extra=replace(SMALL, followups=()), records=run[1], sample=6)
    assert figures_of(report, "Marks · small") == figures_of(run[0], "Marks · small")
    [latency] = report["latency"]
    assert len(latency["seconds"]) == 6
    assert set(latency["seconds"]) <= set(run[0]["latency"][0]["seconds"])


# Documents


@pytest.mark.parametrize(
    ("text", "reason"),
    [("One line ends here.\r\nThe next begins.", "its text was changed in reading"), ("", "no text")],
    ids=["other line ends", "nothing"],
)
def test_a_source_that_is_not_taken_in_word_for_word_is_an_error(text: str, reason: str) -> None:
    whole = Source("whole", "The ferry has been idle since March.")
    with (
        pytest.raises(DatasetError, match=rf"changed was not taken in word for word \(.*{reason}.*\); mend its text"),
        shelved((whole, Source("changed", text))),
    ):
        pass


def test_sources_of_the_same_text_share_a_document_and_its_spans() -> None:
    text = "The ferry has been idle since March."
    with shelved((Source("one", text), Source("two", text))) as shelf:
        assert shelf.names["one"] == shelf.names["two"]
        assert shelf.place(Span("two", 4, 9)) == shelf.place(Span("one", 4, 9))
        assert [sentence.text for sentence in shelf.sentences("two")] == [text]


def test_a_corpus_of_which_nothing_can_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    with pytest.raises(DatasetError, match=r"nothing of .* could be read \("), shelved((), corpus=tmp_path):
        pass


# Baselines


def test_baselines_rank_the_same_sentences_and_give_the_fields_of_ranking(
    shelf: Shelf, run: tuple[dict[str, Any], Path], answers: dict[str, Shown], tmp_path: Path
) -> None:
    rankers = baseline_rankers(shelf, tmp_path)
    assert list(rankers) == ["dense only", "BM25 only", "fusion"]
    sentences = {
        (shelf.names[source.name], sentence.start, sentence.end)
        for source in SMALL.sources
        for sentence in shelf.sentences(source.name)
    }
    ours = [json.loads(line) for line in (run[1] / "small.jsonl").read_text(encoding="utf-8").splitlines()]
    for name, ranker in rankers.items():
        found = ranker("Where was the new crane ordered?")
        assert found and {place for place, _ in found} <= sentences, name
        assert len({place for place, _ in found}) == len(found)
        scores = [score for _, score in found]
        assert scores == sorted(scores, reverse=True)

        records = rank_records(shelf, SMALL.questions, ranker)
        for record, other in zip(records, ours, strict=True):
            shared = {"id", "kind", "answerable"}
            assert {key: record[key] for key in shared} == {key: other[key] for key in shared}
            assert record.keys() >= {*shared, "score", "hit1", "hit3"}
            assert record["answerable"] or not record["hit3"]
        figures = by_name(ranking_figures(records))
        assert len(figures) == 4
        assert all(figure["n"] == answers[about]["n"] for about, figure in figures.items())
        assert figures["hit@3"]["value"] >= 0.7 and figures["hit@3"]["value"] >= figures["hit@1"]["value"]
        assert curve(name, records)["coverage"][-1] == 1


# The command line


OWN = (
    '{"question": "How many kroner did the ferry\'s new engine cost?", "answers": ["2.4 million"], '
    '"document": "ferry.txt"}\n'
    '{"question": "How long will the bridge be?", "answers": ["84  metres"]}\n'
    '{"question": "What is the boiling point of nitrogen?", "answers": []}\n'
    '{"question": "How do I bake sourdough bread?", "answers": []}\n'
    '{"question": "And who is the engineer?", "answers": ["Bela Horn"], "history": ["How long will the bridge be?"]}\n'
)


def test_own_questions_are_measured_reported_and_held_to_limits(
    tmp_path: Path,
    write: Callable[[str, str], Path],
    ferry: Path,
    bridge: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    questions, out = tmp_path / "mine.jsonl", tmp_path / "out"
    questions.write_text(OWN, encoding="utf-8")
    options = ["--questions", str(questions), "--corpus", str(ferry.parent), "--out", str(out)]

    done = CliRunner().invoke(app, options)
    assert done.exit_code == 0, done.output
    assert {path.name for path in out.iterdir()} == {"report.json", "report.md", "report.html", "records"}
    for name in ("report.json", "report.md", "report.html"):
        assert str(out / name) in "".join(done.stdout.split("\n"))
    figures = figures_of(read_report(out), "Answers · own mine")
    wanted = ("hit@1", "first statement right", "false refusals", "near-miss refused")
    assert [(figures[name]["value"], figures[name]["n"]) for name in wanted] == [(1, 2), (1, 2), (0, 2), (1, 2)]
    assert figures_of(read_report(out), "Follow-ups · own mine")["follow-up hit@3"]["n"] == 1

    # Again, from the records, and held to a limit that nothing can keep.
    limits = tmp_path / "limits.json"
    limits.write_text('{"Answers · own mine": {"hit@1": 1, "near-miss refused": 1.5}}', encoding="utf-8")
    monkeypatch.setattr(Assistant, "ask", None)
    again = CliRunner().invoke(app, [*options, "--resume", "--baseline", str(out), "--fail-under", str(limits)])
    assert again.exit_code == 1
    assert again.stdout.splitlines()[-1] == "Answers · own mine: near-miss refused is 1, below the limit of 1.5"
    assert figures_of(read_report(out), "Answers · own mine") == figures


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--only", "squid"], "DatasetError: no set is called 'squid'; there are: handwritten, fresh, article, "),
        (["--questions", "mine.jsonl"], "DatasetError: --questions and --corpus go together: give both, or neither"),
        (["--fail-under", "nowhere.json"], "ReportError: nowhere.json cannot be read"),
        (["--only", "handwritten", "--split", "tset"], "DatasetError: no split is called 'tset'; choose one of train"),
    ],
    ids=["unknown set", "questions without documents", "no limits", "unknown split"],
)
def test_a_mistyped_command_gets_one_clear_line(
    options: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["eval", *options, "--out", str(tmp_path)])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(message)
    assert said.err.count("\n") == 1 and said.err.endswith("\n")


# The shipped set


def test_the_handwritten_set_is_large_split_and_hard_enough() -> None:
    assert validate_handwritten() == []
    records = [json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")]
    assert len(records) >= 80
    assert len({record["group"] for record in records if record.get("group")}) >= 10
    asked = Counter(record["split"] for record in records if record.get("questions"))
    assert min(asked["dev"], asked["test"]) >= 0.2 * 80
    assert asked["train"] >= asked["dev"] + asked["test"]


def test_questions_of_the_test_split_repeat_few_words_of_their_answers() -> None:
    dataset = load_handwritten(split="test")
    texts = {source.name: source.text for source in dataset.sources}
    overlaps = [
        max(
            question_overlap(question.text, " ".join(texts[s.source][s.start : s.end] for s in together))
            for together in question.answers
        )
        for question in dataset.questions
        if question.answers
    ]
    assert sum(overlaps) / len(overlaps) <= 0.25


def test_a_sample_of_claims_reads_the_pages_they_are_about_and_no_others() -> None:
    claims = tuple(Claim(name, "It is said.", True, (), source=name) for name in TEXTS)
    pages = replace(SMALL, questions=(), followups=(), sentences=(), claims=claims)
    (claim,) = (sampled := _sampled(pages, 1)).claims
    assert [source.name for source in sampled.sources] == [claim.source]
    assert _sampled(replace(pages, questions=SMALL.questions), 1).sources == SMALL.sources
