"""Meaning: the graph of a corpus, its stores, and what is asked of them."""
