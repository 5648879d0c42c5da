"""The dialogue conference (dialogkonferanse) of a market dialogue: a programme, seats that suppliers take themselves, and everything that was said given to all.

Promises: no seat is given twice, and none beyond the number that was told; whoever waits is offered a free seat in the order in which they came;
a supplier has as many seats as the rule says and no more; who could hear what was said stands in the ledger, and slides, recordings and
answers go to everyone, whether they came or not.
Holds: conferences, their sessions, seats, and which information and questions belong to them.
Does not: hold information or questions (`disclosures` writes them, `dialogues` holds them), suppliers or the ledger (`dialogues`).
"""
