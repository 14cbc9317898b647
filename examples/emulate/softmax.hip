// The softmax of every row of a matrix: a workgroup for each row, partial results in LDS.

constexpr int kThreads = 256;

// What all threads of a workgroup have, combined; every thread gets it.
template <typename Combine>
__device__ float combined(float own, Combine combine) {
  __shared__ float parts[kThreads];
  parts[threadIdx.x] = own;
  __syncthreads();
  for (int stride = kThreads / 2; stride > 0; stride /= 2) {
    if (threadIdx.x < stride) {
      parts[threadIdx.x] = combine(parts[threadIdx.x], parts[threadIdx.x + stride]);
    }
    __syncthreads();
  }
  float result = parts[0];
  __syncthreads();
  return result;
}

extern "C" __global__ __launch_bounds__(kThreads) void softmax(
    const float* __restrict__ in, float* __restrict__ out, int columns, float scale) {
  const float* row = in + static_cast<size_t>(blockIdx.x) * columns;
  float* result = out + static_cast<size_t>(blockIdx.x) * columns;
  float largest = -__builtin_huge_valf();
  for (int i = threadIdx.x; i < columns; i += kThreads) {
    largest = fmaxf(largest, scale * row[i]);
  }
  largest = combined(largest, [](float a, float b) { return fmaxf(a, b); });
  float sum = 0;
  for (int i = threadIdx.x; i < columns; i += kThreads) {
    sum += __expf(scale * row[i] - largest);
  }
  sum = combined(sum, [](float a, float b) { return a + b; });
  for (int i = threadIdx.x; i < columns; i += kThreads) {
    result[i] = __expf(scale * row[i] - largest) / sum;
  }
}
