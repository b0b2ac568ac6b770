"""
What is known of Amazon ECS Express Mode, and which test of this project holds the sandbox to it.

Here belong: the facts, by subject (``requests``, ``resources``, ``lives``, ``surroundings``), what is not known and is
therefore a setting (``open_questions``), what is known and not imitated (``not_imitated``); ``fact`` says what a fact is,
``sources`` where they come from, ``table`` is all of it together. Nothing here is asked while the sandbox runs.
"""
