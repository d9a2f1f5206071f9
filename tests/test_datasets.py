from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from assistant.errors import AssistantError
from eval.datasets.article import RECORDS, load_article
from eval.datasets.canard import load_canard
from eval.datasets.checkthat import load_checkthat
from eval.datasets.clapnq import load_clapnq
from eval.datasets.errors import DatasetError
from eval.datasets.faults import SPLITS
from eval.datasets.handwritten import FOLDER, documents_of, load_handwritten, validate_handwritten
from eval.datasets.hotpotqa import load_hotpotqa
from eval.datasets.marked import load_marked
from eval.datasets.own import load_own
from eval.datasets.polnear import load_polnear
from eval.datasets.scifact import load_scifact
from eval.datasets.squad import load_squad
from eval.datasets.types import Dataset, Span
from eval.datasets.wice import load_wice

DATA = Path(os.environ.get("ASSISTANT_EVAL_DATA") or ROOT.parent / "shared" / "data")
needs_data = pytest.mark.skipif(not (DATA / "README.md").exists(), reason=f"no public data at {DATA}")

LOADERS: dict[str, Callable[[], Dataset]] = {
    **{f"handwritten {split}": lambda split=split: load_handwritten(split=split) for split in SPLITS},  # type: ignore[misc]
    "article": load_article,
    **{f"squad {split}": lambda split=split: load_squad(DATA, split) for split in ("train", "test")},  # type: ignore[misc]
    **{f"clapnq {split}": lambda split=split: load_clapnq(DATA, split) for split in ("train", "test")},  # type: ignore[misc]
    "hotpotqa": lambda: load_hotpotqa(DATA),
    "scifact": lambda: load_scifact(DATA),
    "canard": lambda: load_canard(DATA),
    **{
        f"checkthat {split}": lambda split=split: load_checkthat(DATA, split)  # type: ignore[misc]
        for split in ("train", "dev", "test_2023", "test_2024")
    },
    **{f"wice {split}": lambda split=split: load_wice(DATA, split) for split in ("train", "test")},  # type: ignore[misc]
}
OURS = (*(f"handwritten {split}" for split in SPLITS), "article")
SETS = [pytest.param(name, id=name, marks=[] if name in OURS else [needs_data]) for name in LOADERS]


@cache
def load(name: str) -> Dataset:
    if name == "article" and not RECORDS.exists():
        pytest.skip("the article is not marked yet")
    return LOADERS[name]()


def spans(dataset: Dataset) -> Iterator[Span]:
    for question in (*dataset.questions, *dataset.followups):
        yield from (span for together in question.answers for span in together)
        yield from (span for span, _ in question.values)
    for sentence in dataset.sentences:
        yield from (sentence.span, *(span for span, _ in sentence.clauses))
    for claim in dataset.claims:
        yield from claim.evidence


@pytest.mark.parametrize("name", SETS)
def test_every_span_holds_words_of_its_source(name: str) -> None:
    dataset = load(name)
    texts = {source.name: source.text for source in dataset.sources}
    assert dataset.name == name
    for span in spans(dataset):
        words = texts[span.source][span.start : span.end]
        assert 0 <= span.start < span.end <= len(texts[span.source])
        assert words == words.strip() != ""


@pytest.mark.parametrize("name", SETS)
def test_names_and_ids_are_unique_and_sources_clean(name: str) -> None:
    dataset = load(name)
    names = Counter(source.name for source in dataset.sources)
    asked = Counter(question.id for question in (*dataset.questions, *dataset.followups))
    claims = Counter(claim.id for claim in dataset.claims)
    assert max((*names.values(), *asked.values(), *claims.values())) == 1
    assert all(source.name.replace("-", "").isalnum() and source.name.isascii() for source in dataset.sources)
    assert all(source.text == source.text.strip() != "" for source in dataset.sources)
    assert all(all(source.metadata.values()) for source in dataset.sources)


