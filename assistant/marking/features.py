"""Readable signs that a sentence judges, foresees or feels, or that it tells what can be checked.

Each feature is a count of cues in a sentence's own words (quotations masked). They are evidence, never verdicts:
"will" announces as often as it foretells. What weighs how much is learned; see `head.py`.
"""

from __future__ import annotations

import re
from typing import TypeAlias

__all__ = ["FEATURES", "Places", "cue_places", "cues", "within"]


def _words(text: str) -> str:
    """Return a pattern of any of the words, the longest first; parted by first letter, it is tried far faster."""
    rests: dict[str, list[str]] = {}
    for word in sorted(text.replace("_", r"\s").split(), key=len, reverse=True):
        rests.setdefault(word[0], []).append(word[1:])
    return r"\b(?:" + "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in rests.items()) + r")\b"


FEATURES: dict[str, tuple[str, re.Pattern[str]]] = {
    name: (reader, re.compile(pattern, re.IGNORECASE))
    for name, reader, pattern in (
        ("first_person", "speaks for himself", _words("i my me mine myself i'm i've i'd i’m i’ve i’d")),
        ("we", "speaks for a group", _words("we our us ours ourselves")),
        (
            "own_view",
            "says it is a view",
            _words(
                "in_my_view in_my_opinion i_think i_believe i_suspect i_doubt i_fear i_hope i_would i_feel to_my_mind "
                "it_seems seems_to seem_to seems appears_to appear_to arguably frankly honestly "
                "in_a_way in_a_sense of_course admittedly clearly obviously plainly undoubtedly no_doubt surely "
                "it_is_clear it_is_hard it_is_no_accident make_no_mistake the_truth_is the_point_is the_lesson"
            ),
        ),
        (
            "obligation",
            "says what should be",
            _words(
                "should must ought need_to needs_to needed have_to has_to had_better cannot_afford deserve deserves "
                "deserved worth worthy ought_to let_us it_is_time high_time"
            ),
        ),
        (
            "hedge",
            "weighs likelihood",
            _words(
                "may might could would perhaps maybe likely unlikely probably possibly presumably apparently "
                "almost_certainly certain_to bound_to tends_to tend_to doubt suggests suggest suggesting implies imply"
            ),
        ),
        ("future", "foresees", _words("will won't won’t going_to shall is_set_to are_set_to about_to")),
        (
            "evaluation",
            "evaluates",
            _words(
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
            _words(
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
            _words("but however yet still although though nevertheless instead rather despite even"),
        ),
        (
            "universal",
            "generalises",
            _words("always never nobody everyone everybody all every nothing everything any only no_one ever"),
        ),
        ("superlative", "ranks", r"\b(?:most|least|\w{3,}est|more|less)\b"),
        ("rhetoric", "exclaims or asks", r"[!?]"),
        ("digits", "gives a figure", r"\d(?:[\d.,]*\d)?"),
        (
            "date",
            "gives a date",
            r"\b(?:1[89]|20)\d\d\b|\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday)\b",
        ),
        (
            "money_or_unit",
            "gives an amount",
            r"[$€£¥]|\b(?:million|billion|trillion|percent|per\scent|km|kilomet\w+|tonnes?|met(?:er|re)s?|hectares?|megawatts?)\b|%",
        ),
        (
            "event",
            "tells an event",
            _words(
                "signed opened closed began started ended met visited arrived left attended held built elected voted "
                "passed launched died killed injured born founded established published approved appointed resigned "
                "arrested won lost beat sold bought paid received located lies stands houses employs covers measures "
                "killing moved took gave sent brought returned joined served completed scheduled hosted"
            ),
        ),
    )
}
"""Feature name → how it is put to a reader, and its cues."""


def cues(text: str) -> dict[str, list[str]]:
    """Return the cues of each feature found in a text, as written; features without any are left out.

    Args:
        text: A sentence or clause, in its own words only.

    Example:
        >>> cues("The plan is a very risky gamble.")
        {'evaluation': ['risky', 'gamble']}
    """
    return within(cue_places(text), 0, len(text))


Places: TypeAlias = dict[str, list[tuple[int, str]]]


def cue_places(text: str) -> Places:
    """Return where the cues of each feature stand in a text, and as they are written."""
    found = {
        name: [(match.start(), match.group()) for match in pattern.finditer(text)]
        for name, (_, pattern) in FEATURES.items()
    }
    return {name: places for name, places in found.items() if places}


def within(places: Places, start: int, end: int) -> dict[str, list[str]]:
    """Return the cues that begin in `[start, end)`, by feature."""
    found = {name: [word for place, word in held if start <= place < end] for name, held in places.items()}
    return {name: words for name, words in found.items() if words}
