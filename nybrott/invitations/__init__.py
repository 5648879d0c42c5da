"""How suppliers hear of a market dialogue: the text for the official notice, the brief, feeds, dates, and letters to those who follow.

Promises: whoever reads the title of the notice sees that it is a dialogue and no competition; a brief that was given stays as it was given, and
its digest stands in the ledger; who follows dialogues needs no account, confirms the address once and stops by one click.
Holds: briefs as they were given, and who follows dialogues.
Does not: publish official notices (a person does, with the text), hold dialogues or their plan (`dialogues`), choose who is invited.
"""
