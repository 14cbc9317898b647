// What pa-gen's kernels use of HIP's device language, declared as <hip/hip_runtime.h> does it.

#pragma once

#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __shared__ __attribute__((shared))
#define __constant__ __attribute__((constant))
#define __forceinline__ inline __attribute__((always_inline))

#define PAGEN_THREADS(threads) __attribute__((amdgpu_flat_work_group_size(1, threads)))
#define PAGEN_THREADS_AND_WAVES(threads, waves) \
  PAGEN_THREADS(threads) __attribute__((amdgpu_waves_per_eu(waves)))
#define PAGEN_OF_THREE(first, second, third, ...) third
#define __launch_bounds__(...) \
  PAGEN_OF_THREE(__VA_ARGS__, PAGEN_THREADS_AND_WAVES, PAGEN_THREADS, )(__VA_ARGS__)

// AMD's device library has these. Dimensions: 0 is x, 1 is y, 2 is z.
extern "C" __device__ __attribute__((const)) unsigned long __ockl_get_local_id(unsigned dimension);
extern "C" __device__ __attribute__((const)) unsigned long __ockl_get_group_id(unsigned dimension);
extern "C" __device__ __attribute__((const)) unsigned long __ockl_get_num_groups(
    unsigned dimension);

#define PAGEN_DIMENSION(letter, number, function)               \
  __declspec(property(get = get_##letter)) unsigned int letter; \
  __device__ __forceinline__ unsigned int get_##letter() const { return function(number); }
#define PAGEN_INDEX(name, function)      \
  struct PagenIndexOf_##function {       \
    PAGEN_DIMENSION(x, 0, function)      \
    PAGEN_DIMENSION(y, 1, function)      \
    PAGEN_DIMENSION(z, 2, function)      \
  };                                     \
  extern const __device__ __attribute__((weak)) PagenIndexOf_##function name;

PAGEN_INDEX(threadIdx, __ockl_get_local_id)
PAGEN_INDEX(blockIdx, __ockl_get_group_id)
PAGEN_INDEX(gridDim, __ockl_get_num_groups)

template <typename T>
__device__ __forceinline__ T min(T a, T b) {
  return a < b ? a : b;
}

template <typename T>
__device__ __forceinline__ T max(T a, T b) {
  return a > b ? a : b;
}

__device__ __forceinline__ __attribute__((convergent)) void __syncthreads() {
  __builtin_amdgcn_fence(__ATOMIC_RELEASE, "workgroup");
  __builtin_amdgcn_s_barrier();
  __builtin_amdgcn_fence(__ATOMIC_ACQUIRE, "workgroup");
}
