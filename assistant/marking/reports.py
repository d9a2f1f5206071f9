"""Whether a verb that can bring somebody's words does so where it stands."""

from __future__ import annotations

import re

from assistant.marking.agents import is_thing
from assistant.marking.parties import MASK
from assistant.marking.verbs import ADJACENT, BARE, FORESEES, INVERTED, NEEDS_THAT, PLURAL, STRONG
from assistant.reading.vocabulary import CAPITAL

__all__ = ["THAT", "reports", "tells_nothing"]

_SAYS_MUCH = re.compile(
    r"\s(?:(?:you|us|one|something|nothing|little|much|more|as\smuch|a\s(?:lot|great\sdeal|good\sdeal))\s)+"
    r"(?:about|of|how|what|who|why|than|that\sthey)\b"
)
_THAT_ONE = (
    r"(?:it|him|her|them|this|that|(?:the|his|her|its|their|this|that|these|those)\s(?:[\w’'-]+\s){0,3}?[\w’'-]+|"
    rf"{CAPITAL}[\w’'-]*(?:\s{CAPITAL}[\w’'-]*){{0,2}})"
)
_SUCH = (
    r"(?:too\s|an?\s(?!(?:ambulance|cab|doctor|lawyer|taxi)\b)(?=[a-z])|"
    r"(?:un\w{4,}|\w{3,}(?:able|ful|ible|less|ous))\b)"
)
_JUDGED = {
    form: pattern
    for stem, pattern in {
        "blame": r"\s(?!(?:by|for|on)\b)[^\s,]",
        "brand": rf"\s{_THAT_ONE}\s{_SUCH}",
        "call": rf"\s{_THAT_ONE}\s{_SUCH}",
        "consider": rf"\s{_THAT_ONE}\s(?:to\sbe\s)?{_SUCH}",
        "predict": r"\s(?!(?:and|by|for|from|in|on|or)\b)\S",
    }.items()
    for form in (stem, f"{stem}s", f"{stem}d" if stem.endswith("e") else f"{stem}ed")
}
"""Verbs by which somebody judges a thing, as written: “critics call the plan a disgrace”."""

