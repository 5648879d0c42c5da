"""What suppliers say of themselves, in one form each: organisation number, name, e-mail address.

Promises: the same supplier written in two ways is the same text afterwards; what cannot be right is refused with a code and a sentence in three
languages. Names are kept as they are written: one that a browser would run is escaped where it is shown, one that a spreadsheet would run gets its
apostrophe where a file is made (`ui.sheets`). What nobody sees, and what turns text around, is taken out.
Does not: ask a register whether the number is given to anybody, or a server whether the address takes letters.
"""

from nybrott.core.suppliers.naming import SupplierError, display_name, email_address, organisation_number

__all__ = ["SupplierError", "display_name", "email_address", "organisation_number"]
