"""What a driver programme is made of: method cards, and whole programmes as packages that are copied, adapted and merged.

Promises: an organisation may adapt any card or programme and always sees what it changed; what it came from stays known;
what is new there is offered piece by piece and never taken by itself; a released package is never changed, and carries
its signature.
Holds: an organisation's own and adapted method cards; programmes with their versions; the keys that sign them.
Does not: carry out a programme, pair or guide anybody, or know challenges.
"""
