from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.encoder import Encoder
from assistant.reading.passages import find_passages
from assistant.reading.segments import Segment, find_segments

SIZES = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 3)), max_size=30)


def layout(sizes: list[tuple[int, int]]) -> tuple[list[Segment], list[list[tuple[int, int]]]]:
    """Sentences of given token counts; each token two characters wide; turns rise by the given steps."""
    segments, tokens, start, turn = [], [], 0, 0
    for size, step in sizes:
        turn += step == 0
        segments.append(Segment(start, start + 2 * size, None, turn, 0))
        tokens.append([(2 * i, 2 * i + 2) for i in range(size)])
        start += 2 * size + 1
    return segments, tokens


@given(SIZES, st.integers(4, 50))
def test_passages_hold_every_sentence_within_the_limit_and_never_cross_turns(
    sizes: list[tuple[int, int]], limit: int
) -> None:
    segments, tokens = layout(sizes)
    passages = find_passages(segments, tokens, limit=limit)
    held: set[int] = set()
    for passage in passages:
        inside = range(passage.first, passage.last + 1)
        held.update(inside)
        assert len({segments[i].turn for i in inside}) == 1
        if len(inside) > 1:
            assert sum(len(tokens[i]) for i in inside) <= limit
        assert passage.end - passage.start <= 2 * limit + len(inside)
    assert held == set(range(len(segments)))


@given(SIZES)
def test_neighbours_in_a_turn_overlap_by_at_most_one_sentence(sizes: list[tuple[int, int]]) -> None:
    segments, tokens = layout(sizes)
    passages = find_passages(segments, tokens, limit=60)
    for before, after in pairwise(passages):
        assert after.first in (before.last, before.last + 1)
        assert after.last > before.last


def test_a_sentence_longer_than_the_limit_is_spread_over_passages_that_lose_nothing() -> None:
    text = "word " * 600 + "end."
    segments = find_segments(text)
    encoder = Encoder()
    tokens = encoder.token_spans([text[s.start : s.end] for s in segments])
    passages = find_passages(segments, tokens, limit=encoder.max_tokens)
    assert len(passages) == 3
    assert "".join(text[p.start : p.end] for p in passages).replace(" ", "") == text.replace(" ", "")
    counted = encoder.token_spans([text[p.start : p.end] for p in passages])
    assert max(map(len, counted)) <= encoder.max_tokens
