"""What the checker learns from: claims with what they rest on, true to it or wrong in one thing.

Only claims about documents of train splits, and public sets whose licence allows it, are used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.asking.judging.snippets import render
from eval.datasets.handwritten import documents_of, load_handwritten
from eval.datasets.types import Claim
from eval.datasets.wice import load_wice
from eval.datasets.wiki_claims import load_wiki_claims
from eval.measuring.verification import found_for
from eval.shelf import Shelf, shelved
from eval.training.reader_data import Shelved

__all__ = ["Claimed", "claims_about_pages", "claims_of", "gather_claims"]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim, the text it rests on, and whether that supports it."""

    claim: str
    text: str
    supported: bool


def gather_claims(data: Path) -> list[Claimed]:
    """Return every claim that the checker may learn from.

    Args:
        data: Folder of the public sets.

    Raises:
        DatasetError: If one of them is not there.
    """
    ours, wiki, wice = load_handwritten(split="train"), load_wiki_claims(data), load_wice(data, "train")
    own = documents_of("train")
    made = []
    for sources, claims in (([s for s in ours.sources if s.name in own], ours.claims), (wiki.sources, wiki.claims)):
        with shelved(sources) as shelf:
            made += claims_of(Shelved.of(shelf), claims)
    with shelved(wice.sources) as pages:
        return made + claims_about_pages(pages, wice.claims)


def claims_of(home: Shelved, claims: Sequence[Claim]) -> list[Claimed]:
    """Return claims with the sentences they rest on or contradict, as the checker sees them."""
    made = []
    for claim in claims:
        places = [home.position(span) for span in claim.evidence]
        if places:
            held = home.sentences[places[0][0]]
            text, _ = render(home.documents[places[0][0]].title, [held[position] for _, position in places])
            made.append(Claimed(claim.text, text, claim.supported))
    return made


def claims_about_pages(shelf: Shelf, claims: Sequence[Claim]) -> list[Claimed]:
    """Return claims about whole pages with the sentences that were chosen for them, and with those found for them.

    What is found for a supported claim is left out where it lacks some of what was chosen, for it may not bear it out.
    """
    home = Shelved.of(shelf)
    made = claims_of(home, claims)
    for claim in claims:
        found = found_for(shelf, claim)
        places = {(one.document_id, one.position) for one in found}
        if found and (not claim.supported or places >= {home.position(span) for span in claim.evidence}):
            text, _ = render(found[0].title, [one.sentence for one in found])
            made.append(Claimed(claim.text, text, claim.supported))
    return list(dict.fromkeys(made))
