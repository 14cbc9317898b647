/*
 * Loads and launches pa-gen's kernels: through HIP, or where PA_GEN_CUDA is defined, through CUDA's
 * driver API. C++17. Every function that can fail returns a status; nothing is thrown. Nothing is
 * allocated but what the driver keeps for a module.
 */
#ifndef PA_GEN_RUNTIME_HPP
#define PA_GEN_RUNTIME_HPP

#include "pa_gen_plan.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>

#ifdef PA_GEN_CUDA
#include <cuda.h>
#else
#if !defined(__HIP_PLATFORM_AMD__) && !defined(__HIP_PLATFORM_NVIDIA__)
#define __HIP_PLATFORM_AMD__ 1
#endif
#include <hip/hip_runtime_api.h>
#endif

namespace pa_gen {

#ifdef PA_GEN_CUDA
using Context = CUcontext; // what modules are loaded into
using Stream = CUstream;
using Module = CUmodule;
using Function = CUfunction;
#else
using Context = int; // a device
using Stream = hipStream_t;
using Module = hipModule_t;
using Function = hipFunction_t;
#endif

/* What functions return: 0, one of these, or the driver's own hipError_t or CUresult, over 0. */
enum Status : int {
  ok = 0,
  no_kernel = -1,
  no_plan = -2,
  null_pointer = -3,
  misaligned = -4,
  too_many_devices = -5,
};

/* What a status means, in words. */
inline const char *message(int status) {
  switch (status) {
    case ok: return "done";
    case no_kernel: return "there is no kernel for this GPU; pa-gen generate --arch makes one";
    case no_plan: return "no launch can be that large, or a number is negative";
    case null_pointer: return "a tensor, or a part of the workspace that the plan needs, is null";
    case misaligned: return "a tensor, a stride or a part of the workspace is not aligned";
    case too_many_devices: return "kernels are loaded on as many devices as there is room for";
    default: break;
  }
#ifdef PA_GEN_CUDA
  const char *text = nullptr;
  cuGetErrorString(static_cast<CUresult>(status), &text);
  return text != nullptr ? text : "an error that the driver has no words for";
#else
  return hipGetErrorString(static_cast<hipError_t>(status));
#endif
}

/*
 * Device memory between the workgroups of a launch, each part as long as workspace_bytes says, and
 * aligned to 16 bytes. Launches that may run at the same time need one each.
 */
struct Workspace {
  void *partials = nullptr;  // anything, before and after
  void *arrivals = nullptr;  // zeros before the first launch; each leaves zeros behind
  void *work_list = nullptr; // kept for all launches over the same lengths
};

/* Bytes of each part. One that needs 0 may be null. */
struct WorkspaceBytes {
  std::int64_t partials, arrivals, work_list;
};

inline WorkspaceBytes workspace_bytes(const pa_gen_plan &plan) {
  return {plan.bytes[PA_GEN_PARTIALS], plan.bytes[PA_GEN_ARRIVALS], plan.bytes[PA_GEN_WORK_LIST]};
}

/* One target's code object, and how its kernels are launched. */
struct Code {
  const char *arch;
  const unsigned char *image;
  const pa_gen_kernels *numbers;
  const char *symbols[PA_GEN_MAX_KERNELS];
  unsigned lds_bytes[PA_GEN_MAX_KERNELS]; // that the launch adds to what a kernel declares
};

/* A code object on a device. */
struct Loaded {
  Context context;
  const Code *code;
  std::int32_t target; // its place in the table of code objects
  std::int32_t compute_units;
  Function functions[PA_GEN_MAX_KERNELS];
};

/* What is current in this thread. */
inline int current(Context *context) {
#ifdef PA_GEN_CUDA
  const CUresult status = cuCtxGetCurrent(context);
  return status == CUDA_SUCCESS && *context == nullptr ? CUDA_ERROR_INVALID_CONTEXT : status;
#else
  return hipGetDevice(context);
#endif
}

/* The current device's architecture, such as gfx942 or sm_90, and how many compute units it has. */
inline int describe(Context context, char (&arch)[256], std::int32_t *compute_units) {
#ifdef PA_GEN_CUDA
  (void)context;
  CUdevice device = 0;
  int major = 0, minor = 0;
  int status = cuCtxGetDevice(&device);
  if (status == ok) {
    status = cuDeviceGetAttribute(&major, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, device);
  }
  if (status == ok) {
    status = cuDeviceGetAttribute(&minor, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, device);
  }
  if (status == ok) {
    status = cuDeviceGetAttribute(compute_units, CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT, device);
  }
  std::snprintf(arch, sizeof arch, "sm_%d%d", major, minor);
  return status;
#else
  hipDeviceProp_t properties;
  const int status = hipGetDeviceProperties(&properties, context);
  if (status != ok) return status;
  std::snprintf(arch, sizeof arch, "%.*s",
                static_cast<int>(std::strcspn(properties.gcnArchName, ":")),
                properties.gcnArchName);
  *compute_units = properties.multiProcessorCount;
  return ok;
#endif
}

/*
 * How well code for one architecture suits a device of another: 0 for not at all. A cubin runs on
 * every GPU of its generation that is no older.
 */
inline long suits(const char *code, const char *device) {
#ifdef PA_GEN_CUDA
  if (std::strncmp(code, "sm_", 3) != 0) return 0;
  const long of = std::strtol(code + 3, nullptr, 10);
  const long on = std::strtol(device + 3, nullptr, 10);
  return of / 10 == on / 10 && of <= on ? of : 0;
#else
  return std::strcmp(code, device) == 0 ? 1 : 0;
#endif
}

/* Loads a code object on the current device. */
inline int load(const Code &code, Loaded *loaded) {
  Module module = nullptr;
#ifdef PA_GEN_CUDA
  int status = cuModuleLoadData(&module, code.image);
  for (int i = 0; i < code.numbers->kernel_count && status == ok; i++) {
    status = cuModuleGetFunction(&loaded->functions[i], module, code.symbols[i]);
    if (status == ok && code.lds_bytes[i] > 0) {
      status = cuFuncSetAttribute(loaded->functions[i],
                                  CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES,
                                  static_cast<int>(code.lds_bytes[i]));
    }
  }
  if (status != ok && module != nullptr) (void)cuModuleUnload(module);
#else
  int status = hipModuleLoadData(&module, code.image);
  for (int i = 0; i < code.numbers->kernel_count && status == ok; i++) {
    status = hipModuleGetFunction(&loaded->functions[i], module, code.symbols[i]);
  }
  if (status != ok && module != nullptr) (void)hipModuleUnload(module);
#endif
  loaded->code = &code;
  return status;
}

/*
 * The code objects of one attention. Each device loads its own once, at the first call that needs
 * it, from whatever thread, and keeps it until the process ends.
 */
class Library {
public:
  /* What is loaded on the current device, of the table of all targets. */
  int get(const Code *codes, int code_count, const Loaded **loaded) {
    Context context{};
    int status = current(&context);
    if (status != ok) return status;
    *loaded = find(context, count_.load(std::memory_order_acquire));
    if (*loaded != nullptr) return ok;
    const std::lock_guard<std::mutex> lock(mutex_);
    const int count = count_.load(std::memory_order_relaxed);
    *loaded = find(context, count);
    if (*loaded != nullptr) return ok;
    if (count == MOST_DEVICES) return too_many_devices;
    status = load_next(context, codes, code_count, &loaded_[count]);
    if (status != ok) return status;
    count_.store(count + 1, std::memory_order_release);
    *loaded = &loaded_[count];
    return ok;
  }

private:
  static constexpr int MOST_DEVICES = 64;

