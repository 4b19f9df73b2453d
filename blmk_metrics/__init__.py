"""Outcome measures for places: counts in, estimates with intervals and verdicts out."""
