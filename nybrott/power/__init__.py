"""What could be seen before anyone promises: for each design the change that would be noticed, how surely and by when.

Promises: reckoned in the organisation's own numbers, which a reader may change without anything being saved; the seed of what was drawn is
told, so that anybody draws the same; where nothing could be seen whatever happens, it says so.
Holds: no tables. What it needs to know is read from runs, surveys, official notices and units.
Does not: draw or reckon itself (`core.power`), say what was seen (`reports`), decide what is measured (`effects`).
"""
