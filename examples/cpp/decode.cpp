// Decodes a token of 4 sequences of 2048 with Grok-1's kernels: one of 8 GPUs, pages of 1 token.
// Every second token has keys of 1/8 and values of 1, the others keys of -1/8 and values of 0;
// queries are 1. So the logits are +-128 / 8 / sqrt(128), and capped at 30.
#include "grok_1.hpp"

#include "bf16.hpp"
#include "device.hpp"

#include <cmath>

int main() {
  constexpr int SEQUENCES = 4, TOKENS = 2048, HEADS = 6, SIZE = 128;
  std::vector<std::int32_t> indptr, pages;
  std::vector<bf16> keys, values;
  for (int s = 0; s <= SEQUENCES; s++) indptr.push_back(s * TOKENS);
  for (int page = 0; page < SEQUENCES * TOKENS; page++) {
    pages.push_back(page);
    keys.insert(keys.end(), SIZE, to_bf16(page % 2 == 0 ? 0.125F : -0.125F));
    values.insert(values.end(), SIZE, to_bf16(page % 2 == 0 ? 1.0F : 0.0F));
  }
  device::open();
  grok_1::full::Tensors tensors;
  tensors.query = device::upload(std::vector<bf16>(SEQUENCES * HEADS * SIZE, to_bf16(1)));
  tensors.key_cache = device::upload(keys);
  tensors.value_cache = device::upload(values);
  tensors.kv_indptr = device::upload(indptr);
  tensors.kv_page_indices = device::upload(pages);
  tensors.kv_last_page_len = device::upload(std::vector<std::int32_t>(SEQUENCES, 1));
  tensors.out = device::zeros(SEQUENCES * HEADS * SIZE * sizeof(bf16));
  pa_gen_plan plan;
  device::require(grok_1::full::plan(SEQUENCES, TOKENS, &plan), pa_gen::message);
  const pa_gen::Workspace workspace = device::workspace(plan);
  device::require(grok_1::full::launch(nullptr, plan, tensors, workspace), pa_gen::message);
  const double expected = 1 / (1 + std::exp(-60 * std::tanh(std::sqrt(2.0) / 30)));
  const bf16 out = device::download<bf16>(tensors.out, 1).front();
  std::printf("%.4f (exactly %.4f)\n", to_float(out), expected);
}
