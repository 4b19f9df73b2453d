"""Charts as pictures, drawn without a browser or a network."""
