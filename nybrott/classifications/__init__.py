"""How a procurement is classified: DFØ's three classes and the codes of BT-776, proposed from what was seen and from drafts, decided by the buyer.

Promises: every proposal stands with the sentence or the thing that speaks for it, and by which rule; nothing is decided by itself; a class has
its reason, who chose it and when, and earlier ones are kept; BT-06 and BT-776 never disagree in what the tender tool gets; the text of a draft
is kept until its proposals are answered, and no longer.
Holds: what the buyer answered, drafts with their proposals, answers to codes, classes that were chosen.
Does not: read texts or weigh signals (`core.adviser`, `core.classes`), know requirements, notices or contracts (rooms that do add what they
see, `queries.add_signal` and `queries.add_declared`), or publish notices.
"""
