"""Evaluation sets: one file for each source of data; each gives the same `types`.

handwritten     the project's own: invented documents, marked and asked about by hand; `second` labels, and its `faults`
article         the same of the article that is shipped
marked          loud commentary and features, for marks alone
plain           asked as people ask: of plain text files, in pairs, in conversations, and what nothing answers
events, parts   sources that differ; two things asked at once
own             people's own questions about their own documents
squad, xquad, clapnq, hotpotqa, scifact, canard, wice, checkthat, polnear   public sets
wiki_claims     claims written about the paragraphs of public sets, for training
records, files  from the project's records to types; reading files, with `errors` that name the line
"""
