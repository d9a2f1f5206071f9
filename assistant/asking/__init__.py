"""From a question to an answer, stage by stage; each folder imports only from those above it.

wording         what words say: names, amounts, times, denials
understanding   a question that stands alone, and whom and what it asks for
finding         the sentences that may answer
judging         those that do, or none
composing       the answer in exact source words, or the refusal
generating      the same worded by a chat model, verified
asker           goes through them; suggest: questions that a library can answer
"""
