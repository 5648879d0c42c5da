"""Market dialogue on a need description: announced openly, fair to everyone, and written down as it goes.

Promises: what one supplier was told, all can read; every piece of information given or received is an entry in a chain that shows
any change; when the competition is announced the dialogue locks and says why; a dialogue without an approved need description says why.
Holds: dialogues with their plan, questions and people; suppliers and their persons; questions and answers; the ledger.
Does not: hold needs, publish official notices, run a competition, judge what suppliers offer.
Never shows: one supplier's words to another before they are public, or who asked a question.
"""
