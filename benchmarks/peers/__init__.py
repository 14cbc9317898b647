"""What peers.py does, in this order: cases, kernels, inputs, contestants, contest, report."""
