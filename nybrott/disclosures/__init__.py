"""What suppliers are told in a market dialogue: the same to all, at the same time.

Promises: information is shown to everyone at once and stays as it is; an answer goes to all, and no other supplier learns who asked;
what one supplier was told in a contact nobody asked for is shared with all, or not with a reason that stands there.
Holds: writing and showing information, questions with their answers, contacts with suppliers.
Does not: hold tables (they lie in `dialogues`, with the ledger all of it is entered in), register suppliers, judge whether they were treated alike.
Never shows: a question before it is answered, to anyone but the one who asked and those with a part in the dialogue.
"""
