"""What is declared once and read from files: types, their validation, and plain words for what is wrong with a file."""