# "the man whom villagers blame", "the levy that farmers blame"; but "it is true that farmers blame the levy" and
# "problems that he blamed on the rain".
_WHOM = re.compile(
    r"\b(?:whom|which|(?P<that>that))\s(?!(?:he|she|they)\s)(?:(?:the|his|her|their|many|most|some)\s)?[\w’'-]+\s$"
)
_WHAT = re.compile(r"\b(?:what|which|whom)\s(?:[\w’'.-]+\s){1,4}$")
_NO_OBJECT = re.compile(r"\s(?:are|had|has|have|is|was|were|will|would)\b")
_ANYBODY = re.compile(r"(?:many|most|others|people|some)\b", re.IGNORECASE)
# "She felt the corner should not have been given"; not "felt the rope go slack".
_FELT = (
    r"\s(?:it|(?:the|this|that|these|those|his|her|its|their)\s(?:[\w’'-]+\s){0,3}?[\w’'-]+)\s"
    r"(?:are|could|deserved|had|has|have|is|should|was|were|would)\b"
)
_SPOKEN_OF = {
    "caution": r"\sagainst\b",
    "warn": r"\s(?:against|of)\b",
    "accuse": r"\s(?:\S+\s){1,8}of\b",
    "boast": r"\s(?:about|of)\b",
    "claim": r"\sto\s(?:be|have|know|own|represent|speak)\b",
    "den": (
        r"\s(?:any|having|being|wrongdoing|(?:it|that|this)(?=[.,;]|$)"
        r"|(?:all|the|these|those)\s(?:accusation|allegation|charge|claim)s?\b)"
    ),
    "liken": r"\s(?:\S+\s){1,10}to\b",
    "report": r"\s(?:feeling|hearing|seeing|smelling)\s",
    "felt": _FELT,
    "feel": _FELT,
    **dict.fromkeys(
        "blasted condemn criticis criticiz denounce deride describe dismiss hail praise regard slammed".split(),
        r"\s(?:\S+\s){1,10}as\b",
    ),
    "put": r"\s(?:\S+\s){1,12}?(?:at|down\sto)\s",
    "spoke": r"\sof\b",
    "speaks": r"\sof\b",
}
THAT = re.compile(r"(?:\s+(?:\w+\s+){0,4}?|,\s(?:as|in|at|by|on|through|to|with)\s[^,;:]{2,40},\s)(?:that|whether)\b")
_THAT_THEN = re.compile(
    r"(?:sa(?:ys?|id)|writes?|wrote|written|\w+ed)"
    r"\s(?:in|on|at|to|for|before|after|during|last|this|yesterday)\s(?:[\w’'.-]+\s){0,8}?(?:[\w’'.-]+,\s[^,;.]{2,40},\s)?that\b"
)
_THAT_LATE = re.compile(r"\s+(?:[\w’'.-]+\s+){1,8}?that\b")
# "urged the crew to wait", "asked residents to boil water"; not "asked questions to the minister"
_TO_DO = re.compile(
    r"\s(?:(?:the|both|all|his|her|its|their)\s[\w’'-]+(?:\s[\w’'-]+)?|him|her|them|us|me"
    r"|(?:[a-z-]+\s)?(?!questions\b)(?:[a-z]+s|men|people|women))\sto\s"
)
_CLAUSE_TO = re.compile(r"\s(?:me|us|him|her|them|you|[\w’'-]+)\s(?:it|he|she|they|we|there|nobody|nothing)\s")
_TO_SOMEBODY = frozenset("assured assures informed informs reminded reminds told tells warned warns".split())
# "holds that the sum is low", "holds the mayor responsible"; not "holds that contract and …".
_HOLDS = re.compile(
    r"\sthat\s(?!\w+\s(?:and|or|in|for|since|until)\b)|\s(?:\S+\s){1,10}?(?:responsible|guilty|liable|to\sblame)\b"
)
_CHANGING = (
    r"(?:averag|clos|climb|contract|declin|doubl|dropp|eas|end|exceed|expand|fall|grow|halv|hitt|narrow|peak|reach|"
    r"remain|return|ris|settl|shrink|slow|stay|widen)ing\b"
)
# "inflation falling to 3% by June", "growth of 2%"; not "boats coming in", nor what a lamp projects on a wall.
_FORESEEN = re.compile(
    rf"\s(?:[\w’'-]+\s){{1,5}}?{_CHANGING}[^,;:]*?(?:\d|\b(?:next|by|until)\s\w)"
    r"|\s(?:[\w’'-]+\s){1,5}?(?:at|of|to)\s[^\s\d]?\d[\d.,]*\s?(?:%|per\s?cent\b)"
)
_FORECAST = re.compile(
    r"\s(?!(?:and|are|as|at|by|for|from|had|has|have|in|is|of|on|or|point|put|see|show|shows|showed|suggest|to|was|were|"
    r"will)\b)\w"
)
_MISSED = re.compile(
    r"\s(?:(?!(?:continued|improved|increased|limited|mixed|reduced|sustained)\b)\w+ed|"
    r"assume|call|come|cost|fell|found|go|help|held|made|need|ran|rise|rose|run|saw|went)\b"
)
_OF_A_KIND = re.compile(
    r"(?:Budget|Building|Development|Earnings|Economic|Election|Government|Growth|Housing|Infrastructure|Long-range|"
    r"Market|Official|Pilot|Price|Private|Profit|Public|Research|Revenue|Road|Sales|School|Tax|Weather)"
)
_FORESEEING = re.compile(r"(?:[\w’'-]+\s){0,4}(?:[Ff]orecasts?|[Pp]rojections?)")  # "weather forecasts warned of gales"
_NEAR = 60
_BETWEEN = " ,:;—–"  # what may stand between a verb and the words that it brings
_IN_RELATIVE = re.compile(
    r"[^,\s]\s+(?:who|that|which)(?:\s+(?:[a-z]+ly|also|still|once|have|has|had))?\s+$"
    r"|\b(?:whatever|whichever|than|(?:about|of|on)\swhat)\s[^,]*$|\b(?:thing|words?|all|everything|nothing|only)\sthat\s[^,]*$"
)
_DUTY = re.compile(
    r"\b(?:must|should|shall|will|can|cannot|may|might|let|(?<!used\s)(?<!like\s)(?<!likes\s)(?<!liked\s)(?<!\son\s)to)\s(?:\w+ly\s)?$"
)
# "The mayor should come to the pier, wait with us and | tell us that …"
_DUTY_GOES_ON = re.compile(
    r"\b(?:can|cannot|could|may|might|must|ought|shall|should|will|would)\s[^;:]{1,120}\s(?:and|or)\s(?:then\s|\w+ly\s)?$"
)
# "any farmer will tell you that"; not "the mayor will tell you on Monday", which is yet to come
_WILL_TELL = re.compile(
    r"\bwill tell you\b(?!\s(?:about|how|later|more|next|on|soon|today|tomorrow|tonight|what|when|where|why)\b)"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:(?:\w+ly|again|also|never|not|often|once|twice)\s+)?$")
