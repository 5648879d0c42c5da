"""Networks: organisations that share what they learn, such as a region or the partners of a national programme.

Promises: an organisation is in a network only after its own administrators said yes, and leaves when it wants; who is not
in a network does not see it; a network always has one organisation that keeps it.
Holds: founding, describing, inviting, answering, leaving, handing over, ending; the pages for these.
Does not: hold the tables (they lie in `people`, which builds the actor from them), share anything itself.
Never reads: what an organisation does.
"""
