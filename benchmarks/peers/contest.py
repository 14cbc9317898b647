"""One case: every contestant's fastest right variant, then all of them in turn."""

import importlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from .entry import WRONG, Entry, quantile
from .inputs import Inputs
from .pools import TwoPools

TRIALS = 5
WARM_UP = 3


class Cannot(Exception):
    """Why a contestant, or one of its variants, does not run a case."""


@dataclass
class Variant:
    """A choice that a system leaves, ready to run.

    run: enqueues one run; output: gives what the last run wrote, or None: it writes nothing;
    tolerance: COARSE where the system is known to compute in 8 bits.
    """

    name: str
    run: Callable[[], Any]
    output: Callable[[], torch.Tensor] | None = None
    tolerance: float = WRONG


def imported(*names):
    """The first of some modules that can be imported."""
    failed = []
    for name in names:
        try:
            return importlib.import_module(name)
        except Exception as reason:
            failed.append(f"{name}: {first_line(reason)}")
    raise Cannot("cannot be imported: " + failed[0])


def first_line(reason):
    return (str(reason) or type(reason).__name__).strip().splitlines()[0][:160]


def checked(variant, inputs):
    """The error of what a variant's last run wrote, which is small enough."""
    torch.cuda.synchronize()
    if variant.output is None:
        return math.nan
    error = inputs.error(variant.output())
    if not error <= variant.tolerance:
        raise Cannot(f"wrong, relative L2 error {error:.1e}")
    return error


def prepare(contestant, inputs, only=None):
    """A contestant's right variants with their errors, and why others are none."""
    variants, reasons = [], []
    try:
        for variant in contestant.variants(inputs):
            if only is not None and variant.name != only:
                continue
            try:
                variant.run()
                variants.append((variant, checked(variant, inputs)))
            except Exception as reason:
                reasons.append(f"{variant.name}: {first_line(reason)}")
    except Exception as reason:
        reasons.append(first_line(reason))
    return variants, summed_up(reasons)


def summed_up(reasons):
    """What is wrong with the first two, and with how many more."""
    more = [f"and {len(reasons) - 2} more"] if len(reasons) > 2 else []
    return "; ".join([*reasons[:2], *more])


def choose(contestant, inputs, clock):
    """The entry of a contestant with its fastest right variant, or with why there is none."""
    variants, reason = prepare(contestant, inputs)
    if not variants:
        return Entry(contestant.name, reason=reason or "has no variant")
    clock.time([variant.run for variant, _ in variants], 1)
    times = clock.time([variant.run for variant, _ in variants], TRIALS)
    trials = {v.name: quantile(t, 0.5) for (v, _), t in zip(variants, times)}
    return Entry(contestant.name, min(trials, key=trials.get), trials=trials, reason=reason)


def compare(outputs):
    """Notes for each entry how far other contestants' outputs are from its, two by two."""
    for entry, own in outputs:
        own = own.double().flatten()
        for other, output in outputs:
            if other is not entry:
                distance = (output.double().flatten() - own).norm() / own.norm()
                entry.apart = max(entry.apart, distance.item())


def measure(case, contestants, clock, seeds, runs):
    """An entry of each contestant: its fastest variant, timed on inputs of every seed.

    Which variant that is, the first seed's inputs say. Outputs are checked before the timed runs and
    after them, and compared with each other.
    """
    entries = None
    for seed in seeds:
        inputs = (TwoPools if case.window else Inputs)(case, "cuda", seed)
        if entries is None:
            entries = [choose(contestant, inputs, clock) for contestant in contestants]
        running = []
        for contestant, entry in zip(contestants, entries):
            if not entry.variant:
                continue
            variants, reason = prepare(contestant, inputs, only=entry.variant)
            if variants:
                running.append((entry, variants[0][0]))
            else:
                entry.fail(f"seed {seed}: {reason}")
        clock.time([variant.run for _, variant in running], WARM_UP)
        times = clock.time([variant.run for _, variant in running], runs)
        right = []
        for (entry, variant), of_variant in zip(running, times):
            try:
                error = checked(variant, inputs)
            except Cannot as reason:
                entry.fail(f"{entry.variant}: seed {seed}, after timing: {reason}")
                continue
            entry.error = error if math.isnan(entry.error) else max(entry.error, error)
            entry.times += of_variant
            if variant.output is not None and not entry.is_coarse():
                right.append((entry, variant.output()))
        compare(right)
        del inputs, running, right
        torch.cuda.empty_cache()
    return entries
