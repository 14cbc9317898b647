"""Continuous batching of transformers with its own attention and with pa-gen's: tokens and time.

    python benchmarks/end_to_end/continuous_batching.py FOLDER --model MODEL --json batching.json

FOLDER: what kernels.sh wrote; MODEL: what accuracy.py saved. Greedy answers to held-out questions
are compared with those of the first attention. Where answers part, the model is asked again,
without a cache, by how much it prefers its first choice to its second there: answers of one model
that is rounded differently part at near ties. Needs transformers 5.24.
"""

import argparse
import json
import logging
import time
from pathlib import Path

import paged
import torch
import word_problems
from transformers import ContinuousBatchingConfig, GenerationConfig, LlamaForCausalLM

OWN = ("sdpa", "paged|eager")


def generate(model, attention, prompts, options):
    """Tokens of each prompt's answer, and seconds of a run after one that warmed up."""
    model.set_attn_implementation(attention)
    tokens = sum(len(prompt) + options.tokens + options.page_size for prompt in prompts)
    config = ContinuousBatchingConfig(
        page_size=options.page_size,
        num_blocks=tokens // options.page_size,
        max_batch_tokens=options.batch_tokens,
        max_requests_per_batch=len(prompts),
        auto_switch_to_flash=False,
    )
    greedy = GenerationConfig(
        max_new_tokens=options.tokens,
        do_sample=False,
        eos_token_id=model.config.eos_token_id,
        pad_token_id=model.config.pad_token_id,
    )
    for _ in range(2):
        start = time.monotonic()
        found = model.generate_batch(
            prompts, generation_config=greedy, continuous_batching_config=config, progress_bar=False
        )
        seconds = time.monotonic() - start
    failed = [answer.error for answer in found.values() if answer.error]
    if failed or len(found) != len(prompts):
        raise RuntimeError(f"{attention}: {len(found)} of {len(prompts)} answers, {failed[:1]}")
    answers = sorted(found.values(), key=lambda answer: int(answer.request_id.rpartition("_")[2]))
    return [answer.generated_tokens for answer in answers], seconds


@torch.inference_mode()
def gap(model, tokens):
    """Between the two largest logits behind tokens."""
    logits = model(torch.tensor([tokens], device=model.device), use_cache=False).logits[0, -1]
    best = logits.float().topk(2).values
    return float(best[0] - best[1])


def compare(model, prompts, answers, base):
    """Share of answers that are the same; the gaps where the others part."""
    model.set_attn_implementation("sdpa")
    gaps = []
    for prompt, one, other in zip(prompts, answers, base):
        if one != other:
            step = next((i for i, pair in enumerate(zip(one, other)) if pair[0] != pair[1]), None)
            if step is not None:
                gaps.append(gap(model, prompt + other[:step]))
    same = sum(one == other for one, other in zip(answers, base)) / len(base)
    return {"same": same, "gaps": sorted(gaps)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kernels", nargs="?", help="a folder; without it transformers alone")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=512)
    parser.add_argument("--shots", type=int, default=3)
    parser.add_argument("--tokens", type=int, default=60, help="new ones, at most")
    parser.add_argument("--batch-tokens", type=int, default=4096)
    parser.add_argument("--page-size", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    logging.getLogger("ContinuousBatchingLogger").setLevel(logging.ERROR)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    head = f"{paged.versions(device)}, pages of {options.page_size}, seed {options.seed}"
    print(head)
    model = LlamaForCausalLM.from_pretrained(options.model, dtype=torch.bfloat16).to(device).eval()
    author = word_problems.Author(options.seed + 2)
    prompts, _, numbers = zip(*(author.held_out(options.shots) for _ in range(options.questions)))
    attentions = list(OWN)
    if options.kernels:
        import pa_gen.transformers as ours

        ours.register(paged.pa_gen.load(options.kernels, generate=False))
        attentions.append(ours.NAME)
    rows, base = [], None
    for attention in attentions:
        answers, seconds = generate(model, attention, list(prompts), options)
        base = answers if base is None else base
        right = sum(word_problems.answer_of(a) == n for a, n in zip(answers, numbers))
        made = sum(len(answer) for answer in answers)
        row = compare(model, prompts, answers, base)
        row |= {"attention": attention, "right": right, "tokens": made, "seconds": seconds}
        rows.append(row)
        gaps = row["gaps"]
        parted = f"gaps {gaps[len(gaps) // 2]:.3f} (median), {gaps[-1]:.3f} (most)" if gaps else ""
        print(
            f"{attention:16} {right} of {len(numbers)} right, {row['same']:7.2%} the same {parted}"
            f"  {made / seconds:8.0f} tokens/s",
            flush=True,
        )
    if options.json:
        options.json.write_text(json.dumps({"head": head, "results": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
