"""Whose turn it is: speaker labels at the start of a line, recognised by their form and by recurring.

No list of names is kept. A label is `Name:`, `**Name:**`, `NAME:`, `Q:` or `Name – ` at the start of a
line; it names the speaker until the next label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.reading.vocabulary import CREDIT_KEYS, NOT_SPEAKERS, PARTICLES, TITLES

__all__ = ["Label", "find_labels", "full_names", "speaker_names"]

_LABEL = re.compile(
    r"""\s*(?:[*_]{1,3})?                       # emphasis left over in plain text
        (?P<name>[^\W\d_][^\n:：*_]{0,70}?)
        (?:[*_]{1,3})?
        (?P<mark>\s*[:：]|\s+[–—-](?=\s))(?:[*_]{1,3})?(?:\s+|$)""",
    re.VERBOSE,
)
_INITIAL = re.compile(r"\s*(?:[*_]{1,3})?(?P<name>[QA])\.(?:[*_]{1,3})?\s+(?=[^\W\d_])")
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_WORDS_IN_LABEL = 9
_ASKS = frozenset({"q", "question", "interviewer"})
_REPLIES = frozenset({"a", "answer", "interviewee"})


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker label at the start of a line.

    Attributes:
        name: As printed, without emphasis or its colon, such as "Guest Commentator Wu Wei".
        end: Where the spoken words begin, counted from the start of the line.
        dash: True for `Name – words`, False for `Name: words`.
    """

    name: str
    end: int
    dash: bool = False

    @property
    def key(self) -> str:
        """What two printings of one label have in common."""
        bare = _ASIDE.sub("", self.name).casefold().strip()
        return bare.rstrip(".0123456789 ") or bare


def find_labels(lines: Sequence[str]) -> list[Label | None]:
    """Say for every line whether it opens with a speaker label.

    A form that recurs, among others that do, is a label. Where lines talk to each other (two labels, and
    one of them asks), a name or an outlet seen only once is one too.

    Args:
        lines: The document's lines, in order.

    Returns:
        For each line its label, or None. Credit lines (`Editor: …`) have none.
    """
    found = [_read_label(line) for line in lines]
    labels = [label for label in found if label]
    counts = Counter(label.key for label in labels)
    recurring = {key for key, count in counts.items() if count > 1}
    asks = any("?" in line for label, line in zip(found, lines, strict=True) if label)
    if len(recurring) > 1 or (len(counts) > 1 and asks):
        # A dash also opens asides: only recurrence makes it a label.
        once = {label.key for label in labels if not label.dash and _names_somebody(label)}
        speakers = recurring | once
    else:
        speakers = {label.key for label in labels if not label.dash and counts[label.key] > 2}
    return [label if label and label.key in speakers else None for label in found]


def _read_label(line: str) -> Label | None:
    initial = _INITIAL.match(line)
    if initial:
        return Label(initial["name"], initial.end())
    match = _LABEL.match(line)
    if match is None:
        return None
    label = Label(match["name"].strip(), match.end(), dash=match["mark"].strip() not in ":：")
    return label if label.key not in CREDIT_KEYS and _has_label_form(label.name) else None


def _has_label_form(name: str) -> bool:
    words = _ASIDE.sub("", name).split()
    if not words or len(words) > _WORDS_IN_LABEL or words[0].casefold() in NOT_SPEAKERS:
        return False
    if any(word[-1] in '?!;…”"' or (word[-1] == "." and not _is_abbreviation(word)) for word in words):
        return False
    lower = [word for word in words if word[0].islower() and word.casefold() not in PARTICLES]
    return not lower and not words[0][0].islower()


def _is_abbreviation(word: str) -> bool:
    return len(word) <= 3 or word.casefold() in TITLES


def _names_somebody(label: Label) -> bool:
    return label.key in _ASKS | _REPLIES or " " in label.name or label.name.isupper()


def speaker_names(labels: Sequence[str], text: str, *, interviewer: str | None) -> Mapping[str, str]:
    """Return the name that each label stands for.

    Titles before a name are left out ("Guest Commentator Wu Wei" is Wu Wei); a surname, or initials, after
    a full mention stand for the full name; `Q` is the interviewer, and `A` whoever else is named in full most often.

    Args:
        labels: Labels as printed.
        text: The document, in which fuller names are looked for.
        interviewer: Who asks the questions when a label does not say, or None.
    """
    if not labels:
        return {}
    mentions = [name for name, _ in full_names(text).most_common() if name != interviewer]
    bare = {label: without_titles(label) for label in labels}
    fuller: dict[str, str] = {}
    for full in [*(name for name in bare.values() if " " in name), *mentions]:
        parts = re.split(r"[\s-]", full)
        initials = "".join(part[0] for part in parts if part[:1].isupper())
        fuller.setdefault(parts[-1].casefold(), full)
        fuller.setdefault(initials, full)
    names: dict[str, str] = {}
    for label, name in bare.items():
        key = Label(label, 0).key
        if key in _ASKS:
            name = interviewer or "Interviewer"
        elif key in _REPLIES:
            name = mentions[0] if mentions else "Interviewee"
        elif " " not in name:
            initials = name if 2 <= len(name) <= 4 and name.isupper() else ""
            name = fuller.get(initials) or fuller.get(name.casefold()) or name
        names[label] = name.title() if name.isupper() and " " in name else name
    return names


def without_titles(label: str) -> str:
    """Return a printed label without what stands in brackets, after a comma, or as a title before the name."""
    words = _ASIDE.sub("", label).strip().split(",")[0].split()
    start = 0
    while start < len(words) - 1 and words[start].casefold() in TITLES:
        start += 1
    return " ".join(words[start:])


_NAME_WORD = re.compile(r"(?:[^\W\d_]\.){1,3}|[^\W\d_][\w’'-]*(?:(?<=[a-z])\.(?=\s[A-Z]))?")
_INNER = PARTICLES - {"and", "for", "in", "on", "to", "at", "the", "of", "a"}


def full_names(text: str) -> Counter[str]:
    """Count runs of two to four capitalised words, up to any title left out: likely names of people."""
    counts: Counter[str] = Counter()
    run: list[str] = []
    end = -1
    for match in _NAME_WORD.finditer(text):
        word = match.group()
        joined = match.start() == end + 1 and text[end] == " "
        if not joined or not (word[0].isupper() or (run and word in _INNER)):
            _count_name(run, counts)
            run = []
        if word[0].isupper() or (run and word in _INNER):
            # A full stop after a title belongs to it; after any other word it ends the name.
            ends = len(word) > 2 and word.endswith(".") and word.casefold() not in TITLES
            run.append(word.rstrip(".") if ends else word)
            if ends:
                _count_name(run, counts)
                run = []
        end = match.end()
    _count_name(run, counts)
    return counts


def _count_name(run: list[str], counts: Counter[str]) -> None:
    titles = [i for i, word in enumerate(run) if word.casefold() in TITLES]
    words = run[titles[-1] + 1 :] if titles else list(run)
    while words and words[-1].islower():
        words.pop()
    if 2 <= len(words) <= 4:
        counts[re.sub(r"(?:[’']s|[.’'])$", "", " ".join(words))] += 1
