"""Trains a small GQA model of transformers' Llama architecture on word problems."""

import math
import time

import torch
import word_problems
from transformers import LlamaConfig, LlamaForCausalLM

QUESTIONS, LENGTH = 6, 672
"""Of a document; tokens behind LENGTH are cut off."""


def build(layers, hidden, head_size=128, q_heads=8, kv_heads=2):
    config = LlamaConfig(
        vocab_size=len(word_problems.VOCABULARY),
        hidden_size=hidden,
        intermediate_size=hidden * 11 // 4 // 64 * 64,
        num_hidden_layers=layers,
        num_attention_heads=q_heads,
        num_key_value_heads=kv_heads,
        head_dim=head_size,
        max_position_embeddings=2048,
        tie_word_embeddings=False,
        bos_token_id=None,
        eos_token_id=word_problems.TOKENS[word_problems.END],
        pad_token_id=word_problems.TOKENS[word_problems.PAD],
    )
    return LlamaForCausalLM(config)


class Documents(torch.utils.data.IterableDataset):
    """Batches without end: tokens [batch, LENGTH], and labels, -100 where no answer is."""

    def __init__(self, batch, seed):
        self.batch, self.seed = batch, seed

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        author = word_problems.Author(self.seed * 1000 + (worker.id if worker else 0))
        while True:
            tokens = torch.zeros(self.batch, LENGTH, dtype=torch.long)
            labels = torch.full_like(tokens, -100)
            for row in range(self.batch):
                document, answered = (part[:LENGTH] for part in author.document(QUESTIONS))
                tokens[row, : len(document)] = torch.tensor(document)
                labels[row, : len(document)] = torch.where(
                    torch.tensor(answered), torch.tensor(document), -100
                )
            yield tokens, labels


def train(model, device, minutes, batch, seed, rate=1e-3, workers=8):
    """For a time: the learning rate rises over its first twentieth and falls to the end of it."""
    model.set_attn_implementation("sdpa")
    model.to(device, torch.float32).train()
    documents = torch.utils.data.DataLoader(
        Documents(batch, seed), batch_size=None, num_workers=workers, pin_memory=device == "cuda"
    )
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=rate, betas=(0.9, 0.95), weight_decay=0.1, fused=device == "cuda"
    )
    start, told = time.monotonic(), 0.0
    for step, (tokens, labels) in enumerate(documents):
        passed = (time.monotonic() - start) / 60 / minutes
        if passed >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = rate * min(20 * passed + 0.01, 0.5 + 0.5 * math.cos(math.pi * passed))
        tokens, labels = (t.to(device, non_blocking=True) for t in (tokens, labels))
        with torch.autocast(device, torch.bfloat16):
            logits = model(input_ids=tokens, use_cache=False).logits
        loss = torch.nn.functional.cross_entropy(
            logits[:, :-1].flatten(0, 1).float(), labels[:, 1:].flatten(), ignore_index=-100
        )
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if passed - told > 0.05:
            told = passed
            print(f"{passed:5.0%}  step {step}  loss {loss.item():.4f}", flush=True)
    print(f"trained on {step * batch:,} documents of up to {LENGTH} tokens, in {step} steps")
    for parameter in model.parameters():  # and no buffers: angles of positions stay in fp32
        parameter.data = parameter.data.to(torch.bfloat16)
    return model.eval()