# "the wells, she adds, are a symptom": what stands between commas tells whose the sentence is.
_ASIDE_BEFORE = re.compile(
    rf"[,;:—–{MASK}]\s*(?:as\s)?(?:he|she|they|(?:(?:the|his|her|their|its)\s)?(?:[\w’'.-]+\s){{0,6}}?[\w’'.-]+)"
    r"\s(?:(?:\w+ly|also|then|later|once)\s)?$"
)
_ASIDE_AFTER = re.compile(
    r"(?:\s(?:out|aloud|later|afterwards|on|(?:in|to|on)\s(?:\w+\s)?\w+))?"
    r"(?:\s(?:(?:on|late|early)\s)?(?:yesterday|today|(?:last|this)\s\w+|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s\w+)?))?"
    r"\s*[,.;:!?]"
)
# "A radar sees no wings, notes the ecologist Ana Brito of the museum."
_ONE_NAMED = re.compile(
    rf"\s(?:(?:the\s)?(?:[a-z-]+\s){{1,3}})?{CAPITAL}[\w’'-]+(?:\s{CAPITAL}[\w’'-]+)+(?=[,.]|\s(?:of|at|from|in|who)\s)"
)
_CLAUSE = re.compile(r"\s(?:he|she|they|we|there)\s")
_ASKS = re.compile(r"\s(?:[\w’'-]+\s){0,4}?(?:who|whose|why|what|how|when|if|which|only)\s")
_AS = re.compile(r"\b[Aa]s\s[^,;:]{2,60}$")
_NEITHER = re.compile(r"\b[Nn]either\s[^,;:]{2,60}\snor\s[^,;:]{2,60}$")
_OWNED = re.compile(r"\w(?:[’']s|s[’'])\s$")
_NOT = re.compile(r"(?:\bnot|n[’']t|\bnever)\s(?:yet\s)?$")
_SAID_SO = re.compile(r"\b(?:nothing(?!\s(?:can|could|had|has|is|was|were|will|would)\b)|so|no\smore|as\smuch)\b")
_PARTICIPLE_ENDS = ("ed", "told", "put", "found", "written", "held", "thought", "said")
_NO_REPORT = re.compile(
    r"th(?:ink|inks|ought)\s(?:about|before|twice|again|for\sa|hard|long)\b|tells?\sthe\s(?:truth|time|difference)\b|sa(?:ys?|id)\s(?:it|this)(?:\s(?:aloud|again|twice|once))?[,.;]"
    r"|sa(?:ys?|id)\sthat(?:\s(?:again|twice|once|every\s\w+))?[.;]"
    r"|answer(?:s|ed)\s(?:(?:him|her|them|me|us)\s)?(?:in|with|by|to)\b(?![^,;]*\sthat\s)|admit(?:s|ted)\s\d|den(?:y|ied|ies)\s(?:him|her|them|me|us)\s\w|think\stanks?\b"
    r"|conced(?:ed?|es)\s(?:(?!that\b)[\w-]+\s){0,3}?(?:corners?|goals?|penalt(?:y|ies)|runs|seats?|tries|a\stry)\b"
    r"(?!\s(?:had|was|were|would)\b)"
    r"|told\s(?:(?:his|her|their|my|our|the|its)\s[\w’'-]+|me|us|him|her|them|nobody)(?:[.;]|,\s(?:and|but)\b)"
)
# "He had bought a boat, she told the court."
_TELLS_ALL = re.compile(
    rf",\s(?:he|she|they|(?:the|an?|his|her|its|their)\s[\w’' -]{{2,60}}|{CAPITAL}[\w’'-]+(?:\s{CAPITAL}[\w’'-]+)?)"
    r"(?:,[^,;:]{2,60},)?\s$"
)
_AGREES = frozenset(
    "agree agrees agreed ask asked asks wanted wants promised expected hoped feared suggested proposed".split()
)
_INVERTED = re.compile(
    r"\b(?:[Cc]an|[Cc]ould|[Dd]id|[Dd]oes|[Dd]o|[Hh]as|[Hh]ave|[Ii]s|[Ss]hould|[Ww]ill|[Ww]ould)\s"
    r"(?:(?:the|his|her|their|your|our)\s)?(?:[\w’'.-]+\s){1,3}$"
)
_ONLY_IF = re.compile(r"(?:^|[,;:—–]\s)(?:[Ii]f|[Uu]nless|[Uu]ntil|[Aa]s)\s(?:[\w’'.-]+\s){1,5}$")
_THEN = re.compile(r"\w\s(?:when|after|before|until)\s[^,;:—–]*$")


