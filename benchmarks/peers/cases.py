"""What is timed: heads, a batch, and how the cache lies. Nothing here needs a GPU."""

import itertools
import random
from dataclasses import dataclass, field, replace

LATENT = 512
"""Elements of an MLA key that are also its value."""

ROWS = "fp8_ds_mla"
"""Rows of 656 bytes: 512 e4m3, a scale for each 128 of them, 64 bf16."""

V4_ROWS = "fp8_ds_mla_v4"
"""DeepSeek V4's of 584 bytes: 448 e4m3 and 64 bf16; apart from these a scale for each 64 e4m3."""

V4_ROW_BYTES = 584

WINDOW = 128
"""Tokens of DeepSeek V4's window."""


@dataclass(frozen=True)
class Heads:
    """The heads of one rank of a model. latent: of a key, the elements that are its value too."""

    name: str
    q_heads: int
    kv_heads: int
    head_size: int
    soft_cap: float = 0.0
    latent: int = 0

    @property
    def value_size(self):
        return self.latent or self.head_size

    @property
    def group(self):
        """Query heads of a KV head."""
        return self.q_heads // self.kv_heads


@dataclass(frozen=True)
class Batch:
    """Tokens of each sequence."""

    name: str
    lengths: tuple[int, ...] = field(repr=False)

    @property
    def longest(self):
        return max(self.lengths)


@dataclass(frozen=True)
class Case:
    """One table.

    pool: tokens of a sequence that its tokens were selected from; 0: it has them all. block: tokens
    of a selected block, of which there is a list for each KV head; 0: tokens are selected one by one.
    rows: the format of a cache whose rows have scales inside. window: of a sequence's tokens those of
    a first pool, the others are of a second one, with pages of extra_page_size; 0: there is one pool.
    gaps: whether lists of two pools have entries that are none, and are of different lengths.
    """

    heads: Heads
    batch: Batch
    page_size: int
    kv_dtype: str = "bf16"
    q_len: int = 1
    pool: int = 0
    block: int = 0
    rows: str = ""
    window: int = 0
    extra_page_size: int = 0
    gaps: bool = False

    def kernels(self):
        """The cases that it takes kernels of pa-gen for: selected tokens come in 656-byte rows too."""
        if self.block or self.window or not self.pool:
            return [self]
        return [self, self.of_rows(ROWS)]

    def of_rows(self, rows):
        return replace(self, kv_dtype="fp8_e4m3", rows=rows)

    @property
    def operation(self):
        """What peers are looked up by."""
        if self.window:
            return "pools"
        if self.pool:
            return "blocks" if self.block else "selected"
        return "mla" if self.heads.latent else "gqa"

    @property
    def sequences(self):
        return len(self.batch.lengths)

    @property
    def row_bytes(self):
        """Of one token in the cache."""
        if self.rows == V4_ROWS:
            return V4_ROW_BYTES
        sizes = self.heads.head_size + (0 if self.heads.latent else self.heads.head_size)
        return self.heads.kv_heads * sizes * (2 if self.kv_dtype == "bf16" else 1)

    @property
    def kv_bytes(self):
        """Of what is looked at; each query of two pools has lists of its own."""
        lists = self.q_len if self.window else 1
        return lists * sum(self.batch.lengths) * self.row_bytes

    @property
    def flops(self):
        """Of both products, of what the causal mask leaves."""
        masked = 0 if self.window else 1
        seen = sum(
            max(0, length - masked * (self.q_len - 1 - i))
            for length in self.batch.lengths
            for i in range(self.q_len)
        )
        sizes = self.heads.head_size + self.heads.value_size
        return 2 * self.heads.q_heads * sizes * seen

    def options(self):
        """As pa-gen's command line takes them."""
        options = {
            "--q-heads": self.heads.q_heads,
            "--kv-heads": self.heads.kv_heads,
            "--head-size": self.heads.head_size,
            "--dtype": "bf16",
            "--kv-dtype": self.kv_dtype,
            "--page-size": self.page_size,
        }
        if self.heads.latent:
            options["--latent"] = self.heads.latent
        if self.heads.soft_cap:
            options["--soft-cap"] = self.heads.soft_cap
        if self.q_len > 1 and not self.window:
            options["--q-len"] = self.q_len
        if self.pool:
            options["--select"] = self.selection
        if self.block:
            strides = ",".join(str(stride) for stride in self.strides)
            options |= {"--page-table": "block_table", "--layout": "hnd", "--kv-strides": strides}
        if self.rows:
            # They stand for these.
            for name in ["--kv-heads", "--head-size", "--kv-dtype", "--latent"]:
                del options[name]
            options["--kv-rows"] = self.rows
        words = [str(part) for pair in options.items() for part in pair]
        if self.window:
            words += ["--pools", "2", "--extra-page-size", str(self.extra_page_size), "--sinks"]
        return words

    @property
    def selection(self):
        """As pa-gen calls it; None where all tokens are looked at."""
        if not self.pool:
            return None
        return f"blocks={self.block}" if self.block else "tokens"

    @property
    def strides(self):
        """Elements between tokens and between KV heads of K, and of V, which lie as in vLLM's cache."""
        token = 2 * self.heads.head_size
        return [token, token * self.page_size] * 2

    def attention(self):
        """As the manifest of a kernel for it has them; None: the manifest leaves it out."""
        return {
            "q_heads": self.heads.q_heads,
            "kv_heads": self.heads.kv_heads,
            "head_size": self.heads.head_size,
            "latent": self.heads.latent or None,
            "soft_cap": self.heads.soft_cap or None,
            "window": None,
            "dtype": "bf16",
            "kv_dtype": self.kv_dtype,
            "kv_rows": self.rows or None,
            "kv_scales": "none",
            "page_size": self.page_size,
            "extra_page_size": self.extra_page_size or None,
            "layout": "hnd" if self.block else "nhd",
            "kv_strides": self.strides if self.block else None,
            "q_len": 1 if self.window else self.q_len,
            "query_lens": "uniform",
            "sinks": bool(self.window),
            "lse": "none",
            "select": self.selection,
        }

    def __str__(self):
        words = [self.heads.name, self.batch.name]
        if self.q_len > 1:
            words.append(f"{self.q_len} query tokens")
        if self.rows:
            words.append(f"{self.rows} rows")
        elif self.kv_dtype != "bf16":
            words.append(f"{self.kv_dtype} cache")
        if self.block:
            words.append(f"blocks of {self.block}")
        if self.window:
            words.append(f"{self.window} of one pool, pages of {self.page_size}")
            words.append(f"others of {self.pool} in pages of {self.extra_page_size}")
            return ", ".join(words + ["with gaps"] * self.gaps)
        words.append(f"selected of {self.pool}" if self.pool else f"page size {self.page_size}")
        return ", ".join(words)


