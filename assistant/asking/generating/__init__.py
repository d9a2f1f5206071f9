"""An answer worded by a chat model, each statement verified before it is shown; only where a model is configured.

generate        goes through it: prompts; a chat_model, or a local_model in process; parse and written read the
                statements from what is written, however wrapped; rewrite: the stand-alone question
verify          the mechanical checks, then support: the meaning, by the checker (CHECKER.md)
"""
