"""The words by which a sentence gives words to somebody: verbs that report, and what is never a name."""

from __future__ import annotations

__all__ = ["DAYS", "NEEDS_A_PERSON", "NO_NAME", "STRONG", "WEAK"]

STRONG = frozenset(
    """
    acknowledged acknowledges admit admits admitted allege alleged alleges answered answers appealed appeals argue
    argued argues assert asserted asserts attributed attributes believe believed believes blamed blames complain
    complained complains concede conceded concedes confessed confesses consider considered considers contend
    contended contends criticised criticises criticized criticizes demand demanded demands denied denies deny
    emphasised emphasises emphasized emphasizes estimated estimates expect expected expects explained explains fear
    feared fears hoped hopes insist insisted insists lament lamented laments object objected objects praised praises
    profess professed professes quipped quips reckon reckoned reckons remarked remarks replied replies retorted
    retorts said say saying says stressed stresses tell telling tells think thinks thought told wanted wants warn
    warned warns
    """.split()
)
"""Verbs that bring somebody’s words or view wherever a person is their subject and something follows."""

WEAK = frozenset(
    """
    accused accuses added adds agree agreed agrees announced announces asked asks assured assures began begins
    blasted blasts boasted boasts branded brands called calls cautioned cautions claimed claims commented concluded
    concludes confirmed confirms continued continues cried declared declares denounced denounces described describes
    disclosed discloses dismissed dismisses dubbed exclaimed feels felt found guessed hinted holds jested joked
    jokes labeled labelled maintain maintained maintains mentioned mocked mused noted notes observed observes
    pledged pledges pointed points posted predict predicted predicts presented presents promised promises proposed
    proposes protested put puts recalled recalls recommended recommends regard regarded regards repeated repeats
    reported reports revealed reveals scolded shouted sings slammed slams speaks speculated spoke stated states
    suggest suggested suggests suspect suspected suspects testified tweeted tweeting tweets urged urges vowed vows
    whispered wondered wonders write writes wrote
    """.split()
)
"""Verbs that bring somebody’s words only beside a quotation, or before “that”."""

NEEDS_A_PERSON = frozenset(
    """
    attributed attributes confirmed confirms demand demanded demands described describes expect expected expects
    explain explains found holds object objects presented presents puts recalled recalls regard regards revealed
    reveals suggest suggested suggests wanted wants
    """.split()
)
"""Verbs that things do too: “the figure suggests”. Their subject must be named."""

DAYS = frozenset(
    """
    april august december february friday january july june march monday november october saturday september sunday
    thursday today tuesday wednesday yesterday
    """.split()
)
"""Days and months, which are written like names."""

NO_NAME = frozenset(
    """
    after also and as at before but by during for from in meanwhile on since so still the then there though to when
    while with yet
    """.split()
)
"""Words that open a sentence, and so are written like the beginning of a name."""