def tells_nothing(masked: str, verb: re.Match[str], left: str) -> bool:
    """Whether a verb stands where it is no report, whoever its subject is."""
    if _NEITHER.search(left):
        return True  # "Neither Ana Brito nor Leif Aune would say whether …"
    if _OWNED.search(left) and (verb.group().endswith("s") or verb.group() in PLURAL):
        return True  # "the mayor's remarks"
    if _IN_RELATIVE.search(left) or (_PASSIVE.search(left) and verb.group().endswith(_PARTICIPLE_ENDS)):
        return True  # "a farmer who believes …", "is expected" tell of nobody in particular
    if (
        _DUTY.search(left)
        and not left.endswith(("self to ", "selves to "))
        and not _WILL_TELL.search(masked, max(0, len(left) - 5))
    ):
        return True  # "the maker must tell", "the mayor will object": not what anybody said
    if verb.group() in BARE and _DUTY_GOES_ON.search(left):
        return True
    if MASK in masked:
        return False
    if _NOT.search(left) or _SAID_SO.match(masked, verb.end() + 1):
        return True  # "he has not said so"
    if _NO_REPORT.match(masked, verb.start()) and not _TELLS_ALL.search(left):
        return True  # "they answered with a treaty", "she thought about the current"
    if _INVERTED.search(left) and masked.endswith("?"):
        return True  # "Can she tell the House that it is safe?"
    if _THEN.search(left):
        return True  # "the dispute began when the yard announced that …"
    # "if the council agrees", "as Ana Brito had asked": what is told is no word of theirs.
    return verb.group() in _AGREES and bool(_ONLY_IF.search(left))


def reports(masked: str, verb: re.Match[str], party: str) -> bool:
    """Whether a verb brings somebody's words here, and does not merely happen to be one that can."""
    if (is_thing(party) or _FORESEEING.fullmatch(party)) and MASK not in masked:
        return False  # "the notice says what is wrong", "a survey found that …"
    settled = _by_its_own_rule(masked, verb, party)
    if settled is not None:
        return settled
    return _brings(masked, verb) or (not is_thing(party) and _tells(masked, verb, party))


