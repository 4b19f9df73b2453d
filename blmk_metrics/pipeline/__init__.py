"""From counts to hidden, judged and rounded rows: the stages of `sql/`, one after another."""
