"""What a unit struggles with: the start of the red thread.

Promises: a challenge is raised in its own words, and whoever raises it first meets those who have the same trouble already,
here, among neighbours and in official notices; nothing is merged by itself. A leader says yes to time and goal before
anybody else is asked. Every step has its reason, and what comes next is always said.
Holds: challenges, teams, leaders' answers, likely twins and what was decided about them, the index of texts they are
compared by.
Does not: hear users (`hearings`), or know what rooms above hang on a challenge: they add their tabs, next steps, counts,
stops of the thread and texts when they start (`queries.parts`).
"""
