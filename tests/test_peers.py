from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from rich.console import Console

import eval.peers.run as peers_run
from eval.cli import app
from eval.datasets.errors import DatasetError
from eval.datasets.types import Dataset, Question, Source, Span
from eval.measuring.baselines import Ranker
from eval.metrics.citations import Location
from eval.peers import TOP
from eval.peers.langchain import rank_with_langchain
from eval.peers.run import PEERS, Build, Peer, PeerError, Row, measure_peers, peer_table, run_peers
from eval.reporting.report_check import OURS

FERRY = "The ferry to Sela Island has been idle since March. The new engine cost 2.4 million kroner."
BRIDGE = "The footbridge over the river Esk will be 84 metres long. Work starts on 2 June 2025."
COST = "The new engine cost 2.4 million kroner."


def asked(number: int, text: str, sentence: str = "", name: str = "ferry", kind: str = "answerable") -> Question:
    start = {"ferry": FERRY, "bridge": BRIDGE}[name].find(sentence)
    answers = ((Span(name, start, start + len(sentence)),),) if sentence else ()
    return Question(f"{name}-q{number}", text, kind, answers)


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No telemetry, whichever test is the first to import a peer; what a run sets is undone."""
    for name, value in peers_run._QUIET.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def dataset() -> Dataset:
    return Dataset(
        "two notes",
        (Source("ferry", FERRY), Source("bridge", BRIDGE)),
        questions=(
            asked(0, "How much did the new engine cost?", COST),
            asked(1, "When does work start?", "Work starts on 2 June 2025.", "bridge"),
            asked(2, "Who built the engine?", kind="absent"),
            asked(3, "Who won the 2022 World Cup?", name="bridge", kind="off-topic"),
        ),
    )


def first_is(wanted: str) -> Build:
    """A peer that always finds one sentence, and is surer of longer questions."""

    def build(passages: Sequence[tuple[Location, str]]) -> Ranker:
        places = [place for place, text in passages if text == wanted]
        return lambda question: [(place, float(len(question))) for place in places]

    return build


def missing(passages: Sequence[tuple[Location, str]]) -> Ranker:
    raise ModuleNotFoundError("No module named 'nowhere'", name="nowhere")


def written(row: Row) -> str:
    console = Console(file=io.StringIO(), width=200)
    console.print(peer_table([row], "two notes"))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


# -- the run ----------------------------------------------------------------------------------------------------


def test_ours_and_a_peer_are_measured_on_the_same_questions(dataset: Dataset) -> None:
    ours, fake = measure_peers(dataset, {"fake": Peer("Fake", "peer-fake", first_is(COST))}, Console(quiet=True))
    named = {figure["name"]: (figure["value"], figure["n"]) for figure in fake.figures}
    assert (ours.system, fake.system) == (OURS, "Fake")
    assert [figure["name"] for figure in ours.figures] == list(named)
    assert (named["hit@1"], named["hit@3"]) == ((0.5, 2), (0.5, 2))
    assert named["refusal AUROC, near-miss"][1] == 3 and named["refusal AUROC, off-topic"][1] == 3
    assert all(row.indexing >= 0 and row.asking >= 0 for row in (ours, fake))


def test_a_peer_that_is_not_installed_is_passed_over_in_one_line(dataset: Dataset) -> None:
    told = io.StringIO()
    rows = measure_peers(dataset, {"gone": Peer("Gone", "peer-gone", missing)}, Console(file=told, width=60))
    assert [row.system for row in rows] == [OURS]
    line = "passed over: gone is not installed (No module named 'nowhere'); run: pip install -e '.[peer-gone]'"
    assert told.getvalue().strip() == line


def test_only_the_peers_named_are_run_on_a_sample(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fakes = {name: Peer(name.title(), "peer-fake", first_is(COST)) for name in ("first", "second")}
    monkeypatch.setattr(peers_run, "PEERS", fakes)
    monkeypatch.setattr(peers_run, "load_handwritten", lambda split: dataset)
    run_peers(only=["second"], sample=3)
    printed = capsys.readouterr().out
    assert "Second" in printed and "First" not in printed and "3 questions" in printed


def test_an_unknown_peer_is_refused_with_those_there_are() -> None:
    with pytest.raises(PeerError, match="'nobody'; there are: langchain, llamaindex, haystack"):
        run_peers(only=["nobody"])


def test_an_unknown_split_is_refused() -> None:
    with pytest.raises(DatasetError, match="split"):
        run_peers(split="half")


def test_a_figure_that_could_not_be_measured_is_a_dash() -> None:
    figure = {"name": "hit@1", "value": 0.5, "low": 0.25, "high": 0.75, "n": 4, "unit": ""}
    text = written(Row("Fake", [figure], 1.25, 0.0123))
    assert "0.500" in text and "[0.250, 0.750]" in text and text.count("–") == 3
    assert "1.2" in text and "12.3" in text


def test_the_command_passes_its_options_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    seen: dict[str, object] = {}
    monkeypatch.setattr(peers_run, "run_peers", lambda **options: seen.update(options))
    done = CliRunner().invoke(
        app, ["peers", "--only", "txtai", "--only", "haystack", "--sample", "5", "--split", "dev"]
    )
    assert done.exit_code == 0
    assert seen == {"only": ["txtai", "haystack"], "sample": 5, "split": "dev"}


# -- the peers themselves ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_finds_the_sentence_that_answers(name: str) -> None:
    sentences = [*FERRY.split(". "), *BRIDGE.split(". "), *(f"Note {i} is about nothing." for i in range(TOP))]
    passages = [(("notes", 100 * i, 100 * i + len(text)), text) for i, text in enumerate(sentences)]
    try:
        rank = PEERS[name].build(passages)
    except ImportError as error:
        pytest.skip(f"{PEERS[name].extra} is not installed: {error}")
    found = rank("How much did the new engine cost?")
    scores = [score for _, score in found]
    assert found[0][0] == passages[1][0]
    assert len(found) <= TOP and scores == sorted(scores, reverse=True)


def test_indexes_of_langchain_do_not_share_what_they_hold() -> None:
    pytest.importorskip("langchain_chroma")
    pytest.importorskip("langchain_huggingface")
    rank_with_langchain([(("first", 0, 5), COST)])
    assert [place for place, _ in rank_with_langchain([(("second", 0, 5), COST)])(COST)] == [("second", 0, 5)]
