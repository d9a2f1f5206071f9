"""From sentences to marks: who answers for each, and what it is.

mark            the marks of a document
attribution     who is quoted: sources, reports, views and writings find the party, people, offices and pronouns
                know whom a name or "he" means, by the roster of a document’s names
kinds           fact, opinion or both: features and the learned head, by sentence and by clauses
page            a marked document as HTML, with labels and parts
agents, parties, phrases, quotes, verbs    the grammar that these have in common
"""
