"""Procurements from a plan's line to a contract in use: what each answers, how far it has come, who has it and when.

Promises: a procurement says which challenges and need descriptions it answers, and quotes their purpose as it stands; one that goes to
competition without an approved need description says why; amounts are whole øre of one currency and are never added across currencies.
Holds: procurements with their plan, and the views somebody saved of the portfolio.
Does not: hold needs or dialogues, publish official notices, run a competition, decide what is lawful.
Rooms above hang on a procurement what they know of it (`queries.hung`): requirements, procedure, class, notices, contract, benefits.
"""
