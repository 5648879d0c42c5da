"""What the members of a network share and do together: programmes, portfolio, themes, figures, benefits, dates, joint processes, and a report.

Promises: each member decides what is shared, thing by thing, sees beforehand exactly what others will see, and takes it back at once; who leaves a
network has taken everything back; nothing is shared until somebody says so; no count of fewer than five people is told; what was expected and what
was measured are never added together; a published report never changes, and says which members have confirmed their rows.
Holds: what is shared, reports of a network with each member's rows, published versions.
Does not: hold networks or who is in them (`people`, `networks`), what is shared (the rooms below), or decide for a member.
"""
