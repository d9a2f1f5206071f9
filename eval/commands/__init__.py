"""Commands of their own, one file each: `python -m eval NAME` measures one matter on a set made for it, and prints.

plain           asked as people ask, of plain text files, in pairs or in conversations
events          sources that differ; parts: two things asked at once; off_topic: what no document answers
statements      bad statements and true paraphrases put into a model's mouth
bench, page     how fast documents are added and questions answered; how fast the page is
"""
