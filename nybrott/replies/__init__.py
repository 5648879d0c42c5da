"""Closing the loop: who told what is hard, and asked to hear, hears what became of it, and can say how it was.

Promises: nobody who did not ask gets a letter; each step is told to each person once; a letter holds no words of what
somebody told, and is read by people before it goes; one click stops the letters and deletes the address; nobody who works
on a challenge ever sees an address.
Holds: replies with their letters, what has been told to whom, what people say of how they were met, and that as a measure,
frozen quarter by quarter.
Does not: hold contributions or addresses (`hearings`), post letters (`journal`), judge what people answer.
"""
