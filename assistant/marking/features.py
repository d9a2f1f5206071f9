"""Readable signs that a sentence judges, foresees or feels, or that it tells what can be checked.

Each feature is a count of cues in a sentence's own words (quotations masked). They are evidence, never verdicts:
"will" announces as often as it foretells. What weighs how much is learned; see `head.py`.
"""

from __future__ import annotations

import re
from typing import TypeAlias

__all__ = ["FEATURES", "Places", "cue_places", "cues", "within"]

_FEATURES: tuple[tuple[str, str, str], ...] = (
    ("first_person", "speaks for himself", "i my me mine myself i'm i've i'd i’m i’ve i’d"),
    ("we", "speaks for a group", "we our us ours ourselves"),
    (
        "own_view",
        "says it is a view",
        (
            "in_my_view in_my_opinion i_think i_believe i_suspect i_doubt i_fear i_hope i_would i_feel to_my_mind "
            "it_seems seems_to seem_to seems appears_to appear_to arguably frankly honestly "
            "in_a_way in_a_sense of_course admittedly clearly obviously plainly undoubtedly no_doubt surely "
            "it_is_clear it_is_hard it_is_no_accident make_no_mistake the_truth_is the_point_is the_lesson"
        ),
    ),
    (
        "obligation",
        "says what should be",
        (
            "should must ought need_to needs_to needed have_to has_to had_better cannot_afford deserve deserves "
            "deserved worth worthy ought_to let_us it_is_time high_time"
        ),
    ),
    (
        "hedge",
        "weighs likelihood",
        (
            "may might could would perhaps maybe likely unlikely probably possibly presumably apparently "
            "almost_certainly certain_to bound_to tends_to tend_to doubt suggests suggest suggesting implies imply"
        ),
    ),
    ("future", "foresees", "will won't won’t going_to shall is_set_to are_set_to about_to"),
    (
        "evaluation",
        "evaluates",
        (
            "good better best bad worse worst great greatest brilliant beautiful ugly elegant clumsy wise foolish "
            "absurd ridiculous shameful shame disgrace disgraceful scandal scandalous remarkable impressive "
            "extraordinary astonishing striking strikingly unusual subtle significant significance important "
            "importance crucial critical vital essential decisive historic major serious seriously grave dangerous "
            "danger risky risk gamble weak weakness weaker strong stronger strength poor rich fair unfair just "
            "unjust right wrong mistake mistaken blunder failure failed fails success successful triumph "
            "disaster disastrous tragedy tragic terrible awful dreadful wonderful excellent splendid superb "
            "courageous brave cowardly honest dishonest cynical cruel generous noble useful useless pointless "
            "needless sensible reasonable unreasonable credible incredible convincing unconvincing realistic "
            "naive careless reckless cautious clever stupid easy easily hard harder difficult simple simply "
            "complex delicate fragile robust healthy sad sadly happy hopeful worrying welcome unwelcome "
            "troubling alarming interesting curious odd strange natural naturally merely mere hardly barely "
            "scarcely truly really genuine genuinely proper properly enough too far_from nonsense myth folly "
            "pragmatic meaningful impossible inevitable inevitably surprising surprisingly unfortunately "
            "fortunately rightly wrongly tellingly"
        ),
    ),
    (
        "inference",
        "interprets",
        (
            "means meant reflects reflect reflecting reflected shows show showing signals signal signalling "
            "signaling indicates indicate indicating proves prove demonstrates demonstrate underlines underline "
            "reveals explains explain explained because therefore thus hence which_is_why that_is_why consequently "
            "so_that result result_of thanks_to due_to cause caused reason reasons turning_point matter matters "
            "mattered amounts_to a_sign a_signal a_symptom the_real in_effect in_practice in_other_words "
            "key_to underpins becoming forming emerging increasingly no_longer speaks tells_us lesson"
        ),
    ),
    (
        "contrast",
        "argues a point",
        "but however yet still although though nevertheless instead rather despite even",
    ),
    (
        "universal",
        "generalises",
        "always never nobody everyone everybody all every nothing everything any only no_one ever",
    ),
    ("superlative", "ranks", "most least more less"),
    ("rhetoric", "exclaims or asks", "! ?"),
    ("digits", "gives a figure", ""),
    (
        "date",
        "gives a date",
        "january february march april june july august september october november december "
        "monday tuesday wednesday thursday friday saturday sunday yesterday",
    ),
    (
        "money_or_unit",
        "gives an amount",
        "$ € £ ¥ % million billion trillion percent per_cent km tonne tonnes meter meters metre metres "
        "hectare hectares megawatt megawatts",
    ),
    (
        "event",
        "tells an event",
        (
            "signed opened closed began started ended met visited arrived left attended held built elected voted "
            "passed launched died killed injured born founded established published approved appointed resigned "
            "arrested won lost beat sold bought paid received located lies stands houses employs covers measures "
            "killing moved took gave sent brought returned joined served completed scheduled hosted"
        ),
    ),
)
"""Name, how it is put to a reader, and its cues: words, or several joined by "_", in lower case.

Of forms that no list holds, `_form` tells more.
"""

