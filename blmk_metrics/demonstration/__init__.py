"""The release that ships: synthetic counts, calibrated to published figures."""
