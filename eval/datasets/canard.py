"""CANARD: questions asked in a conversation, and the same questions as people put them alone."""

from __future__ import annotations

from pathlib import Path

from eval.datasets.files import data_file, read_json
from eval.datasets.types import Dataset, Question

__all__ = ["load_canard"]

# A page's title and a section's, then question, answer, question, …
_ASKED, _TOLD = slice(0, None, 2), slice(1, None, 2)


def load_canard(data: Path) -> Dataset:
    """Load every turn as a follow-up; there are no documents and no answers.

    Args:
        data: The folder of public sets.

    Returns:
        Follow-ups whose `history` holds the earlier questions, oldest first, and `replies` their answers. Both begin
        with the title of the page and of its section, which the annotator saw too, as if they were the first turn.

    Raises:
        DatasetError: If canard/dev.json is missing or damaged.

    References:
        Elgohary, Peskov & Boyd-Graber (2019), Can You Unpack That? Learning to Rewrite Questions-in-Context.
    """
    followups = (
        Question(
            f"{record['QuAC_dialog_id']}-{record['Question_no']}",
            record["Question"].strip(),
            history=tuple(record["History"][_ASKED]),
            replies=tuple(record["History"][_TOLD]),
            standalone=record["Rewrite"].strip(),
        )
        for record in read_json(data_file(data, "canard/dev.json"))
    )
    return Dataset("canard", followups=tuple(followups))