@pytest.mark.parametrize("name", SETS)
def test_questions_agree_with_themselves(name: str) -> None:
    dataset = load(name)
    texts = {source.name: source.text for source in dataset.sources}
    for question in (*dataset.questions, *dataset.followups):
        assert question.text == question.text.strip() != ""
        assert all(question.answers)
        assert set(question.sources) <= texts.keys()
        if question.kind != "answerable":
            assert (question.answers, question.short) == ((), None)
        elif question.short and question.answers:
            # From the first to the last sentence, since an answer may cross the cut between two.
            found = [texts[one[0].source][one[0].start : one[-1].end] for one in question.answers]
            assert any(question.short in words for words in found)
        elif question.short:
            assert any(question.short in texts[source] for source in question.sources)


@pytest.mark.parametrize("name", SETS)
def test_claims_have_a_fault_just_where_they_are_not_supported(name: str) -> None:
    assert all(claim.supported == (not claim.fault) for claim in load(name).claims)


@pytest.mark.parametrize(
    ("name", "sources", "questions", "unanswerable", "followups", "sentences", "claims"),
    [
        ("squad train", 403, 3765, 1929, 0, 0, 0),
        ("squad test", 243, 2313, 1239, 0, 0, 0),
        ("clapnq train", 149, 150, 75, 0, 0, 0),
        ("clapnq test", 149, 150, 75, 0, 0, 0),
        ("hotpotqa", 4968, 500, 0, 0, 0, 0),
        ("scifact", 5183, 188, 0, 0, 0, 0),
        ("canard", 0, 0, 0, 3430, 0, 0),
        ("checkthat train", 830, 0, 0, 0, 830, 0),
        ("checkthat dev", 219, 0, 0, 0, 219, 0),
        ("checkthat test_2023", 243, 0, 0, 0, 243, 0),
        ("checkthat test_2024", 484, 0, 0, 0, 484, 0),
        ("wice train", 174, 0, 0, 0, 0, 174),
        ("wice test", 175, 0, 0, 0, 0, 175),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@needs_data
def test_public_sets_have_the_expected_size(
    name: str, sources: int, questions: int, unanswerable: int, followups: int, sentences: int, claims: int
) -> None:
    dataset = load(name)
    assert len(dataset.sources) == sources
    assert len(dataset.questions) == questions
    assert sum(question.kind == "unanswerable" for question in dataset.questions) == unanswerable
    assert len(dataset.followups) == followups
    assert len(dataset.sentences) == sentences
    assert len(dataset.claims) == claims


@needs_data
def test_squad_splits_share_no_article_and_make_the_whole() -> None:
    train, test = load("squad train"), load("squad test")
    titles = [{source.metadata["title"] for source in half.sources} for half in (train, test)]
    assert (len(titles[0]), len(titles[1]), titles[0] & titles[1]) == (10, 6, set())
    assert min(titles[1]) == "Normans"
    assert len(train.sources) + len(test.sources) == 646
    assert len(train.questions) + len(test.questions) == 6078


@needs_data
def test_clapnq_splits_share_no_passage() -> None:
    halves = [{source.text for source in load(f"clapnq {split}").sources} for split in ("train", "test")]
    assert not halves[0] & halves[1]


@needs_data
@pytest.mark.parametrize(("name", "fewest", "most"), [("hotpotqa", 2, 2), ("scifact", 1, 5)])
def test_retrieval_sets_name_what_is_relevant(name: str, fewest: int, most: int) -> None:
    relevant = [len(set(question.sources)) for question in load(name).questions]
    assert (min(relevant), max(relevant)) == (fewest, most)


@needs_data
def test_scifact_abstracts_are_prose() -> None:
    first = load("scifact").sources[0].text
    assert first.startswith("Alterations of the architecture of cerebral white matter")
    assert "in vivo" in load("scifact").sources[0].metadata["title"]
    assert not any(source.text.startswith("[") and source.text.endswith("]") for source in load("scifact").sources)


@needs_data
def test_canard_history_holds_the_questions_before() -> None:
    third = load("canard").followups[2]
    assert third.history == ("Frank Zappa", "What group disbanded?", "When did they disband?")
    assert third.replies[0] == "Disbandment"
    assert len(third.replies) == len(third.history)
    assert third.standalone == "What kind of music did Zappa and the Mothers of Invention play?"


@needs_data
def test_checkthat_labels_become_marks() -> None:
    kinds = Counter(sentence.kind for sentence in load("checkthat test_2024").sentences)
    assert kinds == {"opinion": 122, "reported fact": 362}


@needs_data
def test_wice_counts_part_support_as_none() -> None:
    train, test = ({claim.id: claim for claim in load(f"wice {split}").claims} for split in ("train", "test"))
    assert not train.keys() & test.keys() and max(train) < min(test)
    assert Counter(claim.fault for claim in train.values()) == {"": 58, "partially supported": 99, "not supported": 17}
    assert Counter(claim.fault for claim in test.values()) == {"": 57, "partially supported": 92, "not supported": 26}
    assert all(claim.evidence for claim in (train | test).values() if claim.fault != "not supported")


@needs_data
def test_polnear_spans_hold_the_words_of_the_annotation() -> None:
    articles = load_polnear(DATA).articles
    assert (len(articles), sum(len(article.attributions) for article in articles)) == (84, 2192)
    for article in articles:
        for attribution in article.attributions:
            for span in (attribution.source, attribution.cue, *attribution.content):
                assert span is None or article.words(span) == article.words(span).strip() != ""
    first = articles[0].attributions[0]
    assert first.source and articles[0].words(first.source) == "The New York Post"
    assert articles[0].words(first.cue) == "reports"
    assert articles[0].words(first.content[0]).startswith("that Hillary Clinton’s team avoided")


@pytest.mark.parametrize("split", SPLITS)
def test_handwritten_split_asks_its_own_documents_in_one_joint_library(split: str) -> None:
    dataset = load(f"handwritten {split}")
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]
    own = [record for record in records if record["split"] == split]
    assert [source.name for source in dataset.sources] == [record["id"] for record in records]
    assert documents_of(split) == {record["id"] for record in own}
    for key, found in (("followups", dataset.followups), ("claims", dataset.claims)):
        assert len(found) == sum(len(record.get(key, ())) for record in own)
    strict = [record for record in own if record.get("marks") != "loose"]
    assert len(dataset.sentences) == sum(len(record["sentences"]) for record in strict)
    asked = sum(len(record.get(key, ())) for record in own for key in ("questions", "unanswerable"))
    assert len(dataset.questions) == asked
    assert {span.source for span in spans(dataset)} <= {record["id"] for record in own}


def test_handwritten_ids_name_document_and_place() -> None:
    dataset = load("handwritten test")
    record = json.loads((FOLDER / "amman-sanabel-card.json").read_text(encoding="utf-8"))
    texts = {question.id: question.text for question in (*dataset.questions, *dataset.followups)}
    assert texts["amman-sanabel-card-q3"] == record["questions"][3]["question"]
    assert texts["amman-sanabel-card-n2"] == record["unanswerable"][2]["question"]
    assert texts["amman-sanabel-card-f1"] == record["followups"][1]["question"]
    claims = {claim.id: claim.text for claim in dataset.claims}
    assert claims["amman-sanabel-card-c4"] == record["claims"][4]["claim"]


def test_handwritten_conflicts_say_which_sentence_gives_which_value() -> None:
    dataset = load("handwritten train")
    spur = next(question for question in dataset.questions if question.text.startswith("How far will the Adjara Spur"))
    assert [value for _, value in spur.values] == ["312 kilometres", "327 kilometres", "312 kilometres"]
    assert [(span,) for span, _ in spur.values] == list(spur.answers)


def test_histories_hold_questions_only() -> None:
    for name in OURS:
        assert all(turn.endswith("?") for question in load(name).followups for turn in question.history)


def test_shipped_documents_have_no_fault() -> None:
    assert validate_handwritten() == []


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """A group of three train documents and one test document, sound as they are."""
    for name in ("batumi-gas-analysis", "batumi-gas-news", "batumi-gas-statement", "amman-sanabel-card"):
        shutil.copy(FOLDER / f"{name}.json", tmp_path)
    assert validate_handwritten(tmp_path) == []
    return tmp_path


def item(record: dict[str, Any], key: str, **wanted: object) -> dict[str, Any]:
    """The first item of a list whose fields are as wanted."""
    found: dict[str, Any] = next(
        i for i in record[key] if all(i.get(field) == value for field, value in wanted.items())
    )
    return found


TAMPERINGS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "group in two splits": (lambda r: r.update(split="test"), "in several splits (test, train)"),
    "answer in another split": (
        lambda r: r["questions"][0].update(answers=[[["amman-sanabel-card", 0]]]),
        "which is of split 'test'",
    ),
    "split unknown": (lambda r: r.update(split="tset", group=None), "split 'tset' unknown"),
    "id not the file's": (lambda r: r.update(id="other"), "not an object whose id is its name"),
    "white space around": (lambda r: r.update(text=r["text"] + "\n"), "white space around it"),
    "text gone": (lambda r: r.pop("text"), "malformed, KeyError"),
    "spans out of order": (lambda r: r["sentences"].reverse(), "out of order"),
    "span beyond the text": (lambda r: r["sentences"][-1].update(end=10**6), "out of order or outside"),
    "span empty": (lambda r: r["sentences"][0].update(end=0), "out of order or outside"),
    "span with white space": (lambda r: r["sentences"][0].update(end=r["sentences"][1]["start"]), "white space"),
    "mark unknown": (lambda r: r["sentences"][0].update(kind="unsure"), "kind 'unsure' unknown"),
    "nobody quotes": (lambda r: item(r, "sentences", kind="quotation").pop("relayed_by"), "relayed_by"),
    "no voice": (lambda r: item(r, "sentences", kind="opinion").update(voice=None), "no voice"),
    "clauses of a fact": (
        lambda r: item(r, "sentences", kind="reported fact").update(
            clauses=[{"start": 0, "end": 1, "kind": "opinion"}]
        ),
        "not mixed",
    ),
    "clause outside": (
        lambda r: item(r, "sentences", kind="mixed").update(clauses=[{"start": 0, "end": 10**6, "kind": "opinion"}]),
        "clause, span",
    ),
    "clause kind unknown": (
        lambda r: item(r, "sentences", kind="mixed").update(clauses=[{"start": 0, "end": 9, "kind": "view"}]),
        "clause kind 'view' unknown",
    ),
    "type unknown": (lambda r: r["questions"][0].update(type="trivia"), "type 'trivia' unknown"),
    "near miss unknown": (lambda r: r["unanswerable"][0].update(kind="odd"), "kind 'odd' unknown"),
    "fault unknown": (lambda r: item(r, "claims", supported=False).update(fault="odd"), "fault 'odd' unknown"),
    "supported with fault": (lambda r: item(r, "claims", supported=True).update(fault="other"), "supported, yet"),
    "claim of no sentence": (lambda r: r["claims"][0].update(sentences=[999]), "sentences [999] unknown"),
    "document unknown": (lambda r: r["questions"][0].update(answers=[[["nowhere", 0]]]), "'nowhere' unknown"),
    "sentence unknown": (
        lambda r: r["followups"][0].update(answers=[[["batumi-gas-news", 999]]]),
        "follow-up 0: sentence 999",
    ),
    "no answer": (lambda r: r["questions"][0].update(answers=[[]]), "no answer"),
    "gold not the sentence's": (lambda r: r["questions"][0].update(voice="Nobody"), "kind and voice are not those"),
    "short answer elsewhere": (lambda r: r["questions"][0].update(short="no such words"), "in no answer sentence"),
    "value elsewhere": (
        lambda r: item(r, "questions", type="conflict")["values"][0].__setitem__(2, "9 million"),
        "value '9 million' not in",
    ),
    "values missing": (lambda r: item(r, "questions", type="conflict").pop("values"), "values belong to conflicts"),
    "history of answers": (lambda r: r["followups"][0].update(history=["Yes."]), "history is not"),
    "standalone empty": (lambda r: r["followups"][0].update(standalone=" "), "no standalone question"),
    "too few questions": (lambda r: r.update(questions=r["questions"][:7]), "7 questions, fewer than 8"),
    "too few near misses": (
        lambda r: r.update(split="test", unanswerable=r["unanswerable"][:5]),
        "5 unanswerable, fewer than 6",
    ),
    "too few claims": (lambda r: r.update(split="test", claims=r["claims"][:7]), "7 claims, fewer than 8"),
    "no claims, and measured": (lambda r: r.update(split="test", claims=[]), "0 claims, fewer than 8"),
    "no claims, few questions": (
        lambda r: r.update(split="train", claims=[], questions=r["questions"][:7]),
        "7 questions, fewer than 8",
    ),
}


