/*
 * Plans and launches with a generated header on the fake driver, for KernelsHeaderTest. Prints the
 * bytes of each part of the workspace, and has the driver note each launch among them. Launches
 * twice: for new lengths, and again over the same ones.
 */
#include "kernels.hpp"

#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

extern "C" long fakeCudaAlive(int kind);

namespace {

constexpr int MODULES = 2; // of fake_cuda.c

/* Where the driver notes launches. */
void note(const char *file) { setenv("FAKE_CUDA_RECORD", file, 1); }

template <typename T> T *at(std::uintptr_t address) { return reinterpret_cast<T *>(address); }

void require(int expected, int status, const char *what) {
  if (status != expected) {
    std::printf("%s: %d, %s\n", what, status, pa_gen::message(status));
    std::exit(1);
  }
}

template <typename Tensors> Tensors tensors() {
  Tensors tensors;
  tensors.query = at<void>(0x1000);
  tensors.key_cache = at<void>(0x2000);
  tensors.value_cache = at<void>(0x3000);
  tensors.kv_indptr = at<std::int32_t>(0x4004);
  tensors.kv_page_indices = at<std::int32_t>(0x5004);
  tensors.kv_last_page_len = at<std::int32_t>(0x6004);
  tensors.out = at<void>(0x7008);
  return tensors;
}

const pa_gen::Workspace workspace = {at<void>(0x800000), at<void>(0x900000), at<void>(0xa00000)};

void print(const pa_gen::WorkspaceBytes &bytes) {
  std::printf("%lld %lld %lld\n", static_cast<long long>(bytes.partials),
              static_cast<long long>(bytes.arrivals), static_cast<long long>(bytes.work_list));
}

template <typename Tensors, typename Launch>
void record(const pa_gen_plan &plan, const Launch &launch) {
  print(pa_gen::workspace_bytes(plan));
  require(pa_gen::ok, launch(nullptr, plan, tensors<Tensors>(), workspace, true), "launch");
  require(pa_gen::ok, launch(nullptr, plan, tensors<Tensors>(), workspace, false), "launch again");
}

/* What is refused, and with which status. */
template <typename Tensors, typename Launch>
void refuse(const pa_gen_plan &plan, const Launch &launch) {
  Tensors without = tensors<Tensors>();
  without.query = nullptr;
  require(pa_gen::null_pointer, launch(nullptr, plan, without, workspace, true), "no query");
  Tensors odd = tensors<Tensors>();
  odd.key_cache = at<void>(0x2008);
  require(pa_gen::misaligned, launch(nullptr, plan, odd, workspace, true), "odd keys");
  odd = tensors<Tensors>();
  odd.query_stride += 1;
  require(pa_gen::misaligned, launch(nullptr, plan, odd, workspace, true), "odd stride");
  require(plan.bytes[PA_GEN_PARTIALS] > 0 ? pa_gen::null_pointer : pa_gen::ok,
          launch(nullptr, plan, tensors<Tensors>(), pa_gen::Workspace(), true), "no workspace");
}

/* Has several threads come first at once. */
template <typename Load> void load_once(const Load &load) {
  const long before = fakeCudaAlive(MODULES);
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; i++) {
    threads.emplace_back([&load] {
#ifdef PA_GEN_CUDA
      (void)cuCtxSetCurrent(reinterpret_cast<CUcontext>(&load_once<Load>));
#endif
      require(pa_gen::ok, load(), "load");
    });
  }
  for (std::thread &thread : threads) thread.join();
  require(1, static_cast<int>(fakeCudaAlive(MODULES) - before), "modules");
}

template <typename Tensors, typename Plan, typename PlanBatch, typename Bytes, typename Launch,
          typename Load>
void run(const Plan &plan, const PlanBatch &plan_batch, const Bytes &workspace_bytes,
         const Launch &launch, const Load &load) {
  pa_gen_plan planned;
#ifdef PA_GEN_CUDA
  (void)cuCtxSetCurrent(nullptr);
  require(CUDA_ERROR_INVALID_CONTEXT, load(), "no context");
#endif
  load_once(load);
#ifdef PA_GEN_CUDA
  (void)cuCtxSetCurrent(reinterpret_cast<CUcontext>(&load_once<Load>));
#endif
  const std::int32_t batches[][2] = {{3, 512}, {3, 5000}, {2, 40000}, {600, 100}, {0, 100}};
  for (const auto &batch : batches) {
    require(pa_gen::ok, plan(batch[0], batch[1], &planned), "plan");
    record<Tensors>(planned, launch);
  }
  const std::int32_t contexts[] = {7, 30000, 0, 30000, 512};
  require(pa_gen::ok, plan_batch(contexts, 5, &planned), "plan of a batch");
  record<Tensors>(planned, launch);
  pa_gen::WorkspaceBytes bytes;
  require(pa_gen::ok, workspace_bytes(600, 5000, &bytes), "workspace");
  print(bytes);
  require(pa_gen::no_plan, workspace_bytes(-1, 100, &bytes), "workspace of less than nothing");
  require(pa_gen::no_plan, plan(-1, 100, &planned), "plan of less than nothing");
  require(pa_gen::ok, plan(3, 5000, &planned), "plan");
  note("/dev/null");
  refuse<Tensors>(planned, launch);
  note("/dev/stdout");
}

} // namespace

#define RUN(attention)                                                                             \
  run<attention::Tensors>(                                                                         \
      [](std::int32_t n, std::int32_t most, pa_gen_plan *to) {                                     \
        return attention::plan(n, most, to);                                                       \
      },                                                                                           \
      [](const std::int32_t *contexts, std::int32_t n, pa_gen_plan *to) {                          \
        return attention::plan(contexts, n, to);                                                   \
      },                                                                                           \
      attention::workspace_bytes, attention::launch, attention::load)

int main() {
  std::setvbuf(stdout, nullptr, _IONBF, 0);
  note("/dev/stdout");
  RUN(kernels::attention);
  RUN(kernels::attention_2);
  RUN(kernels::attention_3);
  RUN(kernels::attention_4);
  return 0;
}
