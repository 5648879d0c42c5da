"""What comes of a procurement: contracts with their milestones, the trial against the need description, and the decision at the end of development.

Promises: the trial is held against one approved version of the need description, which is quoted and never swapped for another afterwards; nothing is
decided before the questions are answered, and what is missing is said; two who decide at once decide once; a market dialogue, pilot or development that
nobody decides about becomes a task and stands in the pilot graveyard; amounts are whole øre of one currency and are never added across currencies.
Holds: contracts, their suppliers and milestones, results of trials, answers and decisions, and after how many months something is in the graveyard.
Does not: hold procurements, needs, requirements or dialogues, publish notices, measure benefits, judge whether a contract is lawful.
"""
