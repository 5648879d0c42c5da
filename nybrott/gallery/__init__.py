"""Every component of `ui` in its states, with invented content: for those who build pages.

Promises: each template tag and filter of `ui` stands here, in light and dark and in every accent, without anything the
content security policy refuses; a browser test looks at it with axe. It is there in development only, and answers 404
elsewhere.

Does not: hold a component (`ui` does), know the database or anybody, or stand in another language than English.
To look at it: NYBROTT_DEBUG=1, then /gallery/.
"""
