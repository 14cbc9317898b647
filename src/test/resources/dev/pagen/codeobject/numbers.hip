// Kernels whose cubins CubinTest reads; the README beside this says how they were compiled.
struct Pair {
  const void* pointer;
  int number;
};

// 5 arguments, 1200 bytes of shared memory, a bound on its threads.
extern "C" __global__ void __launch_bounds__(96) shared(const float* x, float* y, int count,
                                                        float a, long long b) {
  __shared__ float tile[300];
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  tile[threadIdx.x] = i < count ? x[i] : 0;
  __syncthreads();
  if (i < count) y[i] = a * tile[95 - threadIdx.x] + (float)b;
}

// Arguments of odd sizes, one passed by its value's bytes.
extern "C" __global__ void odd(int* out, Pair pair, char c, short s) {
  out[threadIdx.x] = pair.number + c + s;
}

// An array that finds no registers.
extern "C" __global__ void local(int* out, int n) {
  int a[100];
  for (int i = 0; i < n; i++) a[i * 7 % 100] = i;
  for (int i = 0; i < n; i++) out[i] = a[out[i] % 100];
}

// No arguments at all.
extern "C" __global__ void nothing() {}

// A function that is no kernel, called by one.
__device__ __noinline__ int helper(int x) { return x * x + clock(); }
extern "C" __global__ void caller(int* out) { out[0] = helper(out[1]); }
