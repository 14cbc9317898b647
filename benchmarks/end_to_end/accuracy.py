"""Accuracy and perplexity of a model that was trained here, by the attention that decodes it.

    python benchmarks/end_to_end/accuracy.py FOLDER --minutes 5 --json accuracy.json

FOLDER: what kernels.sh wrote, with a kernel for each of --caches. Trains a GQA model on word
problems, or takes --model, then decodes held-out questions: greedily, for the share of right
answers, and along the right answer's tokens, for perplexity and logits. All tokens of an answer are
made by decode steps over a paged cache. Each contestant has the same questions; the first is what
the others are compared with.
"""

import argparse
import json
import time
from pathlib import Path

import intervals
import paged
import torch
import training
import word_problems
from transformers import LlamaForCausalLM

PAD, END = (word_problems.TOKENS[token] for token in (word_problems.PAD, word_problems.END))


class Questions:
    """Held-out questions as tensors: prompts [n, tokens], gold [n, tokens], their lengths."""

    def __init__(self, count, seed, shots, device):
        author = word_problems.Author(seed)
        prompts, answers, self.numbers = zip(*(author.held_out(shots) for _ in range(count)))
        self.prompts, self.prompt_lengths = _padded(prompts, device)
        self.gold, self.gold_lengths = _padded(answers, device)


def _padded(rows, device):
    lengths = torch.tensor([len(row) for row in rows])
    tokens = torch.full((len(rows), int(lengths.max())), PAD)
    for row, values in enumerate(rows):
        tokens[row, : len(values)] = torch.tensor(values)
    return tokens.to(device), lengths.to(device)


class Contestant:
    """An attention and a type of cache; step: makes the decode step over a cache."""

    def __init__(self, name, kind, step):
        self.name, self.kind, self.step = name, kind, step

    @torch.inference_mode()
    def run(self, model, questions, batch, page_size, device):
        """Greedy tokens [n, t]; logits [n, t, vocabulary] along the right answers."""
        config, started = model.config, time.monotonic()
        longest = questions.prompts.shape[1] + questions.gold.shape[1] + 8
        greedy, logits, scales = [], [], None
        for first in range(0, len(questions.prompts), batch):
            rows = slice(first, first + batch)
            prompts, lengths = questions.prompts[rows], questions.prompt_lengths[rows]
            cache = paged.Cache(
                self.kind,
                config.num_hidden_layers,
                paged.Shape.of(config),
                len(prompts),
                longest,
                page_size,
                device,
            )
            if scales and self.kind.scales != "token":
                cache.scales = scales
            before = lengths - 1
            positions = torch.arange(prompts.shape[1], device=device).expand(len(prompts), -1)
            model(
                input_ids=prompts,
                position_ids=positions,
                use_cache=False,
                step=paged.Prefill(cache, before),
                logits_to_keep=1,
            )
            scales = cache.scales
            last = prompts.gather(1, before[:, None])[:, 0]
            decode = Decoding(model, cache, self.step(cache))
            greedy.append(decode.greedy(before, last, questions.gold.shape[1] + 4))
            logits.append(decode.along(before, last, questions.gold[rows]))
        self.seconds = time.monotonic() - started
        self.greedy, self.logits = torch.cat(greedy), torch.cat(logits)
        return self


class Decoding:
    """Decode steps of a batch, from a token behind what the cache has."""

    def __init__(self, model, cache, step):
        self.model, self.cache, self.step = model, cache, step

    def next(self, tokens):
        """Logits behind one more token of each sequence."""
        self.cache.lengths += 1
        return self.model(
            input_ids=tokens[:, None],
            position_ids=self.cache.lengths.long()[:, None] - 1,
            use_cache=False,
            step=self.step,
        ).logits[:, -1]

    def greedy(self, before, token, steps):
        self.cache.lengths.copy_(before)
        ended = torch.zeros_like(token, dtype=torch.bool)
        made = torch.full((len(token), steps), PAD, device=token.device)
        for step in range(steps):
            token = self.next(token).argmax(-1).masked_fill(ended, PAD)
            made[:, step] = token
            ended |= token == END
            if ended.all():
                break
        return made

    def along(self, before, token, gold):
        self.cache.lengths.copy_(before)
        logits = []
        for step in range(gold.shape[1]):
            logits.append(self.next(token))
            token = gold[:, step]
        return torch.stack(logits, 1)


