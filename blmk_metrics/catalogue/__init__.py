"""What is declared once: measures, cuts, verdicts, the schemas of extracts, periods and standard populations."""
