"""The look of the product: page frame, components, form look and figures.

Promises: every component is a template tag with a template of its own, is shown in the `gallery`, works without
JavaScript, obeys a content security policy without inline styles or scripts, and has no axe finding in light or dark.
Charts are drawn on the server and always come with their table. Numbers, money and dates are written as people write
them in bokmål, nynorsk and English.

Does not: know the database, the organisation, who is signed in, or any word of the field beyond the three lenses.
What stands in the frame (menu, languages, organisation) is given by `nybrott.web` as a `Frame`.
How to use each component: docs/develop/components.md.
"""
