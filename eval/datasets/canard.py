"""CANARD: questions asked in a conversation, and the same questions as people put them alone."""

from __future__ import annotations

from pathlib import Path

from eval.datasets.files import data_file, read_json
from eval.datasets.types import Dataset, Question

__all__ = ["load_canard"]

_QUESTIONS = slice(2, None, 2)  # a page's title and a section's lead, then question, answer, question, …


def load_canard(data: Path) -> Dataset:
    """Load every turn as a follow-up; there are no documents and no answers.

    Args:
        data: The folder of public sets.

    Returns:
        Follow-ups whose `history` holds the earlier questions, oldest first; it is empty for the first turn of a
        conversation, whose rewrite names what only the page's title told the annotator.

    Raises:
        DatasetError: If canard/dev.json is missing or damaged.

    References:
        Elgohary, Peskov & Boyd-Graber (2019), Can You Unpack That? Learning to Rewrite Questions-in-Context.
    """
    followups = (
        Question(
            f"{record['QuAC_dialog_id']}-{record['Question_no']}",
            record["Question"].strip(),
            history=tuple(record["History"][_QUESTIONS]),
            standalone=record["Rewrite"].strip(),
        )
        for record in read_json(data_file(data, "canard/dev.json"))
    )
    return Dataset("canard", followups=tuple(followups))