@pytest.mark.parametrize(("tamper", "fault"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_validator_finds(copies: Path, tamper: Callable[[dict[str, Any]], object], fault: str) -> None:
    path = copies / "batumi-gas-news.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    tamper(record)
    path.write_text(json.dumps(record), encoding="utf-8")
    assert fault in "\n".join(validate_handwritten(copies))


def test_validator_finds_a_copied_document(copies: Path) -> None:
    record = json.loads((copies / "amman-sanabel-card.json").read_text(encoding="utf-8"))
    (copies / "copy.json").write_text(json.dumps({**record, "id": "copy", "split": "train"}), encoding="utf-8")
    assert "amman-sanabel-card: same text as copy" in validate_handwritten(copies)


def test_validator_lets_a_training_document_carry_marks_only(copies: Path) -> None:
    path = copies / "amman-sanabel-card.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    kept = {
        key: value for key, value in record.items() if key not in ("questions", "unanswerable", "followups", "claims")
    }
    path.write_text(json.dumps(kept), encoding="utf-8")
    assert validate_handwritten(copies) == []
    assert load_handwritten(copies, "test").questions == ()


def test_damaged_document_is_a_fault_to_the_validator_and_an_error_to_the_loader(copies: Path) -> None:
    (copies / "amman-sanabel-card.json").write_text("{", encoding="utf-8")
    assert any("amman-sanabel-card.json, line 1: not JSON" in fault for fault in validate_handwritten(copies))
    with pytest.raises(DatasetError, match=r"amman-sanabel-card\.json, line 1: not JSON"):
        load_handwritten(copies)


def test_empty_folder_and_unknown_split_are_errors(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"holds no \.json file"):
        load_handwritten(tmp_path)
    with pytest.raises(DatasetError, match="no split is called 'tests'; choose one of train, dev, test"):
        load_handwritten(split="tests")


ARTICLE_LINES = """
{"record": "followup", "id": "f1", "history": ["Who?", "Ida."], "question": "When?", "standalone": "When was Ida?",
 "answers": [[[9, 20]]]}
{"record": "question", "id": "q1", "question": "Who?", "type": "fact", "answers": [[[0, 8]], [[0, 8], [9, 20]]],
 "short": "Ida", "kind": "reported fact", "voice": "Ana"}
{"record": "unanswerable", "id": "n1", "question": "Why?", "kind": "absent"}
{"record": "claim", "id": "c1", "claim": "Ida slept.", "supported": false, "fault": "negated", "sentences": [[0, 8]]}
{"record": "sentence", "start": 0, "end": 8, "kind": "reported fact", "voice": "Ana"}
{"record": "sentence", "start": 9, "end": 20, "kind": "quotation", "voice": "Ida", "relayed_by": "Ana",
 "clauses": [{"start": 9, "end": 12, "kind": "opinion"}]}
""".replace(",\n ", ", ")


def load_lines(write: Callable[[str, str], Path], lines: str) -> Dataset:
    return load_article(write("article.jsonl", lines), write("the-text.txt", "Ida left.It was May.\n"))


def test_article_records_become_a_dataset(write: Callable[[str, str], Path]) -> None:
    dataset = load_lines(write, ARTICLE_LINES)
    first, second = Span("the-text", 0, 8), Span("the-text", 9, 20)
    question, miss = dataset.questions
    assert (question.answers, question.short, question.mark) == (((first,), (first, second)), "Ida", "reported fact")
    assert (miss.kind, miss.answers) == ("absent", ())
    assert (dataset.followups[0].history, dataset.followups[0].voice) == (("Who?",), "Ida")
    assert [sentence.span for sentence in dataset.sentences] == [first, second]
    assert dataset.sentences[1].clauses == ((Span("the-text", 9, 12), "opinion"),)
    assert dataset.claims[0].evidence == (first,)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"record": "quesion"}', "line 2: record 'quesion'; use one of sentence, question"),
        ('{"record": "sentence", "start": 0, "kind": "opinion"}', "line 2: KeyError 'end'"),
        ('{"record": "sentence", "start": 3, "end": 99, "kind": "opinion"}', "span 3–99 is empty or outside"),
        ('{"record": "claim", "id": "c", "claim": "", "supported": true, "sentences": [[4, 4]]}', "span 4–4 is empty"),
        ('["record"]', "line 2: a list, not an object"),
        ('{"record"', "line 2: not JSON"),
    ],
)
def test_bad_article_record_is_named_by_line(write: Callable[[str, str], Path], line: str, fault: str) -> None:
    with pytest.raises(DatasetError) as error:
        load_lines(write, "\n" + line)
    assert fault in str(error.value)


