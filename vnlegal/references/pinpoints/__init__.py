"""References to provisions: the expression, where it stands, whose provision it means."""
