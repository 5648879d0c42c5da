"""What a run contributed to, how well that is founded, and what it cost.

Promises: a claim stands between what speaks for it and what speaks against it; nobody calls it stronger than the written scale allows
(`core.claims`), and what came in after it was weighed is marked; what was drawn from elsewhere is frozen as it was and shown against what
it is now; costs are whole øre that anybody can add up, and what has no price is listed.
Holds: no tables (claims, evidence, rival explanations, rates and costs lie in `effects`).
Does not: say what caused what, decide what is done (`reports`), show the words of a story its writer lets only some read, price the time of
other organisations' people.
"""
