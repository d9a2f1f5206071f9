"""From a question to the sentences that may answer it: query, retrieve, shortlist with its clues.

`query` makes the question's vector with weights of its own (QUERY.md).
"""
