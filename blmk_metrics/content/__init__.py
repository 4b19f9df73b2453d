"""Words that people write and edit beside the figures: what partners report, and what terms mean."""

from blmk_metrics.content.glossary import Term, glossary_file, read_glossary
from blmk_metrics.content.linking import link_terms
from blmk_metrics.content.partners import Report, partners_file, read_reports, reports_for

__all__ = [
    "Report",
    "Term",
    "glossary_file",
    "link_terms",
    "partners_file",
    "read_glossary",
    "read_reports",
    "reports_for",
]
