// Device memory for the programs here, through HIP, or with PA_GEN_CUDA through CUDA's driver API.
// Whatever fails ends the program. To be included behind a header of pa-gen.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <vector>

namespace device {

// Ends the program where a status says that something failed; describe puts it in words.
template <typename Status>
void require(Status status, const char *(*describe)(int)) {
  if (static_cast<int>(status) == 0) return;
  std::fprintf(stderr, "%s\n", describe(static_cast<int>(status)));
  std::exit(1);
}

inline const char *in_words(int status) {
#ifdef PA_GEN_CUDA
  const char *text = nullptr;
  cuGetErrorString(static_cast<CUresult>(status), &text);
  return text != nullptr ? text : "CUDA failed";
#else
  return hipGetErrorString(static_cast<hipError_t>(status));
#endif
}

// Makes the first device the current one.
inline void open() {
#ifdef PA_GEN_CUDA
  CUdevice device = 0;
  CUcontext context = nullptr;
  require(cuInit(0), in_words);
  require(cuDeviceGet(&device, 0), in_words);
  require(cuDevicePrimaryCtxRetain(&context, device), in_words);
  require(cuCtxSetCurrent(context), in_words);
#else
  require(hipSetDevice(0), in_words);
#endif
}

// So many bytes of zeros; null for 0.
inline void *zeros(std::size_t bytes) {
  if (bytes == 0) return nullptr;
#ifdef PA_GEN_CUDA
  CUdeviceptr pointer = 0;
  require(cuMemAlloc(&pointer, bytes), in_words);
  require(cuMemsetD8(pointer, 0, bytes), in_words);
  return reinterpret_cast<void *>(pointer);
#else
  void *pointer = nullptr;
  require(hipMalloc(&pointer, bytes), in_words);
  require(hipMemset(pointer, 0, bytes), in_words);
  return pointer;
#endif
}

// What a plan needs. Launches leave the arrivals as zeros, as they must be before the first.
inline pa_gen::Workspace workspace(const pa_gen_plan &plan) {
  const pa_gen::WorkspaceBytes bytes = pa_gen::workspace_bytes(plan);
  return {zeros(static_cast<std::size_t>(bytes.partials)),
          zeros(static_cast<std::size_t>(bytes.arrivals)),
          zeros(static_cast<std::size_t>(bytes.work_list))};
}

template <typename T>
T *upload(const std::vector<T> &from) {
  void *const to = zeros(from.size() * sizeof(T));
#ifdef PA_GEN_CUDA
  require(cuMemcpyHtoD(reinterpret_cast<CUdeviceptr>(to), from.data(), from.size() * sizeof(T)),
          in_words);
#else
  require(hipMemcpy(to, from.data(), from.size() * sizeof(T), hipMemcpyHostToDevice), in_words);
#endif
  return static_cast<T *>(to);
}

// Waits for all that was launched, and reads.
template <typename T>
std::vector<T> download(const void *from, std::size_t count) {
  std::vector<T> to(count);
#ifdef PA_GEN_CUDA
  require(cuCtxSynchronize(), in_words);
  require(cuMemcpyDtoH(to.data(), reinterpret_cast<CUdeviceptr>(from), count * sizeof(T)),
          in_words);
#else
  require(hipDeviceSynchronize(), in_words);
  require(hipMemcpy(to.data(), from, count * sizeof(T), hipMemcpyDeviceToHost), in_words);
#endif
  return to;
}

} // namespace device
