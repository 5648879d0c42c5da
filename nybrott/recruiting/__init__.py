"""Recruiting: who takes part in a run of a programme, and whose leader has said yes to the time.

Promises: nobody takes part without somebody's yes; a place is given once, and none is empty while somebody waits; a leader
answers with one click from a letter, and nothing happens by silence.
Holds: the call, sign-up, leaders' yes, places and the waiting list, mentors from a network's run, people from a list.
Does not: hold the tables (they lie in `runs`), plan or begin a run, pair drivers with mentors.
"""
