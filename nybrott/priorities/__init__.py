"""Prioritising together: everybody scores alone first, then the spread is shown, then somebody decides and says why.

Promises: before a round is shown nobody sees what others said, not even whoever leads it; what is shown never tells who
said what; with fewer than three scorers no distribution is shown at all; every decision has its reason.
Holds: rounds with their needs, criteria and participants, scores in two passes, what was shown, what was decided.
Does not: decide by itself (an order of scores is a help, not a decision), found or word needs, count what it all means
(`core.scoring` does).
"""
