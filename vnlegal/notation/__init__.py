"""How things are written: numbers, dates, and the identity that follows from them.

One notation, one file.  Both the reading of the page (`parts`) and of references (`references`) need
these, so the room stands before both.
"""
