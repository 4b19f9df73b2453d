"""Linking terms to their meaning in running text."""

import re
from collections.abc import Collection, Sequence

from blmk_metrics.content.glossary import Term

# What must stay as it is: code, links and pictures, addresses, icons, colour names before their brackets.
KEPT = r"`+[^`]*`+|!?\[[^\]]*\]\([^)]*\)|<[^>\s]+>|(?:https?://|www\.)\S+|:material/\w+:|:[a-z-]+(?=\[)"


def link_terms(text: str, terms: Sequence[Term], address: str, linked: Collection[str] = ()) -> tuple[str, set[str]]:
    """Markdown with each term linked to its meaning where it first stands, and the terms that are linked by then.

    `address` is that of the page of meanings, before the anchor. Terms that are `linked` already are left alone; so is
    what stands in code or in a link. Whole words only; of terms that overlap, the longest.
    """
    done = set(linked)
    by_form = {form.lower(): term for term in terms for form in term.forms}
    forms = sorted(by_form, key=len, reverse=True)
    if not forms:
        return text, done
    either = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)

    def replaced(found: re.Match[str]) -> str:
        written = found["term"]
        if written is None:
            return found[0]
        term = by_form[" ".join(written.lower().split())]
        if term.term in done or (term.exact and " ".join(written.split()) not in term.forms):
            return written
        done.add(term.term)
        return f"[{written}]({address}#{term.anchor})"

    return re.sub(rf"{KEPT}|(?<!\w)(?P<term>{either})(?!\w)", replaced, text, flags=re.IGNORECASE), done
