"""What words say, whoever wrote them: the lowest layer, used by all stages.

`names` and who they mean, the `words` of a text and their stems, `quantities` and times of the `clock`, `negation`.
"""