FEATURES: dict[str, str] = {name: reader for name, reader, _ in _FEATURES}
"""Feature name → how it is put to a reader."""

Places: TypeAlias = dict[str, list[tuple[int, str]]]
"""Feature name → where its cues begin, in order, and as they are written."""

_TOKEN = re.compile(r"\w+|[!?$€£¥%]")
_FIGURE = re.compile(r"\d(?:[\d.,]*\d)?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_ODD_SPACE = re.compile(r"[^\S ]")
_LARGE = frozenset({"date", "first_person"})
"""Features whose cues may be written large within a sentence; others are then part of a name."""

_ENDS = frozenset('.!?:…“"')


def _by_first_token() -> dict[str, list[tuple[str, str]]]:
    """Return the cues that begin with each token, the longest first, each with its feature."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, _, words in _FEATURES:
        for cue in words.replace("_", "\0").split():
            cue = cue.replace("\0", " ")
            found.setdefault(_TOKEN.match(cue).group(), []).append((cue, name))  # type: ignore[union-attr]
    return {token: sorted(held, key=lambda pair: -len(pair[0])) for token, held in found.items()}


_CUES = _by_first_token()


def cues(text: str) -> dict[str, list[str]]:
    """Return the cues of each feature found in a text, as written; features without any are left out.

    Args:
        text: A sentence or clause, in its own words only.

    Example:
        >>> cues("The plan is a very risky gamble.")
        {'evaluation': ['risky', 'gamble']}
    """
    return within(cue_places(text), 0, len(text))


def cue_places(text: str) -> Places:
    """Return where the cues of each feature stand in a text, and as they are written."""
    found: Places = {}
    ends: dict[str, int] = {}
    folded = _folded(text)
    # One look at every word, whatever the number of features: patterns would read the text once for each.
    for match in _TOKEN.finditer(folded):
        token, start = match.group(), match.start()
        named = text[start].isupper() and start > 0 and text[start - 1] == " " and text[start - 2] not in _ENDS
        for cue, name in _CUES.get(token, ()):
            if named and name not in _LARGE:
                continue  # "in May", "Black Lives Matter", "the Fair Trade Board"
            end = start + len(cue)
            whole = len(cue) == len(token) or (folded.startswith(cue, start) and _ends_word(folded, end))
            if whole and start >= ends.get(name, 0):
                ends[name] = end
                found.setdefault(name, []).append((start, text[start:end]))
        form = _form(token) if token[-3:] == "est" or token[0] in "12k" else None
        if form:
            found.setdefault(form, []).append((start, text[start : match.end()]))
    figures = [(match.start(), match.group()) for match in _FIGURE.finditer(text)]
    if figures:
        found["digits"] = figures
    return found


def _form(token: str) -> str | None:
    """Return the feature that a word shows by its form alone."""
    if token.endswith("est") and len(token) > 5:
        return "superlative"
    if len(token) == 4 and _YEAR.fullmatch(token):
        return "date"
    return "money_or_unit" if token.startswith("kilomet") and len(token) > 7 else None


def _ends_word(text: str, end: int) -> bool:
    return end == len(text) or not (text[end].isalnum() or text[end] == "_")


def _folded(text: str) -> str:
    """Return a text in lower case and with plain spaces, every character in its place."""
    folded = text.casefold()
    if len(folded) != len(text):
        folded = "".join(char.casefold() if len(char.casefold()) == 1 else char for char in text)
    return _ODD_SPACE.sub(" ", folded)


def within(places: Places, start: int, end: int) -> dict[str, list[str]]:
    """Return the cues that begin in `[start, end)`, by feature."""
    found = {name: [word for place, word in held if start <= place < end] for name, held in places.items()}
    return {name: words for name, words in found.items() if words}
