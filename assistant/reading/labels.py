"""Speaker labels at the start of a line, recognised by their form and by recurring.

No list of names is kept. A label is `Name:`, `**Name:**`, `—Name:`, `NAME:`, `Q:`, `Name – `, `Name` before a tab, or
a titled `Dr. Name.` or `Ms. NAME.` at the start of a line, with or without the time; so is `Name 00:31`, or again and
again `Name — Role`, on a line of its own. It names the speaker until the next label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, zip_longest

from assistant.reading.credits import ends_as_prose, greets, is_editors_note
from assistant.reading.names import full_names
from assistant.reading.vocabulary import ARABIC, CAPITAL, CLOCK, CREDIT_KEYS, NOT_SPEAKERS, PARTICLES, TITLES, is_title

__all__ = [
    "ASIDE",
    "ASKS",
    "DASH",
    "HOSTS",
    "OUTLETS_OWN",
    "REPLIES",
    "Label",
    "find_labels",
    "is_office",
    "without_titles",
]

_LABEL = re.compile(
    rf"""\s*[—–-]?\s*(?:[*_]{{1,3}})?                     # emphasis left over in plain text, or a dash of dialogue
        (?:[“"](?=[^“”"\n:：]{{1,60}}[:：]))?
        (?:(?:Q\d{{1,4}}\.?|\d{{1,4}}\.(?=[^\n:]{{4,70}}\):))\s+)?  # the number of a question in a hearing
        (?P<name>[^\W\d_][^\n:：*_]{{0,70}}?)
        (?:[*_]{{1,3}})?(?:\s*{CLOCK}(?:[*_]{{1,3}})?)?
        (?P<mark>\s*[:：]|\s+[–—-](?=\s|[*_])|(?=\t[^\t]*[.!?…”"]$))(?:[*_]{{1,3}})?(?:\s+|$)""",
    re.VERBOSE,
)
_TIMED = re.compile(rf"\s*[*_]{{0,3}}{CLOCK}[*_]{{0,3}}\s*(?:[–—-]\s*)?(?=[*_]{{0,3}}[^\W\d_])")
_ALONE = re.compile(
    rf"\s*[*_]{{0,3}}(?P<name>[^\W\d_][^\n:：*_]{{1,60}}?)[*_]{{0,3}}\s+(?P<clock>{CLOCK})[*_]{{0,3}}\s*"
)
# "Ana Brito — Chief Executive", "Ana Brito, Osk Bank", "Operator", above what each says
_SPEAKS = re.compile(
    rf"\s*[*_]{{0,3}}(?P<name>Operator|(?:{CAPITAL}[\w’'.-]*\s){{1,3}}{CAPITAL}[\w’'-]+)[*_]{{0,3}}"
    rf"(?:\s*(?:,|\||[–—-]{{1,2}})\s+{CAPITAL}[^.!?…\n]{{2,100}})?[*_]{{0,3}}:?\s*"
)
_INITIAL = re.compile(r"\s*(?:[*_]{1,3})?(?P<name>[QA])\.(?:[*_]{1,3})?\s+(?=[^\W\d_])")
_TITLED = re.compile(r"\s*(?P<name>[^\W\d_][^\n.:*_?!,;“”\"–—]{3,60})\.\s+(?=[^\W\d_])")
_HEARD = re.compile(rf"\s*(?P<name>{CAPITAL}[a-z]+\.?\s{CAPITAL}(?:{CAPITAL}|['’ -](?={CAPITAL})){{1,40}})\.\s+(?=\S)")
_CAPITALS = re.compile(rf"\s*(?P<name>{CAPITAL}(?:{CAPITAL}|['’-]){{2,}})\s+(?={CAPITAL}[^\W\d_]*[a-z ’'])")
DASH = re.compile(r"\s*[—–-]\s*(?=\S)")
_LEAST_TURNS = 4
_LEAST_RECURRING = 2
ASIDE = re.compile(r"\s?[(\[][^)\]]{0,200}[)\]]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")
_WORDS_IN_LABEL = 9
ASKS = frozenset({"q", "question", "interviewer"})
HOSTS = frozenset({"host", "moderator", "presenter", "anchor"})
REPLIES = frozenset({"a", "answer", "interviewee"})
OUTLETS_OWN = frozenset(
    {"editor", "newsroom", "studio"}
    | {f"{whose}{who}" for whose in ("", "the ", "our ") for who in ("editorial staff", "editorial team", "editors")}
)
_SPEAKING_ROLES = frozenset({"guest", "presenter"})
_CREDITED_ROLES = frozenset({"author", "editor", "producer", "reporter", "translator", "writer"})
_OTHERS = frozenset({"audience", "caller", "interpreter", "questioner"})
_LOWER_IN_LABEL = frozenset("staff team desk board newsroom correspondent reporter member".split())


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
        bare = ASIDE.sub("", self.name).casefold().strip()
        return bare.rstrip(".0123456789 ") or bare


def find_labels(lines: Sequence[str], *, known: Collection[str] = ()) -> list[Label | None]:
    """Say for every line whether it opens with a speaker label.

    A form that recurs, among others that do, is a label. Where lines talk to each other (two labels, and
    one of them asks), a name or an outlet seen only once is one too.

    Args:
        lines: The document's lines, in order.
        known: Names that may stand in labels however they are written, such as the outlet's.

    Returns:
        For each line its label, or None. Credit lines (`Editor: …`) have none.
    """
    held = {name.casefold() for name in known}
    pairs = list(zip_longest(lines, lines[1:], fillvalue=""))
    above = _names_above(pairs) or _names_on_top(pairs)
    found = [above[number] if number in above else _read_timed(line, held) for number, line in enumerate(lines)]
    labels = [label for label in found if label]
    if not labels and (bare := _bare_names(lines)):
        return bare
    if not labels and (talk := _dashed_talk(lines)):
        return talk
    names = _printed_as(labels)
    counts = Counter(map(names.__getitem__, labels))
    recurring = {name for name, count in counts.items() if count > 1}
    asks = any("?" in (line[label.end :] or after) for label, (line, after) in zip(found, pairs, strict=True) if label)
    if len(recurring) > 1 or (len(counts) > 1 and asks):
        # A dash also opens asides: only recurrence makes it a label, or capitals among others that do.
        capitals = any(label.dash and label.name.isupper() and names[label] in recurring for label in labels)
        sure = [label for label in labels if not label.dash or (capitals and label.name.isupper())]
        once = {names[label] for label in sure if _names_somebody(label, held)}
        speakers = recurring | once
    else:
        speakers = {names[label] for label in labels if not label.dash and counts[names[label]] > 2}
        if speakers:  # in a talk, whoever is named in full speaks as well
            speakers |= {
                names[label]
                for label in labels
                if not label.dash and " " in names[label] and _names_somebody(label, held)
            }
    return [label if label and names[label] in speakers else None for label in found]


def _bare_names(lines: Sequence[str]) -> list[Label | None] | None:
    """Return labels for talk in which surnames in capitals stand before the words without a colon: "BRITO We left."."""
    found = [_CAPITALS.match(line) for line in lines]
    if len(lines) - found.count(None) < _LEAST_TURNS or not any(line.rstrip().endswith("?") for line in lines):
        return None
    surnames = {name.split()[-1].casefold() for name in full_names("\n".join(lines))}
    named = [match if match and match["name"].casefold() in surnames else None for match in found]
    if len(lines) - named.count(None) < _LEAST_TURNS:
        return None
    return [Label(match["name"], match.end()) if match else None for match in named]


def _dashed_talk(lines: Sequence[str]) -> list[Label | None] | None:
    """Return labels for an interview whose turns open with a dash and no name, by turns asked and answered."""
    opened = [DASH.match(line) for line in lines]
    turns = [line for line, dash in zip(lines, opened, strict=True) if dash]
    asked, told = (sum(line.rstrip().endswith("?") for line in turns[start::2]) for start in (0, 1))
    if len(turns) < max(_LEAST_TURNS, len(lines) / 2) or asked < len(turns[::2]) / 2 or told >= asked:
        return None
    names = cycle("QA")
    return [Label(next(names), dash.end()) if dash else None for dash in opened]


def _names_above(pairs: Sequence[tuple[str, str]]) -> dict[int, Label | None]:
    """Return, by line, labels that stand above the words with the time: "Neil Obi 00:31"; None for a programme's.

    Programmes, timetables and lists of results have the same form. But a recording begins at nought, or two who talk
    are named again and again, and not always on the whole five minutes.
    """
    found = [_ALONE.fullmatch(line) for line, _ in pairs]
    held = {number: match for number, match in enumerate(found) if match}
    labels: dict[int, Label | None] = dict.fromkeys(held)
    spoken = [  # in a timetable, there are mostly no words below
        number
        for number, match in held.items()
        if pairs[number][1] and number + 1 not in held and _has_label_form(match["name"])
    ]
    clocks = [re.findall(r"\d+", held[number]["clock"]) for number in spoken]
    counts = Counter(held[number]["name"].casefold() for number in spoken)
    talk = sum(count > 1 for count in counts.values()) > 1 and any(int(clock[-1]) % 5 for clock in clocks)
    if talk or (clocks and int(clocks[0][0]) == 0):
        labels |= {number: Label(held[number]["name"], len(pairs[number][0])) for number in spoken}
    return labels


def _names_on_top(pairs: Sequence[tuple[str, str]]) -> dict[int, Label | None]:
    """Return, by line, labels that stand above the words without the time, as those of earnings calls do.

    Headings and names in lists have the same form, but not two of them again and again, each above whole sentences.
    """
    found = [_SPEAKS.fullmatch(line) for line, _ in pairs]
    spoken = {
        number: match
        for number, (match, (_, after)) in enumerate(zip(found, pairs, strict=True))
        if match and ends_as_prose(after) and _has_label_form(match["name"])
    }
    counts = Counter(match["name"].casefold() for match in spoken.values())
    if sum(count > 1 for count in counts.values()) < _LEAST_RECURRING:
        return {}
    return {number: Label(match["name"], len(pairs[number][0])) for number, match in spoken.items()}


def _read_timed(line: str, known: Collection[str]) -> Label | None:
    """Return a line's label, which may have the time before it or after it."""
    timed = _TIMED.match(line)
    start = timed.end() if timed else 0
    label = _read_label(line[start:], known)
    return replace(label, end=start + label.end) if label else None


def _read_label(line: str, known: Collection[str]) -> Label | None:
    initial = _INITIAL.match(line)
    if initial:
        return Label(initial["name"], initial.end())
    titled = _TITLED.match(line)
    if titled and titled["name"].split()[0].casefold() in TITLES and len(full_names(titled["name"])) == 1:
        label = Label(titled["name"], titled.end(), dash=True)  # like a dash, a label only where it recurs
        return label if _has_label_form(label.name) else None
    heard = _HEARD.match(line)
    if heard and heard["name"].split()[0].casefold() in TITLES:  # "Ms. BRITO. Thank you."
        return Label(heard["name"], heard.end(), dash=True)
    match = _LABEL.match(line)
    if match is None:
        return None
    label = Label(match["name"].strip(), match.end(), dash=match["mark"].strip() not in (":", "："))
    said = line[label.end :].rstrip()
    speaks = label.key in _CREDITED_ROLES and (not said or said[-1] in '.!?…”"')
    if label.key in _SPEAKING_ROLES or speaks:
        return Label(label.name, label.end, dash=True)  # a credit too: a label only where it recurs
    if label.key in CREDIT_KEYS or is_editors_note(line) or greets(line):
        return None
    return label if label.name.casefold() in known or _has_label_form(label.name) else None


def _has_label_form(name: str) -> bool:
    words = ASIDE.sub("", name).split(",")[0].split()
    if not words or len(words) > _WORDS_IN_LABEL or words[0].casefold() in NOT_SPEAKERS:
        return False
    if any(word[-1] in '?!;…”"' or (word[-1] == "." and not _is_abbreviation(word)) for word in words):
        return False
    small = [word for word in words if word[0].islower() and not ARABIC.match(word)]
    lower = [word for word in small if word not in PARTICLES | _LOWER_IN_LABEL]
    return not lower and not words[0][0].islower()


def _is_abbreviation(word: str) -> bool:
    return len(word) <= 3 or word.casefold() in TITLES or bool(_INITIALS.fullmatch(word))


def _names_somebody(label: Label, known: Collection[str]) -> bool:
    if label.name.casefold() in known or label.key in ASKS | HOSTS | REPLIES | OUTLETS_OWN | _OTHERS:
        return True
    # "On Monday, the minister said: …" is a sentence: a described name must recur.
    described = "," in label.name and not label.name.partition(",")[2].strip()[:1].isupper()
    return not described and (" " in label.name or label.name.isupper())


def _printed_as(labels: Sequence[Label]) -> dict[Label, str]:
    """Return what each label's printings have in common: the surname, where "Fay Marsh, a nurse" is "Marsh" later."""
    bare = {label: Label(without_titles(label.name), 0).key for label in labels}
    alone = set(bare.values())
    return {label: last if (last := name.split(" ")[-1]) in alone else name for label, name in bare.items()}


def without_titles(label: str) -> str:
    """Return a printed label without what stands in brackets, after a comma, or as a title before the name."""
    words = ASIDE.sub("", label).strip().split(",")[0].split()
    start = 0
    if is_office(" ".join(words)):  # "The Minister for Health" has no name but that
        return " ".join(words[words[0].casefold() == "the" :])
    while start < len(words) - 1 and is_title(words[start]):
        start += 1
    return " ".join(words[start:])


def is_office(words: str) -> bool:
    """Whether a label names nobody but by an office: "Prime Minister", "Chair of the Board"."""
    held = re.split(r"\s(?:for|of)\s", words.casefold())[0].split()
    return len(words.split()) > 1 and all(word in TITLES for word in held)