def alike(sequences, context):
    return Batch(f"{sequences} x {context}", (context,) * sequences)


def log_uniform(sequences, longest):
    """As many between 1 and 2 tokens as between half of the longest and the longest."""
    draw = random.Random(longest)
    lengths = tuple(round(longest ** draw.random()) for _ in range(sequences))
    return Batch(f"{sequences} of 1 to {longest}, log-uniform", lengths)


def one_long(sequences, longest, others):
    lengths = (longest,) + (others,) * (sequences - 1)
    return Batch(f"one of {longest}, {sequences - 1} of {others}", lengths)


def uniform(sequences, longest):
    draw = random.Random(longest)
    lengths = tuple(draw.randint(1, longest) for _ in range(sequences))
    return Batch(f"{sequences} of 1 to {longest}, uniform", lengths)


def mla_heads(count):
    return Heads(f"MLA, {count} heads", count, 1, 576, latent=LATENT)


def two_pools(heads, sequences, chosen, extra_page_size=64, **more):
    """DeepSeek V4's: a window of 128 tokens, and so many chosen ones of 8,192 compressed."""
    return Case(
        Heads(f"DeepSeek V4, {heads} heads", heads, 1, LATENT, latent=LATENT),
        alike(sequences, WINDOW + chosen), 64, kv_dtype="fp8_e4m3", rows=V4_ROWS, pool=8192,
        window=WINDOW, extra_page_size=extra_page_size, **more,
    )  # fmt: skip