def results(one, base, questions):
    """What is told of a contestant, as numbers."""
    n = len(questions.numbers)
    right = [_right(contestant, questions) for contestant in (one, base)]
    steps = torch.arange(questions.gold.shape[1], device=questions.gold.device)
    told = steps < questions.gold_lengths[:, None]
    losses = [_nats(contestant, questions) * told for contestant in (one, base)]
    tokens = told.sum(1)
    difference = (losses[0] - losses[1]).sum(1)
    only_one, only_base, p = intervals.mcnemar(*right)
    apart = (one.logits.float() - base.logits.float())[told].abs()
    most = base.logits.float()[told].abs().amax(-1, keepdim=True)
    ulps = apart / torch.exp2(torch.floor(torch.log2(most)) - 7)
    same = (one.greedy == base.greedy).all(1)
    return {
        "attention": one.name,
        "cache": str(one.kind),
        "right": int(right[0].sum()),
        "questions": n,
        "accuracy": float(right[0].double().mean()),
        "accuracy_interval": intervals.wilson(int(right[0].sum()), n),
        "accuracy_difference": float((right[0].double() - right[1].double()).mean()),
        "accuracy_difference_interval": intervals.bootstrap(right[0].double() - right[1].double()),
        "right_alone": only_one,
        "wrong_alone": only_base,
        "mcnemar_p": p,
        "tokens": int(tokens.sum()),
        "nats": float(losses[0].sum() / tokens.sum()),
        "perplexity": float((losses[0].sum() / tokens.sum()).exp()),
        "nats_difference": float(difference.sum() / tokens.sum()),
        "nats_difference_interval": intervals.bootstrap(difference, tokens),
        "logits_largest_difference": float(apart.max()),
        "logits_rms_difference": float(apart.square().mean().sqrt()),
        "logits_largest_ulps": float(ulps.max()),
        "same_answers": float(same.double().mean()),
        "gap_at_first_difference": _gaps(one, base, questions.gold),
        "seconds": one.seconds,
    }


def _right(contestant, questions):
    answers = map(word_problems.answer_of, contestant.greedy.tolist())
    return torch.tensor([a == number for a, number in zip(answers, questions.numbers)])


def _nats(contestant, questions):
    """Of each token of the right answers: minus the logarithm of its probability."""
    odds = contestant.logits.float().log_softmax(-1)
    return -odds.gather(2, questions.gold[..., None])[..., 0].double()


