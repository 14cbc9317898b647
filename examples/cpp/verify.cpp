// Compares Grok-1's kernels (one of 8 GPUs, pages of 1 token) with float64 on the host, for batches
// whose sequences are one partition and many. Ends with 1 where a kernel is wrong.
#include "grok_1.hpp"

#include "bf16.hpp"
#include "device.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace {

constexpr int HEADS = 6, SIZE = 128;
constexpr double CAP = 30;

// Of the largest element of a row: probabilities and output are rounded to 8 bits each.
constexpr double TOLERANCE = 1.0 / 64;

std::vector<bf16> drawn(std::size_t count, std::mt19937 &random) {
  std::normal_distribution<float> normal;
  std::vector<bf16> elements(count);
  std::generate(elements.begin(), elements.end(), [&] { return to_bf16(normal(random)); });
  return elements;
}

// Attention of one query row over tokens whose pages are given: [SIZE].
std::vector<double> reference(const bf16 *query, const std::vector<bf16> &keys,
                              const std::vector<bf16> &values, const std::int32_t *pages,
                              int tokens) {
  std::vector<double> logits(static_cast<std::size_t>(tokens));
  for (int t = 0; t < tokens; t++) {
    double dot = 0;
    for (int i = 0; i < SIZE; i++) {
      dot += static_cast<double>(to_float(query[i])) * to_float(keys[pages[t] * SIZE + i]);
    }
    logits[t] = CAP * std::tanh(dot / std::sqrt(static_cast<double>(SIZE)) / CAP);
  }
  std::vector<double> out(SIZE);
  if (tokens == 0) return out;
  const double most = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (int t = 0; t < tokens; t++) {
    const double weight = std::exp(logits[t] - most);
    sum += weight;
    for (int i = 0; i < SIZE; i++) out[i] += weight * to_float(values[pages[t] * SIZE + i]);
  }
  for (double &element : out) element /= sum;
  return out;
}

// The largest difference from the reference, in parts of the largest element of its row.
double error(const std::vector<std::int32_t> &contexts, std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto sequences = static_cast<std::int32_t>(contexts.size());
  std::vector<std::int32_t> indptr(1), last_page_len;
  for (std::int32_t context : contexts) {
    indptr.push_back(indptr.back() + context);
    last_page_len.push_back(context > 0 ? 1 : 0);
  }
  std::vector<std::int32_t> pages(static_cast<std::size_t>(indptr.back()));
  std::iota(pages.begin(), pages.end(), 0);
  std::shuffle(pages.begin(), pages.end(), random);
  const std::vector<bf16> query = drawn(contexts.size() * HEADS * SIZE, random);
  const std::vector<bf16> keys = drawn(pages.size() * SIZE, random);
  const std::vector<bf16> values = drawn(pages.size() * SIZE, random);

  grok_1::full::Tensors tensors;
  tensors.query = device::upload(query);
  tensors.key_cache = device::upload(keys);
  tensors.value_cache = device::upload(values);
  tensors.kv_indptr = device::upload(indptr);
  tensors.kv_page_indices = device::upload(pages);
  tensors.kv_last_page_len = device::upload(last_page_len);
  tensors.out = device::upload(std::vector<bf16>(query.size(), 0x7fc0)); // NaN
  pa_gen_plan plan;
  device::require(grok_1::full::plan(contexts.data(), sequences, &plan), pa_gen::message);
  const pa_gen::Workspace workspace = device::workspace(plan);
  for (int launch = 0; launch < 2; launch++) { // the second finds what the first left behind
    device::require(grok_1::full::launch(nullptr, plan, tensors, workspace), pa_gen::message);
  }
  const std::vector<bf16> out = device::download<bf16>(tensors.out, query.size());

  double worst = 0;
  for (std::int32_t s = 0; s < sequences; s++) {
    for (int head = 0; head < HEADS; head++) {
      const std::size_t row = static_cast<std::size_t>(s * HEADS + head) * SIZE;
      const std::vector<double> right =
          reference(&query[row], keys, values, pages.data() + indptr[s], contexts[s]);
      double largest = 1e-30, difference = 0;
      for (int i = 0; i < SIZE; i++) {
        largest = std::max(largest, std::fabs(right[i]));
        const double off = std::fabs(to_float(out[row + i]) - right[i]);
        difference = std::isnan(off) ? INFINITY : std::max(difference, off);
      }
      worst = std::max(worst, difference / largest);
    }
  }
  std::printf("%3d sequences of %6d to %6d tokens, %3d partitions: %.2e\n", sequences,
              *std::min_element(contexts.begin(), contexts.end()),
              *std::max_element(contexts.begin(), contexts.end()), plan.max_partitions, worst);
  return worst;
}

} // namespace

int main() {
  device::open();
  std::vector<std::int32_t> mixed(64);
  std::mt19937 random(18);
  for (std::int32_t &context : mixed) context = static_cast<std::int32_t>(random() % 3000);
  const std::vector<std::vector<std::int32_t>> batches = {
      {1}, {0, 1, 255, 256, 257}, {20000}, {2048, 2048, 2048, 2048}, mixed};
  double worst = 0;
  for (const std::vector<std::int32_t> &contexts : batches) {
    worst = std::max(worst, error(contexts, 2026));
  }
  std::puts(worst <= TOLERANCE ? "right" : "WRONG");
  return worst <= TOLERANCE ? 0 : 1;
}
