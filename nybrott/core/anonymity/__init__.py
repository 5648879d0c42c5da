"""What may be shown of answers nobody shall be picked out by, and how two answers of one person are tied without a name.

Promises: of the tables that were declared, whatever can be worked out from all of them together is never about one to four
people (docs/adr tells why, tests try every set of small answers). A code word becomes an identifier that cannot be turned
back without a secret that lies outside the database. Pure: chance and secrets are handed in.
Does not: ask anybody, keep answers, or decide which tables are declared.
"""

from nybrott.core.anonymity.branching import tellable
from nybrott.core.anonymity.linking import link_of, long_enough, phrase, strange
from nybrott.core.anonymity.publishing import Declared, changes, publish

__all__ = ["Declared", "changes", "link_of", "long_enough", "phrase", "publish", "strange", "tellable"]
