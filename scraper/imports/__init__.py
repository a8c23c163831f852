"""Other programs' dumps, and this one's own exports, on their way in. A file is recognised by its content.

`formats` is the table of the dumps that are read, alone or in `zips`; each has a reader of its own, which yields
`records`. `spool` keeps them until all are there, `assemble` makes a thread of what belongs to one page.
"""
