"""One carrying-out of a programme (kull): who takes part, what their leaders said yes to, and whether it may begin.

Promises: nobody becomes a driver without their leader's yes; a run that begins has targets, units to compare with and the leaders'
yes, or says in writing why not; each organisation in a network's run sees only its own people; hours are budgeted and used by role.
Holds: runs, their targets, the call and who signed up, leaders' answers, hours, what each unit spends, and the silent units.
Does not: hold the programme itself (`programmes`), pair and guide (`guidance`), gather people (`gatherings`), judge effects.
Never reads: another organisation's people in a run it only takes part in.
"""
