"""What the pages are made of: the only library code that knows Streamlit."""
