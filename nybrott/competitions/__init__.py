"""What official notices say of a procurement: planning, competition, award and changes of the contract, with what is missing named.

Promises: a notice belongs to a procurement because somebody gave its number or said yes to a suggestion, or because an official identifier ties it to one
of these; a suggestion shows what it rests on, and one that was rejected never comes back; what a linked notice said is kept as it was read; earlier
procurements of the same buyer stand beside it with their rows, and no share is given below twenty.
Holds: links between procurements and notices, and when notices were last looked for.
Does not: hold notices (`lake`, `notices`), publish any, move a procurement by itself, or judge (`core.recognising` reckons).
"""
