"""What this room keeps about people: nothing. Members are looked up among memberships when somebody asks."""

from nybrott.core.privacy import Personal

PERSONAL: tuple[Personal, ...] = ()

_WORDS = "index words of what an organisation works on, without order; those of people are never indexed"

IMPERSONAL: dict[str, str] = {
    "search.searchedthing": _WORDS,
    "search.journalread": "how far the journal was read",
}
