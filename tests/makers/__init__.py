"""Makers: the same page as HTML, DOCX, PDF and scan, for the tests of formats."""
