// A loop that keeps two tiles in flight while it multiplies: global loads, s_waitcnt vmcnt(n), MFMA.
using bf16x4 = short __attribute__((ext_vector_type(4)));
using f32x4 = float __attribute__((ext_vector_type(4)));
using u32x4 = unsigned __attribute__((ext_vector_type(4)));

extern "C" __global__ __launch_bounds__(256) void pipelined(
    const u32x4* __restrict__ a, const u32x4* __restrict__ b, float* __restrict__ out, int tiles) {
  const int lane = threadIdx.x;
  f32x4 sum = {0, 0, 0, 0};
  u32x4 bufferA[3], bufferB[3];
#pragma unroll
  for (int tile = 0; tile < 2; ++tile) {
    bufferA[tile] = __builtin_nontemporal_load(a + tile * 256 + lane);
    bufferB[tile] = __builtin_nontemporal_load(b + tile * 256 + lane);
  }
  for (int tile = 0; tile < tiles; ++tile) {
    bufferA[2] = __builtin_nontemporal_load(a + (tile + 2) * 256 + lane);
    bufferB[2] = __builtin_nontemporal_load(b + (tile + 2) * 256 + lane);
    __builtin_amdgcn_sched_barrier(0);
    bf16x4 x, y;
    __builtin_memcpy(&x, &bufferA[0], 8);
    __builtin_memcpy(&y, &bufferB[0], 8);
    sum = __builtin_amdgcn_mfma_f32_16x16x16bf16_1k(x, y, sum, 0, 0, 0);
    __builtin_memcpy(&x, (const char*)&bufferA[0] + 8, 8);
    __builtin_memcpy(&y, (const char*)&bufferB[0] + 8, 8);
    sum = __builtin_amdgcn_mfma_f32_16x16x16bf16_1k(x, y, sum, 0, 0, 0);
    bufferA[0] = bufferA[1];
    bufferB[0] = bufferB[1];
    bufferA[1] = bufferA[2];
    bufferB[1] = bufferB[2];
  }
  for (int i = 0; i < 4; ++i) out[lane * 4 + i] = sum[i];
}

// Reads through LDS, with a barrier, a lane shuffle and a transcendental.
extern "C" __global__ __launch_bounds__(128) void exchange(
    const float* __restrict__ in, float* __restrict__ out, int n) {
  __shared__ float tile[1024];
#pragma unroll 1
  for (int i = threadIdx.x; i < 1024; i += 128) tile[i] = i < n ? in[i] : 0.0f;
  __syncthreads();
  const float mine = tile[(threadIdx.x * 37) & 1023];
  const float other = __int_as_float(__builtin_amdgcn_ds_bpermute(
      (threadIdx.x ^ 16) << 2, __float_as_int(mine)));
  out[blockIdx.x * 128 + threadIdx.x] = __builtin_amdgcn_exp2f(mine) + other;
}
