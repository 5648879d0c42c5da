"""What others may learn from: cases told from the trail, reviewed by a second person, with the consent of those named.

Promises: a published version never changes, and holds no name: names are put in where it is shown, as long as those who bear them say yes; figures are
frozen with their sources, and estimates and measurements never stand as one; nobody reviews what they wrote; who may read is asked at every reading.
Holds: cases, who is named in them, what reviewers said, published versions, and their texts made ready to be compared.
Does not: hold procurements, challenges or runs (their rooms do), take a case over (`adoptions`), put people in touch (`contacts`).
"""
