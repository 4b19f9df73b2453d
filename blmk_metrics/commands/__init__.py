"""Commands of `python -m blmk_metrics` that change or tell what a folder serves."""
