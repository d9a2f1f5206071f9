"""From a set on its shelf to records, a plain dict for each question, sentence or claim, and from these to figures.

records         questions asked, follow-ups asked in their conversation, sentences marked, documents ranked
wording         what a chat model did with an answer
quotes          whose words a quotation is given to
verification    claims checked, by the assistant and by what anyone would try first
baselines       rankings that anyone would try first
figures         what records come to, each with n and an interval
"""
