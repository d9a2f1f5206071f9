"""From judged sentences to statements in exact source words: the answer, or a refusal.

answer          goes through it: second_look reads what may say the same, or other, of the same matter
agreement       whether sources differ (values, measures, verdicts: yes and no) or say the same
compose         the fewest statements that answer; telling puts each together, with what it leans on and
                what stands with it in a list or a table (lists)
"""
