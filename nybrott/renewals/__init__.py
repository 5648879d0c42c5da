"""The renewal radar: contracts that run out, ranked with reasons, early enough to ask people and the market before buying again.

Promises: every contract of an award notice that tells when it ends is here, with how that is known; a rank is the sum of parts that stand
beside it; one click makes one challenge for a unit's driver, however often it is clicked; what was dismissed says why.
Holds: contracts as the lake tells of them (read anew when it changes), what an organisation made of each, which buyer it is, what it was
told by letter.
Does not: read notices (`core.notices`), reckon ends and ranks (`core.renewals`), hold challenges or procurements, or renew anything.
"""
