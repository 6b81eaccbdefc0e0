"""Amendments: what an act orders to change in another one, provision by provision."""