def _gaps(one, base, gold):
    """By how much the base preferred its token where greedy answers part, in logits.

    Only where they part along the right answer, which is what logits are known for.
    """
    gaps = []
    for row in (one.greedy != base.greedy).any(1).nonzero()[:, 0].tolist():
        step = int((one.greedy[row] != base.greedy[row]).nonzero()[0, 0])
        if step < gold.shape[1] and torch.equal(gold[row, :step], base.greedy[row, :step]):
            best = base.logits[row, step].float().topk(2).values
            gaps.append(float(best[0] - best[1]))
    gaps.sort()
    if not gaps:
        return {"known": 0}
    return {"known": len(gaps), "median": gaps[len(gaps) // 2], "most": gaps[-1]}


HEAD = (
    "attention",
    "cache",
    "accuracy, %",
    "difference, points",
    "p",
    "perplexity",
    "nats, difference x 1e4",
    "same answers, %",
    "logits apart, rms",
    "most",
    "most, ulps",
    "gap where parted, most",
)


def table(rows):
    lines = [HEAD]
    for row in rows:
        low, high = (100 * x for x in row["accuracy_interval"])
        d_low, d_high = (100 * x for x in row["accuracy_difference_interval"])
        n_low, n_high = (1e4 * x for x in row["nats_difference_interval"])
        lines.append(
            (
                row["attention"],
                row["cache"],
                f"{100 * row['accuracy']:.2f} [{low:.2f}, {high:.2f}]",
                f"{100 * row['accuracy_difference']:+.2f} [{d_low:+.2f}, {d_high:+.2f}]",
                f"{row['mcnemar_p']:.2f}",
                f"{row['perplexity']:.5f}",
                f"{1e4 * row['nats_difference']:+.2f} [{n_low:+.2f}, {n_high:+.2f}]",
                f"{100 * row['same_answers']:.1f}",
                f"{row['logits_rms_difference']:.4f}",
                f"{row['logits_largest_difference']:.3f}",
                f"{row['logits_largest_ulps']:.0f}",
                f"{row['gap_at_first_difference'].get('most', 0):.3f}",
            )
        )
    widths = [max(map(len, column)) for column in zip(*lines)]
    padded = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths)) for line in lines)
    return "\n".join(line.rstrip() for line in padded)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kernels", nargs="?", help="a folder; without it PyTorch alone runs")
    parser.add_argument("--caches", default="bf16,fp8_e4m3:head,int8:head")
    parser.add_argument("--model", type=Path, help="taken from there, or saved there")
    parser.add_argument("--minutes", type=float, default=5, help="of training")
    parser.add_argument("--documents", type=int, default=64, help="of a training step")
    parser.add_argument("--layers", type=int, default=8)
    parser.add_argument("--hidden", type=int, default=512)
    parser.add_argument("--questions", type=int, default=4096)
    parser.add_argument("--batch", type=int, default=512)
    parser.add_argument("--shots", type=int, default=3, help="worked examples in a prompt")
    parser.add_argument("--page-size", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    head = f"{paged.versions(device)}, seed {options.seed}"
    print(head)
    torch.manual_seed(options.seed)
    if options.model and (options.model / "config.json").exists():
        model = LlamaForCausalLM.from_pretrained(options.model, dtype=torch.bfloat16)
        model = model.to(device).eval()
    else:
        model = training.build(options.layers, options.hidden)
        print(f"{sum(p.numel() for p in model.parameters()):,} parameters")
        model = training.train(model, device, options.minutes, options.documents, options.seed)
        if options.model:
            model.save_pretrained(options.model)
    model.set_attn_implementation(paged.NAME)
    questions = Questions(options.questions, options.seed + 1, options.shots, device)
    lengths = questions.prompt_lengths
    print(f"{len(lengths)} held-out questions behind {lengths.min()} to {lengths.max()} tokens")
    kinds = [paged.CacheType.of(text) for text in options.caches.split(",")]
    contestants = [
        Contestant("PyTorch", paged.CacheType("bf16"), paged.TorchDecode),
        Contestant(
            "PyTorch, written out",
            paged.CacheType("bf16"),
            lambda cache: paged.TorchDecode(cache, written_out=True),
        ),
    ]
    if options.kernels:
        kernels = paged.pa_gen.load(options.kernels, generate=False)
        ours = lambda cache: paged.PaGenDecode(cache, kernels)
        contestants += [Contestant("pa-gen", kind, ours) for kind in kinds]
    contestants += [
        Contestant("PyTorch", kind, paged.TorchDecode) for kind in kinds if kind.dtype != "bf16"
    ]
    rows = []
    for contestant in contestants:
        contestant.run(model, questions, options.batch, options.page_size, device)
        rows.append(results(contestant, contestants[0], questions))
        print(f"{contestant.name}, {contestant.kind}: {contestant.seconds:.0f} s", flush=True)
    print("\n" + table(rows))
    if options.json:
        paths = ("kernels", "model", "json")
        told = {name: str(value) for name, value in vars(options).items() if name not in paths}
        document = {"head": head, "options": told, "results": rows}
        options.json.write_text(json.dumps(document, indent=1) + "\n")


if __name__ == "__main__":
    main()
