"""Peers: what others offer that answers without a language model, on the same sentences and the same model as ours.

haystack, langchain, llamaindex, txtai: one small file each; run measures them and ours.

A peer is a function that indexes (place, text) pairs and returns a `Ranker`. Every sentence is one node of the peer's,
numbered instead of described, since some peers embed a node's metadata together with its text. Everything else is left
as the peer's own documentation has it.
"""

__all__ = ["TOP"]

TOP = 10
"""How many sentences a peer returns for a question."""