  const Loaded *find(Context context, int count) const {
    for (int i = 0; i < count; i++) {
      if (loaded_[i].context == context) return &loaded_[i];
    }
    return nullptr;
  }

  static int load_next(Context context, const Code *codes, int code_count, Loaded *next) {
    char arch[256];
    const int status = describe(context, arch, &next->compute_units);
    if (status != ok) return status;
    long best = 0;
    for (int i = 0; i < code_count; i++) {
      if (suits(codes[i].arch, arch) > best) {
        best = suits(codes[i].arch, arch);
        next->target = i;
      }
    }
    next->context = context;
    return best > 0 ? load(codes[next->target], next) : no_kernel;
  }

  std::mutex mutex_;
  std::atomic<int> count_{0};
  Loaded loaded_[MOST_DEVICES]{};
};

/* Where a buffer lies; null where the plan does not need it. */
template <typename T>
T *buffer(const pa_gen_kernels &numbers, const pa_gen_plan &plan, const Workspace &workspace,
          int index) {
  if (plan.offset[index] < 0) return nullptr;
  void *const parts[PA_GEN_PARTS] = {workspace.partials, workspace.arrivals, workspace.work_list};
  char *const part = static_cast<char *>(parts[numbers.buffers[index].part]);
  return reinterpret_cast<T *>(part + plan.offset[index]);
}

/* Whether every part is there that the plan needs, and is aligned. */
inline int check(const pa_gen_plan &plan, const Workspace &workspace) {
  const void *const parts[PA_GEN_PARTS] = {workspace.partials, workspace.arrivals,
                                           workspace.work_list};
  for (int i = 0; i < PA_GEN_PARTS; i++) {
    if (plan.bytes[i] == 0) continue;
    if (parts[i] == nullptr) return null_pointer;
    if (reinterpret_cast<std::uintptr_t>(parts[i]) % 16 != 0) return misaligned;
  }
  return ok;
}

/* Whether a tensor is aligned. One without rows may have no address. */
inline int aligned(const void *tensor, std::uintptr_t alignment) {
  return reinterpret_cast<std::uintptr_t>(tensor) % alignment == 0 ? ok : misaligned;
}

/* Whether a tensor is there and aligned. */
inline int check(const void *tensor, std::uintptr_t alignment) {
  return tensor == nullptr ? static_cast<int>(null_pointer) : aligned(tensor, alignment);
}

/* Enqueues one kernel with a block of arguments; nothing where the plan has no grid for it. */
inline int enqueue(const Loaded &loaded, int index, const pa_gen_plan &plan, Stream stream,
                   void *arguments, std::size_t bytes) {
  const std::int32_t *const grid = plan.grid[index];
  if (grid[0] == 0) return ok;
  const auto x = static_cast<unsigned>(grid[0]);
  const auto y = static_cast<unsigned>(grid[1]);
  const auto z = static_cast<unsigned>(grid[2]);
  const auto threads = static_cast<unsigned>(loaded.code->numbers->kernels[index].threads);
  const unsigned lds = loaded.code->lds_bytes[index];
#ifdef PA_GEN_CUDA
  void *extra[] = {CU_LAUNCH_PARAM_BUFFER_POINTER, arguments, CU_LAUNCH_PARAM_BUFFER_SIZE, &bytes,
                   CU_LAUNCH_PARAM_END};
  return cuLaunchKernel(loaded.functions[index], x, y, z, threads, 1, 1, lds, stream, nullptr,
                        extra);
#else
  void *extra[] = {HIP_LAUNCH_PARAM_BUFFER_POINTER, arguments, HIP_LAUNCH_PARAM_BUFFER_SIZE, &bytes,
                   HIP_LAUNCH_PARAM_END};
  return hipModuleLaunchKernel(loaded.functions[index], x, y, z, threads, 1, 1, lds, stream,
                               nullptr, extra);
#endif
}

} // namespace pa_gen

#endif
