"""The pages anyone may open. A page that is not in this list is closed to those who have not signed in.

A line here is a decision somebody wrote down: the name of the address, and why it is public.
"""

PUBLIC: dict[str, str] = {
    "front": "the way in",
    "language": "anyone may choose a language",
    "health": "asked by the host's own monitoring; says only that the site answers",
    "observatory:overview": "figures from official notices",
    "observatory:organisations": "the organisations behind the figures",
    "observatory:organisation": "one organisation's figures",
    "observatory:notices": "the notices behind the figures",
    "observatory:notice": "one official notice with the words that were found",
    "observatory:definitions": "how we count",
    "observatory:definition": "one figure, defined",
    "observatory:signals": "the signs we look for",
}
