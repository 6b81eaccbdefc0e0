"""The page from top to bottom: one file for each part that a clerk would name."""
