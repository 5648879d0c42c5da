"""What lies on a person's desk: what to do next, what is half written, files, and rows to be brought in.

Promises: nothing typed is lost (session expired, server restarted, two people at once: the later one sees both versions);
a file is what its bytes say, never what its name says, and is only ever handed out as an attachment or a cleaned picture;
an import shows what will change before it changes it, and goes on where it was killed.
Holds: tasks, drafts, uploads, imports and their rows, subscriptions.
Other rooms give tasks and tell subscribers through `desk.actions`, and bring rows in through an `Importer` of
`core.importing` named to `desk.queries.register_importer`.
Does not: know what a task or a row is about, beyond its kind, its key, its name and its address.
"""
