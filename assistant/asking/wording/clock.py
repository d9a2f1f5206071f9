"""Times of day in any spelling: "9pm", "21:00", "half past seven in the morning", "noon"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.asking.wording.quantities import UNITS

__all__ = ["Clock", "clocks"]

_HOURS = UNITS[1:13]
_DAY = 24 * 60
_PART = r"(?P<{}>[ap])\.?\s?m\b\.?|(?:in the (?P<{}>morning|afternoon|evening)|at (?P<{}>night))\b"
_TIME = re.compile(
    r"\b(?P<fixed>noon|midday|midnight)\b"
    rf"|(?<![\d.,:$€£])(?:(?P<past>half past|(?:a )?quarter past|(?:a )?quarter to)\s)?"
    rf"\b(?P<hour>{'|'.join(_HOURS)}|\d{{1,2}})(?:[:.](?P<minute>[0-5]\d)(?!\d))?(?P<clock>\s?o[’']clock)?"
    rf"(?:\s?(?:{_PART.format('half', 'part', 'night')}))?",
    re.I,
)
_PARTS = {"a": 0, "morning": 0, "p": 1, "afternoon": 1, "evening": 1, "night": 1}
_FIXED = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 0}


@dataclass(frozen=True, slots=True)
class Clock:
    """One time of day.

    Attributes:
        minutes: After midnight; two where it may be before or after noon.
        written: As written.
        start: First character.
        end: One past the last.
    """

    minutes: frozenset[int]
    written: str
    start: int
    end: int

    @property
    def is_named(self) -> bool:
        """Whether it is told by its name, such as noon."""
        return self.written.casefold() in _FIXED


def clocks(text: str) -> list[Clock]:
    """Return the times of day that a text gives as such; a bare number is none.

    Example:
        >>> [sorted(one.minutes) for one in clocks("Doors open at 7.30 p.m., the film begins at eight o'clock.")]
        [[1170], [480, 1200]]
    """
    return [Clock(minutes, m.group(), m.start(), m.end()) for m in _TIME.finditer(text) if (minutes := _minutes(m))]


def _minutes(time: re.Match[str]) -> frozenset[int]:
    if time["fixed"]:
        return frozenset({_FIXED[time["fixed"].casefold()]})
    part = (time["half"] or time["part"] or time["night"] or "").casefold()
    colon = time["minute"] and ":" in time.group()
    if not (part or time["past"] or time["clock"] or colon):
        return frozenset()
    word = time["hour"].casefold()
    hour = _HOURS.index(word) + 1 if word in _HOURS else int(word)
    if hour > 24 or (part and hour > 12 and time["half"]):
        return frozenset()
    shift = {"half": 30, "past": 15, "to": -15}
    past = (time["past"] or "").casefold()
    minute = int(time["minute"] or 0) + next((shift[w] for w in ("half", "to", "past") if w in past.split()), 0)
    if hour > 12 or word.startswith("0"):
        return frozenset({(hour * 60 + minute) % _DAY})
    halves = [_PARTS[part]] if part else [0, 1]
    if part == "night" and hour in (12, 1, 2, 3, 4):
        halves = [0]
    return frozenset((hour % 12 * 60 + 720 * half + minute) % _DAY for half in halves)
