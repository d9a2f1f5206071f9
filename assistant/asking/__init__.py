"""From a question to an answer, stage by stage; asker goes through them.

    understand      question, spelling; in_context and followup (thread, times), rewrite with a chat model; whose, parts
    find            query, retrieve, shortlist (clues, names)
    read            judge, read: reader on snippets, weigh, likely; offices; told (introduce), gist, byline;
                    matter, strangers
    read again      reread: for joined follow-ups, and for parts; again: the last answer, where it is asked about
    compose         answer: second_look, agreement (values, verdicts), compose
    generate        generate: chat_model, local_model, prompts, parse (written); verify (checks, support)
    suggest         questions that a library can answer

`reader`, `checker` and `query` are the bundled encoder `adapted`; a model card lies beside the weights of each.
"""
