"""The words by which a sentence gives words to somebody: verbs that report, and what is never a name."""

from __future__ import annotations

from assistant.reading.vocabulary import BODIES, MONTHS, WEEKDAYS

__all__ = [
    "ADJACENT",
    "BARE",
    "BODY_WORDS",
    "DAYS",
    "FORESEES",
    "INVERTED",
    "MENTAL",
    "NEEDS_A_PERSON",
    "NEEDS_THAT",
    "NO_NAME",
    "OF_THINGS",
    "PARTICIPLES",
    "PLURAL",
    "STRONG",
    "WEAK",
]

STRONG = frozenset(
    """
    acknowledged acknowledges admit admits admitted allege alleged alleges answered answers appealed appeals argue
    argued argues assert asserted asserts attributed attributes believe believed believes blamed blames cites complain
    complained complains concede conceded concedes confessed confesses consider considered considers contend contended
    contends counter countered counters criticised criticises criticized criticizes demand demanded demands denied
    denies deny doubt doubted doubts emphasised emphasises emphasized emphasizes estimated estimates expect expected
    expects explained explains fear feared fears hope hoped hopes insist insisted insists lament lamented laments
    object objected objects praised praises profess professed professes promises proposes quipped quips reckon reckoned
    reckons rejects remarked remarks replied replies retorted retorts said say saying says stressed stresses swear
    swears swore tell telling tells think thinks thought told wanted wants warn warned warns
    """.split()
)
"""Verbs that bring somebody’s words or view wherever a person is their subject and something follows."""

WEAK = frozenset(
    """
    accepted accepts accuse accused accuses added adds advise advised advises agree agreed agrees announced announces
    barked beamed bellowed bragged chuckled crowed enthused fumed growled grumbled gushed hissed howled
    likened likens moaned murmured muttered raged roared screamed smiled snapped sobbed thundered yelled
    asked asks assured assures began begins blasted blasts boasted boasts branded brands calculate calculated
    calculates called calls cautioned cautions charged charges claimed claims commented compared compares concluded
    concludes confided confides confirmed confirms continued continues credited credits cried declare declared
    declares denounced denounces described describes disagreed disagrees disclosed discloses dismissed dismisses
    disputed disputes dubbed exclaimed expressed expresses feels felt finds forecast forecasts found guessed hailed
    hails held hinted hold holds informed informs jested joked jokes labeled labelled maintain maintained maintains
    mentioned mocked mused noted notes observe observed observes pledged pledges pointed points posted predict
    predicted predicts presented presents proclaimed proclaims projected projects promised pronounced pronounces
    proposed protested protests put puts recalled recalls recommended recommends regard regarded regards rejected
    remember remembered remembers remind reminded reminds repeated repeats reply reported reports respond responded
    responds revealed reveals scolded sees shouted sighed sighs sings slammed slams speaks speculated spoke stated
    states suggest suggested suggests suspect suspected suspects testified thanked tweeted tweets urged urges vowed
    vows whispered wondered wonders write writes written wrote
    """.split()
)
"""Verbs that bring somebody’s words only beside a quotation, or before “that”."""

NEEDS_A_PERSON = frozenset(
    """
    attributed attributes confirmed confirms demand demanded demands described describes expect expected expects explain
    explains forecast forecasts found holds object objects predict predicted predicts presented presents projected
    projects put puts recalled recalls regard regards revealed reveals see sees suggest suggested suggests wanted wants
    """.split()
)
"""Verbs that things do too: “the figure suggests”. Their subject must be named."""

PLURAL = frozenset(
    """
    argue blame call claim consider describe feel insist maintain praise predict protest reckon reject report see
    suggest suspect urge warn
    """.split()
)
"""Forms that bring words or a view of several people only: "farmers report that …", not "the report"."""

BARE = frozenset("admit believe deny doubt expect fear hope say swear tell think want warn write".split())
"""Forms that a second verb has after "will" or "should": “the mayor should come and say that …”."""

DAYS = frozenset(word.casefold() for word in (*WEEKDAYS, *MONTHS, "Today", "Yesterday")) - {"may"}
"""Days and months, which are written like names; "may" is mostly a verb."""

NO_NAME = frozenset(
    """
    after afterwards also and as at before but by during finally for from however in indeed it it’s many meanwhile
    moreover on once since so some still the then there though thus to when while with yet
    """.split()
)
"""Words that open a sentence, and so are written like the beginning of a name."""

OF_THINGS = NEEDS_A_PERSON - frozenset(
    """
        demand demanded demands expect expected expects forecast forecasts found object objects predict predicted
        predicts projected projects see sees wanted wants
        """.split()
) | frozenset("speaks spoke tell telling tells told".split())
"""Verbs of which "it" is as likely a plan or a letter as the body that was just spoken of: “it suggests that”."""

PARTICIPLES = frozenset(
    """
    adding admitting arguing asking calling claiming complaining conceding confirming demanding denying insisting
    maintaining noting pledging predicting promising remarking saying stressing telling tweeting urging vowing warning
    """.split()
)
"""Participles that bring the words of whoever opens the sentence."""

ADJACENT = frozenset("began begins continued continues".split())
"""Verbs that bring words only right beside a quotation: “We are late,” she began."""

INVERTED = frozenset(
    """
    added adds admits argued argues believes claims complained complains concedes concludes countered counters
    estimates explained explains insisted insists noted notes observed observes predicts recalls reckons remembers
    replied replies said say says thinks warned warns writes
    """.split()
)
"""Verbs that whoever speaks may follow after a comma: "the sum is too low, thinks Ana Brito"."""

FORESEES = frozenset("forecast forecasts project projected projects see sees".split())
"""Verbs that bring a view only where they foresee: “economists see prices falling by June”."""

BODY_WORDS = frozenset(word.title() for word in BODIES) | frozenset(
    "Center Centre Chamber Directorate House Secretariat".split()
)
"""Words, written large, that names of bodies are built around: "the Institute of Rural Sociology"."""

MENTAL = frozenset(
    """
    believe believed believes expect expected expects fear feared fears hope hoped hopes think thinks thought want
    wanted wants
    """.split()
)
"""Verbs whose subject must lead its clause: "which suggests that the regulator wants …" is the narrator’s."""

NEEDS_THAT = frozenset("held hold holds".split())
"""Verbs that bring a view before “that” alone."""
