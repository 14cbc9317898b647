"""Time pa-gen's decode kernels beside those of other systems: same GPU, same inputs, one run.

    python benchmarks/peers.py --pa-gen ./pa-gen                  # Grok-1 TP8, and some shapes
    python benchmarks/peers.py --pa-gen ./pa-gen --set mla        # one operation
    python benchmarks/peers.py --pa-gen ./pa-gen --set mla --heads 128 --only flashmla flashinfer

README.md beside this file says how the peers are installed and what is measured. Where there is no
compiler beside the GPU, kernels are generated elsewhere first:

    python benchmarks/peers.py --pa-gen ./pa-gen --set mla --generate-only --arch sm_90 --kernels DIR
    python benchmarks/peers.py --set mla --kernels DIR
"""

from peers.command import main

if __name__ == "__main__":
    main(__doc__.splitlines()[0])
