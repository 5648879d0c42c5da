"""Taking over what another has learnt: an organisation adopts a published case, says what it does differently and why, and tells in its own time what came of it.

Promises: an adoption is the adopter's own; others see it only as wide as the adopter chose and only where they may read the case too; what is compared is a
version that never changes; a result is never changed, a later one stands beside it; letters to those who told the case name no person.
Holds: adoptions, what is done differently part by part, results with their figures, and which version is followed.
Does not: hold cases or challenges (their rooms do), put people in touch (`contacts`), add figures of different adopters together.
"""
