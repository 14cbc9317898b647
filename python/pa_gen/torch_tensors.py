"""What launches need of PyTorch."""

from typing import Any

import torch

_DTYPES = {
    "bf16": torch.bfloat16,
    "fp16": torch.float16,
    "fp32": torch.float32,
    "fp8_e4m3": torch.float8_e4m3fn,
    "fp8_e5m2": torch.float8_e5m2,
}

_raw_stream = getattr(torch._C, "_cuda_getCurrentRawStream", None)


class TorchLibrary:
    """PyTorch's streams and memory; without a GPU, those of the processor."""

    def __init__(self) -> None:
        self._gpu = torch.cuda.is_available()

    def stream(self, device: int) -> int:
        """The handle of the current stream of a device."""
        if not self._gpu:
            return 0
        if _raw_stream is not None:
            return int(_raw_stream(device))
        return int(torch.cuda.current_stream(device).cuda_stream)

    def zeros(self, count: int, device: int) -> torch.Tensor:
        """Bytes that are zero when the current stream gets there."""
        where = f"cuda:{device}" if self._gpu else "cpu"
        return torch.zeros(count, dtype=torch.uint8, device=where)

    def empty(self, like: Any, shape: tuple[int, ...], element: str) -> torch.Tensor:
        """A tensor without gaps on the device of another."""
        return torch.empty(shape, dtype=_DTYPES[element], device=like.device)

    def is_compiling(self) -> bool:
        """Whether torch.compile is tracing the caller."""
        return bool(torch.compiler.is_compiling())
