"""Confidence intervals of 95 %, for answers that are right or wrong and for paired differences."""

import math

import torch

Z = 1.959964


def wilson(right, of):
    """Interval of a share, after Wilson."""
    share = right / of
    middle = share + Z * Z / (2 * of)
    half = Z * math.sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    return (middle - half) / (1 + Z * Z / of), (middle + half) / (1 + Z * Z / of)


def mcnemar(one, other):
    """Exact two-sided p that two contestants are right as often; bool for the same questions."""
    only_one, only_other = int((one & ~other).sum()), int((~one & other).sum())
    n, k = only_one + only_other, min(only_one, only_other)
    tail = sum(math.comb(n, i) for i in range(k + 1)) / 2**n if n else 1.0
    return only_one, only_other, min(1.0, 2 * tail)


def bootstrap(differences, weights=None, draws=4000, seed=0):
    """Interval of the mean of paired differences, drawn anew by question.

    weights: how many of what is averaged a question has, such as tokens; differences are sums then.
    """
    differences = differences.double().cpu()
    weights = torch.ones_like(differences) if weights is None else weights.double().cpu()
    n = len(differences)
    generator = torch.Generator().manual_seed(seed)
    means = torch.empty(draws, dtype=torch.double)
    for draw in range(draws):
        drawn = torch.randint(n, (n,), generator=generator)
        means[draw] = differences[drawn].sum() / weights[drawn].sum()
    low, high = means.quantile(torch.tensor([0.025, 0.975], dtype=torch.double)).tolist()
    return low, high
