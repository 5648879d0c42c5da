"""Asking another organisation for a talk: who can be asked, the request, the answer, the time, and what was learned.

Promises: a person's name and e-mail address are shown to the other organisation only while both people say yes, and never in a letter, a file or the
journal of the other; a contact point is named only as the person agreed; a request that nobody answers is reminded of after a week and closed after thirty days.
Holds: contact points, talks with their two sides, proposed times.
Does not: hold networks, cases or challenges, send e-mail from one to the other, keep what is said in the talk beside what each side writes down.
"""
