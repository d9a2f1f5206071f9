"""From the words as typed to a question that stands alone, and whom and what it asks for.

question        what may be asked, and the parts of a question that asks several things; request: what asks nothing
spelling        a name typed wrongly
whose           whose words are asked for; offices: somebody asked for by office alone
in_context      a follow-up with what came before: followup, thread (what the conversation is about), persons (whom "he"
                means); another, things and times (the last question, put to another), ellipsis (what it leaves out);
                again: the last answer, where it is asked about
"""