GROK = Heads("Grok-1 TP8", 6, 1, 128, soft_cap=30.0)
LLAMA_70B = Heads("Llama-3.1-70B TP8", 8, 1, 128)
LLAMA_8B = Heads("Llama-3.1-8B TP1", 32, 8, 128)
MINIMAX_M3_RANK = Heads("MiniMax-M3 TP4", 16, 1, 128)
QWEN_QSA_RANK = Heads("12 heads of 256 on one KV head", 12, 1, 256)
MODELS = [
    LLAMA_70B,
    LLAMA_8B,
    Heads("Qwen3-32B TP4", 16, 2, 128),
    Heads("Gemma-2-27B TP2", 16, 8, 128, soft_cap=50.0),
]

SEED = Case(GROK, alike(512, 2048), 1)

MLA_SIZES = [
    (128, 128, 2048),
    (128, 64, 8192),
    (128, 16, 4096),
    (128, 1, 16384),
    (64, 128, 4096),
    (16, 128, 2048),
    (16, 512, 2048),
    (16, 32, 16384),
    (16, 1, 16384),
]

SETS = {
    "seed": [SEED],
    "some": [SEED]
    + [
        Case(heads, alike(*size), page_size)
        for heads in MODELS
        for size in [(1, 16384), (16, 2048), (128, 2048)]
        for page_size in [1, 16]
    ],
    "all": [SEED]
    + [
        Case(heads, alike(*size), page_size)
        for heads in MODELS
        for size in itertools.product([1, 16, 128, 512], [128, 2048, 16384])
        for page_size in [1, 16]
    ],
    "few-sequences": [Case(LLAMA_70B, alike(1, context), 16) for context in [2048, 16384, 131072]],
    "fp8": [
        Case(heads, alike(*size), 16, kv_dtype="fp8_e4m3")
        for heads, size in [
            (LLAMA_70B, (128, 2048)),
            (LLAMA_70B, (16, 16384)),
            (LLAMA_8B, (64, 2048)),
        ]
    ],
    "q-len": [
        Case(heads, alike(*size), 16, q_len=4)
        for heads, size in [(LLAMA_70B, (128, 2048)), (LLAMA_8B, (64, 2048))]
    ],
    "ragged": [
        Case(LLAMA_70B, log_uniform(64, 65536), 16),
        Case(LLAMA_8B, log_uniform(64, 65536), 16),
        Case(LLAMA_8B, one_long(64, 131072, 512), 16),
        Case(LLAMA_70B, uniform(256, 4096), 16),
    ],
    "mla": [Case(mla_heads(heads), alike(*size), 64) for heads, *size in MLA_SIZES],
    "mla-fp8": [
        Case(mla_heads(heads), alike(*size), 64, kv_dtype="fp8_e4m3")
        for heads, *size in [(128, 64, 8192), (16, 128, 2048), (16, 32, 16384)]
    ],
    "mla-q-len": [
        Case(mla_heads(heads), alike(*size), 64, q_len=2)
        for heads, *size in [(128, 64, 4096), (16, 128, 2048)]
    ],
    "mla-ragged": [Case(mla_heads(heads), log_uniform(64, 65536), 64) for heads in [128, 16]],
    "selected": [
        Case(mla_heads(heads), alike(sequences, 2048), 1, pool=8192)
        for heads, sequences in [(128, 128), (64, 128), (128, 16), (128, 1)]
    ],
    "pools": [
        two_pools(heads, sequences, chosen, q_len=q_len)
        for heads, chosen in [(64, 512), (128, 1024)]
        for sequences, q_len in [(1, 1), (16, 1), (128, 1), (16, 2), (64, 2)]
    ]
    + [
        two_pools(64, 128, 512, extra_page_size=2),
        two_pools(64, 128, 512, gaps=True),
        two_pools(128, 128, 1024, gaps=True),
        two_pools(64, 128, 2048),
        two_pools(128, 128, 2048),
    ],
    "blocks": [
        Case(heads, alike(sequences, 2048), 128, pool=8192, block=128)
        for heads in [MINIMAX_M3_RANK, QWEN_QSA_RANK]
        for sequences in [16, 128, 512]
    ],
}


def chosen(sets, heads=None, sequences=None, longest=None, page_sizes=None):
    """The cases of some sets, each once, of which query heads, sequences and so on are wanted."""
    cases = dict.fromkeys(case for name in sets for case in SETS[name])
    return [
        case
        for case in cases
        if (not heads or case.heads.q_heads in heads)
        and (not sequences or case.sequences in sequences)
        and (not longest or case.batch.longest in longest)
        and (not page_sizes or case.page_size in page_sizes)
    ]
