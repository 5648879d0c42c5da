"""What this room keeps about people: nothing that we know of. It is made anew from official, public notices."""

from nybrott.core.privacy import Personal

PERSONAL: tuple[Personal, ...] = ()

IMPERSONAL: dict[str, str] = {
    "notices.noticeindex": "how much an index of the public notices holds",
    "notices.indexednotice": "the words of public notices; a contact named in one stands in the public source too, and goes when it does",
    "notices.indexedcandidate": "words in public notices",
}