def test_article_sentences_are_in_order_and_answers_are_sentences() -> None:
    dataset = load("article")
    marked = [sentence.span for sentence in dataset.sentences]
    assert all(one.end <= other.start for one, other in pairwise(marked))
    assert set(spans(dataset)) - {span for sentence in dataset.sentences for span, _ in sentence.clauses} == set(marked)


OWN = """
{"question": "Who stopped the ferry?", "answers": ["It was the port authority.", "the port authority"]}
{"question": "What did the engine weigh?", "answers": []}
{"question": "And when?", "answers": ["4 March"], "document": "ferry.txt", "history": ["Who stopped the ferry?"]}
"""


def test_own_questions_are_read(write: Callable[[str, str], Path], ferry: Path) -> None:
    dataset = load_own(write("mine.jsonl", OWN), ferry.parent)
    asked, unanswered = dataset.questions
    assert (dataset.name, dataset.sources) == ("own mine", ())
    assert (asked.id, asked.kind, asked.short, asked.answers) == ("line-2", "answerable", "the port authority", ())
    assert (unanswered.kind, unanswered.short) == ("unanswerable", None)
    assert dataset.followups[0].history == ("Who stopped the ferry?",)
    assert dataset.followups[0].sources == ("ferry.txt",)
    assert load_own(write("mine.jsonl", OWN), ferry) == dataset


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("", "holds no question; write one line such as"),
        ("Who?", "line 1: not JSON"),
        ('\n["Who?"]', "line 2: a list, not an object"),
        ('{"answers": []}', '"question" is missing or empty'),
        ('{"question": " ", "answers": []}', '"question" is missing or empty'),
        ('{"question": "Who?"}', '"answers" is not a list of texts'),
        ('{"question": "Who?", "answers": "Ida"}', '"answers" is not a list of texts'),
        ('{"question": "Who?", "answers": [""]}', '"answers" is not a list of texts'),
        ('{"question": "Who?", "answers": [], "history": "Why?"}', '"history" is not a list of texts'),
        ('{"question": "Who?", "answers": [], "answer": "Ida"}', "field answer unknown; use question, answers"),
        ('{"question": "Who?", "answers": [], "document": "sea.txt"}', "'sea.txt' is not in the corpus"),
        ('{"question": "Who?", "answers": [], "document": ["ferry.txt"]}', "is not in the corpus"),
    ],
)
def test_own_errors_name_the_line_and_the_way_out(
    write: Callable[[str, str], Path], ferry: Path, lines: str, fault: str
) -> None:
    path = write("mine.jsonl", lines)
    with pytest.raises(DatasetError) as error:
        load_own(path, ferry.parent)
    assert str(error.value).startswith(str(path)) and fault in str(error.value)


