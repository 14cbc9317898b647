// Many live accumulators (more registers than one wave in eight can have); and a kernel that has to spill.
using f32x16 = float __attribute__((ext_vector_type(16)));
using bf16x4 = short __attribute__((ext_vector_type(4)));

extern "C" __global__ __launch_bounds__(256, 2) void accumulators(
    const bf16x4* __restrict__ a, const bf16x4* __restrict__ b, f32x16* __restrict__ out, int n) {
  f32x16 sum[5] = {};
  for (int i = 0; i < n; ++i) {
    const bf16x4 x = a[i * 64 + threadIdx.x];
#pragma unroll
    for (int j = 0; j < 5; ++j) {
      sum[j] = __builtin_amdgcn_mfma_f32_32x32x8bf16_1k(x, b[(i * 5 + j) * 64 + threadIdx.x],
                                                        sum[j], 0, 0, 0);
    }
  }
#pragma unroll
  for (int j = 0; j < 5; ++j) out[j * 256 + threadIdx.x] = sum[j];
}

extern "C" __global__ __launch_bounds__(512) __attribute__((amdgpu_waves_per_eu(8, 8))) void spilling(
    const float* __restrict__ in, float* __restrict__ out) {
  float v[96];
#pragma unroll
  for (int i = 0; i < 96; ++i) v[i] = in[i * 512 + threadIdx.x];
  __syncthreads();
#pragma unroll
  for (int i = 0; i < 96; ++i) out[i * 512 + threadIdx.x] = v[i] * v[(i * 7 + 3) % 96];
}
