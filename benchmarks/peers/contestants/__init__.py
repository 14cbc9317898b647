"""Who is timed, by operation.

A contestant has a name, and variants(inputs) that yields a Variant for each choice it leaves. It
raises Cannot where it does not run a case.
"""

from .flash_mla import DenseFlashMla, PoolsFlashMla, SparseFlashMla
from .flashinfer import FlashInferDecode, FlashInferMla, FlashInferXqa
from .gathered import Gathered
from .sglang import SglangTriton
from .vllm import VllmMiniMax, VllmTriton

PEERS = {
    "gqa": [FlashInferDecode(), FlashInferXqa(), SglangTriton(), VllmTriton(), Gathered()],
    "mla": [DenseFlashMla(), FlashInferMla("fa3"), FlashInferMla("fa2"), SglangTriton()],
    "pools": [PoolsFlashMla()],
    "blocks": [VllmMiniMax()],
    "selected": [SparseFlashMla(), FlashInferMla("fa3"), FlashInferMla("fa2"), SglangTriton()],
}


def peers(operation, only):
    """only: first words of names in lower case, or None: all."""
    return [peer for peer in PEERS[operation] if not only or peer.name.split()[0].lower() in only]
