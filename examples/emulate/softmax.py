"""Writes what softmax.json reads: an input, and what NumPy says its softmax is."""

import pathlib

import numpy

ROWS, COLUMNS, SCALE = 7, 1000, 0.125
HERE = pathlib.Path(__file__).parent

x = numpy.random.default_rng(1).normal(0, 8, (ROWS, COLUMNS)).astype(numpy.float32)
exact = SCALE * x.astype(numpy.float64)
weights = numpy.exp(exact - exact.max(axis=1, keepdims=True))
numpy.save(HERE / "softmax-in.npy", x)
numpy.save(
    HERE / "softmax-out.npy",
    (weights / weights.sum(axis=1, keepdims=True)).astype(numpy.float32),
)
