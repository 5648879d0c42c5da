"""From what was heard to a need the market can answer.

Promises: a need without evidence is shown as an assumption, and is verified only by several independent sources or by a
written exception; its state follows what it rests on. Every link is kept, so each need can say where it came from. What was
approved never changes.
Holds: insights, needs and the links between them, problem statements, need descriptions with purpose, outcome goals and
success criteria.
Does not: raise challenges or hear people (`challenges`, `hearings`), put evidence together (`insights`), talk to the market
(`dialogues`), judge a text by itself (`core` does, and nothing is blocked by it), merge two needs into one (they are
linked, and a link can be taken back exactly).
"""
