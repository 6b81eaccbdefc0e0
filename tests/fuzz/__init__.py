"""Seeded fuzz: documents cut, shuffled, doubled and corrupted, and what must hold of each."""
