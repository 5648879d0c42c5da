"""The pages anyone may open. A page that is not in this list is closed to those who have not signed in.

A line here is a decision somebody wrote down: the name of the address, and why it is public.
"""

PUBLIC: dict[str, str] = {
    "front": "the way in",
    "language": "anyone may choose a language",
    "health": "asked by the host's own monitoring; says only that the site answers",
    "account_login": "the door",
    "mfa_authenticate": "its second step",
    "mfa_login_webauthn": "its key",
    "account_logout": "closes it again; asks somebody who has not signed in to go on to the front page",
    "account_inactive": "says that an account may not sign in",
    "account_reset_password": "for those who have forgotten their password",
    "account_reset_password_done": "says that a letter is on its way, if there is such an account",
    "account_reset_password_from_key": "where the link in that letter leads; the link is the key",
    "account_reset_password_from_key_done": "says that the password is changed",
    "account_confirm_email": "where the link in a letter to a new address leads; the link is the key",
    "openid_connect_login": "on to a sign-in service, after a button",
    "openid_connect_callback": "back from a sign-in service, with its signed answer",
    "socialaccount_login_cancelled": "says that signing in was called off",
    "account_set_password": "leads on to the one for those who have forgotten theirs",
    "people:join": "where an invitation's link leads; who holds it has got the letter",
    "hearings:open_challenges": "challenges anyone may contribute to",
    "hearings:contribute": "telling what is hard needs no account",
    "hearings:told": "thanks, and the private link",
    "hearings:mine": "what became of what one told; only whoever has the private link",
    "hearings:take_back": "deleting what one told, by the private link",
    "replies:letter": "what became of what one told; only whoever has the link in the letter",
    "replies:say": "saying how it was to be heard, by the link in a letter or the private link",
    "replies:stop": "no more letters, by the link in one; mail programs do it with one POST",
    "hearings:poster": "the poster that leads to the form",
    "hearings:code": "the code on the poster",
    "workshops:code_asked": "coming in to a workshop by the code on the wall needs no account",
    "workshops:room": "the workshop on a phone; only whoever has the code",
    "workshops:phone_mark": "whether that page has something new; only whoever has the code",
    "workshops:come_in": "taking a seat in it, by the code",
    "workshops:leave": "leaving it again; only whoever sits in it",
    "workshops:note": "writing in it; only whoever sits in it",
    "workshops:note_change": "changing one's own note; only whoever wrote it",
    "workshops:vote": "voting in it; only whoever sits in it",
    "guidance:feed": "a person's own calendar for their calendar program; only whoever has its address",
    "programmes:programmes": "programmes anyone may read and copy",
    "programmes:shipped": "a programme that comes with Nybrott",
    "programmes:package": "a version an organisation has opened to everyone; others are not there",
    "programmes:package_file": "the same as a file",
    "programmes:package_difference": "what changed in it",
    "programmes:family": "who took what over from whom, as far as it is open",
    "observatory:overview": "figures from official notices",
    "observatory:organisations": "the organisations behind the figures",
    "observatory:organisation": "one organisation's figures",
    "observatory:procurements": "the procurements a figure counts",
    "observatory:notices": "the notices behind the figures",
    "observatory:notice": "one official notice with the words that were found",
    "observatory:search": "every word of the official notices",
    "observatory:candidates": "weak signs that no figure counts",
    "observatory:agreement": "how much people agree about the candidates; no names",
    "observatory:comparison": "organisations side by side",
    "observatory:comparison_import": "says who is meant by a list; keeps nothing of it",
    "observatory:comparison_group": "the same comparison, for a group too long for an address",
    "observatory:data": "what the public pages show, as files",
    "open-data": "what there is to take along, and on what terms",
    "api": "what programs may ask",
    "api-openapi": "the same for programs",
    "api-coverage": "what the figures rest on",
    "api-measures": "how each figure is defined",
    "api-measure": "one figure, defined",
    "api-values": "a figure's values",
    "api-organisations": "the organisations behind the figures",
    "api-organisation": "one organisation's figures",
    "api-notices": "the notices behind the figures",
    "api-notice": "one official notice with the words that were found",
    "api-signs": "the signs we look for",
    "api-programmes": "the driver programmes that are open to everyone",
    "api-programme": "one of them with its versions",
    "api-nothing": "says in one sentence that there is nothing",
    "observatory:definitions": "how we count",
    "observatory:definition": "one figure, defined",
    "observatory:signals": "the signs we look for",
    "desk:leave": "the signed link in a letter stops such letters; it says nothing but whose it is",
}

# Pages that are there only in the demonstration, and open to anyone there.
IN_DEMONSTRATION: dict[str, str] = {
    "demonstration": "whom one can be in the demonstration",
    "demonstration_sign_in": "be that person; the link is signed and works on the same machine only",
}

# The pages anyone who has signed in may open, also those who belong to no organisation (yet, or any more). The rest is for
# people of an organisation. A name that ends in * speaks for all that begin so.
SIGNED_IN: dict[str, str] = {
    "people:settings": "leads on to the place that is theirs",
    "people:host*": "those who run the host belong to no organisation; the pages ask for themselves",
    "account_*": "one's own account",
    "mfa_*": "one's own ways to sign in",
    "usersessions_*": "where one is signed in",
    "socialaccount_*": "one's own other sign-ins",
    "home": "one's own next steps; who belongs to no organisation is told how to come to belong",
}


def for_anyone_signed_in(name: str) -> bool:
    """Whether an address is open to somebody who belongs to no organisation."""
    return any(name == known or (known.endswith("*") and name.startswith(known[:-1])) for known in SIGNED_IN)
