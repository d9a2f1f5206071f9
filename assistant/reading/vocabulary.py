"""The words by which a line shows what it is for: credit keys, section labels, and the titles people carry.

These are functions that recur in any publication; no word here names a person, a place or an outlet.
"""

from __future__ import annotations

import re

__all__ = [
    "ARABIC",
    "BODIES",
    "CAPITAL",
    "CLOCK",
    "CREDIT_KEYS",
    "HONOURS",
    "MONTHS",
    "NOT_SPEAKERS",
    "PARTICLES",
    "TITLES",
    "WEEKDAYS",
    "is_title",
]

CAPITAL = "[" + "".join(filter(str.isupper, map(chr, (*range(0x530), *range(0x1E00, 0x1F00))))) + "]"
"""A class, for patterns, of the capital letters of Latin, Greek and Cyrillic: names are not all in ASCII."""

ARABIC = re.compile(rf"(?:(?:al|an|ar|as|ash|at|az|el|es|ez)-|d[’']){CAPITAL}")
"""The beginning of a name with its article or such: al-Tawil, el-Sayed, ash-Sharif, d’Arcy."""

CLOCK = (
    r"(?:\[(?:\d[\d/.-]{5,9},?\s)?\d{1,2}(?::\d\d){1,2}(?:\s?[AP]M)?\]|\(\d{1,2}(?::\d\d){1,2}\)"
    r"|\d{1,2}(?::\d\d){1,2}(?![\d:]))"
)
"""For patterns: when something was said, as a transcript prints it beside a name: "[00:01:40]", "(00:31)"."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

CREDIT_KEYS = {
    "author": "author",
    "authors": "author",
    "by": "author",
    "byline": "author",
    "text": "author",
    "words": "author",
    "writer": "author",
    "written by": "author",
    "reporter": "author",
    "reporting": None,
    "published by": "publisher",
    "publisher": "publisher",
    "publication": "publisher",
    "source": "publisher",
    "first published": "date",
    "published": "date",
    "published on": "date",
    "date": "date",
    "original": "url",
    "original link": "url",
    "original article": "url",
    "link": "url",
    "url": "url",
    "web": None,
    "website": None,
    "contact": None,
    "copyright": None,
    "correction": None,
    "design": None,
    "desk": None,
    "disclaimer": "caveat",
    "edited by": None,
    "editing": None,
    "editor": None,
    "editors": None,
    "editor in chief": None,
    "editor-in-chief": None,
    "executive editor": None,
    "duty editor": None,
    "copy editor": None,
    "managing editor": None,
    "chief editor": None,
    "email": None,
    "e-mail": None,
    "further reading": None,
    "graphics": None,
    "guest": None,
    "illustration": None,
    "illustrations": None,
    "illustrator": None,
    "image": None,
    "interview": None,
    "interviewed by": None,
    "keywords": None,
    "layout": None,
    "media contact": None,
    "photo": None,
    "photos": None,
    "photograph": None,
    "photographs": None,
    "photography": None,
    "picture": None,
    "pictures": None,
    "press contact": None,
    "press office": None,
    "presenter": None,
    "producer": None,
    "produced by": None,
    "production": None,
    "proofreader": None,
    "proofreading": None,
    "read more": None,
    "related": None,
    "research": None,
    "reviewed by": None,
    "reviser": None,
    "see also": None,
    "sources": None,
    "statement": "caveat",
    "sub-editor": None,
    "subeditor": None,
    "supervisor": None,
    "tags": None,
    "tel": None,
    "telephone": None,
    "transcript": None,
    "transcription": None,
    "translated by": None,
    "translation": None,
    "translator": None,
    "typesetting": None,
    "updated": None,
    "last updated": None,
    "video": None,
}
"""Keys of credit lines, lower case, and the metadata field that each states, if it states one."""

NOT_SPEAKERS = frozenset(
    """
    advertisement agenda aim aims analysis background bottom breaking caption caveat change chapter claim clarification
    comment conclusion context cost date day deadline definition detail details duration episode example exclusive fact
    facts figure finding findings first glossary goal height hint history how important introduction item items key
    known latest length lesson location method methods motion myth next no not note notes objective opinion option
    outcome outlook part penalty point population problem purpose reason remark remember resolution result results
    rule second section size solution step subject summary table takeaway third time timeline tip title topic total
    true update value verdict version warning what when where which who why yes
    """.split()
)
"""First words of `Label:` that announce a section or a stress, not somebody who speaks."""

BODIES = frozenset(
    """
    academy agency association authority bank board bureau church coalition commission committee council court
    department federation foundation fund institute league ministry office service society union university
    """.split()
)
"""What names of bodies are built around: no name with one of these is a person's."""

TITLES = frozenset(
    """
    abbess abbot academician actor actress adm. admiral advocate agronomist ald. alderman amb. ambassador analyst
    anchor anchorwoman archbishop architect artist assistant associate athlete attorney atty atty. author ayatollah
    baron baroness bishop br. brig. brigadier brother capt capt. captain cardinal cdr cdr. chair chairman chairperson
    chairwoman chancellor chief cllr cllr. cmdr cmdr. coach col col. colonel columnist comandante commander
    commentator commissioner congressman congresswoman const. consul coordinator correspondent councillor councilman
    councilor councilwoman counsel cpl cpl. critic curator dame datin dato datuk dean deputy det. diplomat director
    doctor dona doña dr dr. economist editor emeritus eng. engineer envoy executive expert farmer father fellow
    filmmaker foreign former fr. frau gen gen. general geologist gov gov. governor guest haji hajji head headmaster
    headmistress her herr historian hon hon. host ibu imam independent ing. insp insp. inspector interviewee
    interviewer journalist judge justice king lady lama lawyer lead lecturer lieutenant lord lt lt. madam mademoiselle
    maj maj. major manager marshal matron mayor mediator member messrs messrs. military minister mme mme. moderator
    monsieur mp mr mr. mrs mrs. ms ms. msgr msgr. mullah musician mx mx. novelist nurse officer official pak panelist
    panellist pastor permanent physician pilot poet police political premier pres. presenter president prime prince
    princess principal prof prof. professor prosecutor psychologist pte. public pvt. queen rabbi rector rep rep.
    representative researcher rev rev. reverend scholar scientist secretary sen sen. senator senior sergeant señor
    señora sgt sgt. sheikh sheriff signor signora sir sister sociologist speaker special spokesman spokesperson
    spokeswoman sports state studio superintendent supt supt. surgeon swami the treasurer undersecretary ven ven.
    venerable veteran vice warden writer
    """.split()
)
"""Titles and roles that stand before a name in a label or a mention, lower case."""

PARTICLES = frozenset(
    """
    & a al al- and at bin binti da dal de del della den der di do dos du e el en for ibn in la le les of on ter the to
    van von y zu
    """.split()
)
"""Small words that may stand in lower case inside a name or the name of an outlet."""

HONOURS = frozenset("CBE CMG DBE FRS JP KBE KC MBE MEP MLA MP MSP OBE PhD QC SC TD".split())
"""Letters that stand behind a name and are no part of it: "Ana Brito KC"."""

_PROFESSION = re.compile(r"\w{2,}(?:ologist|ographer|ician)|co-(?!op\b)\w{3,}")


def is_title(word: str) -> bool:
    """Whether a word may stand before a name as a title or a calling: "Dr", "Glaciologist"."""
    folded = word.casefold()
    return (
        folded in TITLES
        or folded.removeprefix("ex-").removeprefix("vice-") in TITLES
        or bool(_PROFESSION.fullmatch(folded))
    )
