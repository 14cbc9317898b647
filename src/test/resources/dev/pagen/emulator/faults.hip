// Kernels that are wrong on purpose, or that access LDS in a way that is worth counting.
extern "C" __global__ void reverse(const int* a, int* out) {  // the barrier is there
  __shared__ int s[256];
  s[threadIdx.x] = a[threadIdx.x];
  __syncthreads();
  out[threadIdx.x] = s[255 - threadIdx.x];
}

extern "C" __global__ void reverse_without_barrier(const int* a, int* out) {
  __shared__ volatile int s[256];
  s[threadIdx.x] = a[threadIdx.x];
  out[threadIdx.x] = s[255 - threadIdx.x];
}

extern "C" __global__ void read_unwritten(const int* a, int* out) {
  __shared__ volatile int s[256];
  if (threadIdx.x != 77) s[threadIdx.x] = a[threadIdx.x];
  __syncthreads();
  out[threadIdx.x] = s[255 - threadIdx.x];
}

extern "C" __global__ void strided(const int* a, int* out, int stride) {
  __shared__ volatile int s[64 * 32];
  s[threadIdx.x * stride] = a[threadIdx.x * stride];
  __syncthreads();
  out[threadIdx.x] = s[threadIdx.x * stride];
}

typedef float float4v __attribute__((ext_vector_type(4)));
// Indexes registers at run time.
extern "C" __global__ void registers(const float4v* a, float* out, int n) {
  float4v v[4];
  for (int i = 0; i < 4; i++) v[i] = a[threadIdx.x * 4 + i];
  float x = 0;
  float w[16];
#pragma unroll
  for (int i = 0; i < 16; i++) w[i] = v[i / 4][i % 4];
  typedef float float16v __attribute__((ext_vector_type(16)));
  float16v z;
#pragma unroll
  for (int i = 0; i < 16; i++) z[i] = w[i];
  z[n & 15] = 100.0f;
  for (int i = 0; i < n; i++) x = x * 2.0f + z[i & 15];
  out[threadIdx.x] = x;
}
