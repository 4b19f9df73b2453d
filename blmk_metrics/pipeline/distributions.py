"""Quantiles of distributions that SQL has no function for, as tables that a method joins."""

from collections.abc import Sequence

import pyarrow as pa


def poisson_limits(counts: pa.Table, levels: Sequence[float]) -> pa.Table:
    """Exact limits of Poisson counts: `observed`, and `lower` and `upper` as lists in the order of the levels.

    `counts` has one column, `observed`, of any counts from nought, whole or not. A level is a confidence such as 0.95.
    Garwood F. Fiducial limits for the Poisson distribution. Biometrika 1936;28:437-42.
    """
    from scipy.special import gammaincinv  # half a chi-squared quantile; slow to import, and no page needs it

    observed = counts["observed"].to_pylist()
    return pa.table(
        {
            "observed": pa.array(observed, pa.float64()),
            "lower": pa.array(
                [[float(gammaincinv(o, (1 - c) / 2)) if o > 0 else 0.0 for c in levels] for o in observed],
                pa.list_(pa.float64()),
            ),
            "upper": pa.array(
                [[float(gammaincinv(o + 1, (1 + c) / 2)) for c in levels] for o in observed],
                pa.list_(pa.float64()),
            ),
        }
    )


def students_t(sizes: pa.Table, levels: Sequence[float]) -> pa.Table:
    """Two-sided quantiles of Student's t for means of n values: `n`, and `quantiles` in the order of the levels.

    `sizes` has one column, `n`. One value alone has none.
    """
    from scipy.special import stdtrit

    n = sizes["n"].to_pylist()
    return pa.table(
        {
            "n": pa.array(n, pa.int64()),
            "quantiles": pa.array(
                [[float(stdtrit(k - 1, (1 + c) / 2)) if k > 1 else None for c in levels] for k in n],
                pa.list_(pa.float64()),
            ),
        }
    )
