"""PDF files that a screen reader can follow."""
