"""From sentences that may answer to those that do, or to none, with one calibrated probability.

judge           goes through it; snippets are read by the reader (READER.md), weigh and likely judge what it says
lines           rows of a table and items of a list, with what stands above them
told            the sentence that introduces a person asked for (introduce)
gist, byline    a document in short; who wrote it
whom            whose words are asked for among those found, by name or by office
matter          whether somebody's words are of the matter asked about; strangers: names that the documents lack
reread          the same sentences for another question: of a joined follow-up, of each of several parts
"""
