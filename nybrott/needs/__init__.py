"""From a felt struggle to a verified need.

Promises: the real problem before any talk with suppliers. A challenge is heard among the people it concerns; what they say
becomes evidence, evidence insights, insights needs; a need without evidence is shown as an assumption, and is verified only
by several independent sources or by a written exception. Every link is kept, so each need can say where it came from.
Holds: challenges, contributions from users, evidence with pseudonymous informants, insights, needs and the links between
them, problem statements, need descriptions with purpose, outcome goals and success criteria.
Does not: talk to the market (`dialogues`), judge a text by itself (`core` does, and nothing is blocked by it), merge
two needs into one (they are linked, and a link can be taken back exactly).
"""
