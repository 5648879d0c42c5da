"""Open data gathered: feeds of what is open to everyone, and a catalogue that says what there is to take along.

Promises: a feed holds what everyone may read and nothing else, the newest first, a page at a time, with the same id for the same thing
always; what was open and is so no more is named as gone. The catalogue (DCAT-AP-NO) names every list, figure, table and feed with licence,
method and where it lies, the same as Turtle and as JSON-LD.
Holds: no tables; kinds of feeds, the shape of an entry, how it is written as Atom and JSON Feed, how the catalogue is made.
Does not: open anything, decide who may read what (`visible_to`, `public`, `open` of each room), count, or make the files of figures
(`observatory`).
"""