def test_own_files_that_are_missing_or_no_text_are_errors(tmp_path: Path) -> None:
    questions = tmp_path / "mine.jsonl"
    with pytest.raises(DatasetError, match="cannot be read"):
        load_own(questions, tmp_path)
    questions.write_bytes(b'{"question": "\xff"}')
    with pytest.raises(DatasetError, match="is not UTF-8 at byte 14"):
        load_own(questions, tmp_path)
    with pytest.raises(DatasetError, match="does not exist; give the folder"):
        load_own(questions, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("loader", "file"),
    [
        (load_squad, "squad2/dev_half.json"),
        (load_clapnq, "clapnq/answerable.jsonl"),
        (load_hotpotqa, "hotpotqa/corpus.jsonl"),
        (load_scifact, "scifact/scifact.zip"),
        (load_canard, "canard/dev.json"),
        (load_checkthat, "checkthat/test_2024.tsv"),
        (load_polnear, "polnear/attributions"),
        (load_wice, "wice/dev.jsonl"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_missing_public_set_is_an_error_that_names_the_file(
    tmp_path: Path, loader: Callable[[Path], object], file: str
) -> None:
    with pytest.raises(AssistantError, match=f"{file} is missing; point --data or ASSISTANT_EVAL_DATA"):
        loader(tmp_path)


def test_damaged_archive_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "scifact" / "scifact.zip"
    path.parent.mkdir()
    path.write_bytes(b"not a zip")
    with pytest.raises(DatasetError, match=r"scifact\.zip is damaged"):
        load_scifact(tmp_path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("other.csv", "a,b\n")
    with pytest.raises(DatasetError, match=r"scifact\.zip is damaged"):
        load_scifact(tmp_path)


def test_unknown_label_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "checkthat").mkdir()
    (tmp_path / "checkthat" / "dev.tsv").write_text("sentence_id\tsentence\tlabel\na\tIt rained.\tMAYBE\n")
    with pytest.raises(DatasetError, match="line 2: label 'MAYBE', not SUBJ or OBJ"):
        load_checkthat(tmp_path, "dev")


def test_marked_text_holds_whole_documents_of_marked_sentences() -> None:
    held = load_marked()
    texts = {source.name: source.text for source in held.sources}
    assert len(texts) == len(held.sources) > 100
    kinds = {sentence.kind for sentence in held.sentences}
    assert kinds == {"reported fact", "opinion", "mixed", "quotation", "question"}
    for name, text in texts.items():
        own = [s.span for s in held.sentences if s.span.source == name]
        assert own[0].start == 0
        assert own[-1].end == len(text)
        assert all(not text[a.end : b.start].strip() for a, b in pairwise(own))


@pytest.mark.parametrize("line", ["X\tIt rained.", "It rained.", "F\t", "F It rained."])
def test_a_line_of_marked_text_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "notes.txt").write_text(f"# Rain | Ida Holm | letter\nF\tIt snowed.\n{line}\n")
    with pytest.raises(DatasetError, match="under 'Rain'"):
        load_marked(tmp_path)


def test_no_marked_text_says_so(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no marked text"):
        load_marked(tmp_path)