def _by_its_own_rule(masked: str, verb: re.Match[str], party: str) -> bool | None:
    """Return whether a verb reports that does so in some forms only; None where the rules for all verbs decide."""
    word, left, rest = verb.group(), masked[: verb.start()], masked[verb.end() :]
    if word in _JUDGED and MASK not in masked and _is_of_whom(masked, verb):
        return False
    if word == "called" and rest.startswith(f" {MASK}") and not _WHAT.search(left):
        return False  # "a dish called “The Net of the Sea” was served"
    if word == "rather":
        return left.endswith("would ")
    if word in ADJACENT:
        return rest.lstrip(_BETWEEN).startswith(MASK) or MASK in left[-_NEAR:]
    if word in FORESEES:
        if word.endswith("s") and (_MISSED.match(rest) or _OF_A_KIND.fullmatch(party)):
            return False  # "sales forecasts missed the target", "government projects run over budget"
        return bool((_FORECAST if word.startswith("forecast") else _FORESEEN).match(rest))
    if word in ("put", "puts") and rest.startswith(" it") and _AS.search(left):
        return True
    return bool(_HOLDS.match(rest)) if word in NEEDS_THAT else None


def _brings(masked: str, verb: re.Match[str]) -> bool:
    """Whether words plainly stand with a verb, whoever its subject is: a quotation, “that …”, “…, he says, …”."""
    word, left, rest = verb.group(), masked[: verb.start()], masked[verb.end() :]
    if MASK in masked[max(0, verb.start() - _NEAR) : verb.end() + _NEAR]:
        return True
    if THAT.match(rest) or _THAT_THEN.match(masked, verb.start()) or (word == "called" and rest.startswith(" for ")):
        return True
    if word in _TO_SOMEBODY and _THAT_LATE.match(rest):
        return True  # "informed investigators from his hospital bed that …"
    aside = not word.startswith("spoke") and "," in left and _ASIDE_AFTER.match(rest)
    return bool(aside and _ASIDE_BEFORE.search(left))


def _tells(masked: str, verb: re.Match[str], party: str) -> bool:
    """Whether what follows a verb is told by somebody who can tell things, though nothing else shows it."""
    word, left, rest = verb.group(), masked[: verb.start()], masked[verb.end() :]
    if word.startswith("recall") and rest.startswith((" how ", ", how ")):
        return True
    if word in ("asked", "asks", "urged", "urges", "begged") and _TO_DO.match(rest):
        return True
    if _CLAUSE.match(rest) or (word.startswith(("ask", "wonder")) and _ASKS.match(rest)):
        return True
    if word in _TO_SOMEBODY and _CLAUSE_TO.match(rest):
        return True
    if _SAYS_MUCH.match(rest):
        return False  # "A city tells you how …" is nobody's word
    if word in _JUDGED and re.match(_JUDGED[word], rest):
        return not _ANYBODY.fullmatch(party)  # "People blame greed": the narrator, in a manner of speaking
    if any(word.startswith(stem) and re.match(form, rest) for stem, form in _SPOKEN_OF.items()):
        return True
    if word in ("say", "says", "said") and re.match(r"\s\S?\d", rest):
        return True
    if word in INVERTED and left.endswith(", ") and _ONE_NAMED.match(rest):
        return True
    closing = len(rest.split()) <= 6 and "," in left
    return word in STRONG and (closing or len(rest.lstrip(_BETWEEN).split()) >= 3)


def _is_of_whom(masked: str, verb: re.Match[str]) -> bool:
    """Whether a verb of judging tells in passing who is judged: "the man whom the villagers blame is …"."""
    if _NO_OBJECT.match(masked, verb.end()):
        return True
    left = _WHOM.search(masked[: verb.start()])
    return left is not None and not (left["that"] and re.match(_JUDGED[verb.group()], masked[verb.end() :]))
