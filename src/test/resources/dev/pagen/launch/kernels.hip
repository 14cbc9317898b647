// Kernels that tests of launch lists run.

struct Pair {
  float first;
  const int* second;
};

// Copies its arguments, as they lie in memory.
extern "C" __global__ void keep(
    unsigned char* out, signed char a, short b, int c, long d, unsigned char e, unsigned short f,
    unsigned int g, unsigned long h, _Float16 i, unsigned short j, float k, double l, bool m,
    Pair n, float4 o, const int* p) {
  auto* arguments = reinterpret_cast<const unsigned char*>(
      (const void*)__builtin_amdgcn_kernarg_segment_ptr());
  for (int at = threadIdx.x; at < 128; at += blockDim.x) {
    out[at] = arguments[at];
  }
}

// Every thread writes its number, counted through all three dimensions of block and grid.
extern "C" __global__ void number(int* out) {
  int block = (blockIdx.z * gridDim.y + blockIdx.y) * gridDim.x + blockIdx.x;
  int thread = (threadIdx.z * blockDim.y + threadIdx.y) * blockDim.x + threadIdx.x;
  out[block * blockDim.x * blockDim.y * blockDim.z + thread] =
      threadIdx.x + 100 * threadIdx.y + 10000 * threadIdx.z + 1000000 * block;
}

// Reverses 128 numbers by way of LDS; two waves, and no barrier between them.
extern "C" __global__ void reverse(const int* in, int* out, int barrier) {
  __shared__ int values[128];
  values[threadIdx.x] = in[threadIdx.x];
  if (barrier) {
    __syncthreads();
  }
  out[threadIdx.x] = values[127 - threadIdx.x];
}

// Sums what it is told to, and writes where it is told to.
extern "C" __global__ void reach(const int* in, int* out, int read, int write) {
  if (threadIdx.x == 0) {
    out[write] = in[read];
  }
}

// Never ends.
extern "C" __global__ void endless(volatile int* in) {
  while (in[0] == 0) {
  }
}

// Copies numbers, and uses LDS of the launch's.
extern "C" __global__ void copy(const int* in, int* out, int count) {
  extern __shared__ int values[];
  if (threadIdx.x < count) {
    values[threadIdx.x] = in[threadIdx.x];
    out[threadIdx.x] = values[threadIdx.x];
  }
}
