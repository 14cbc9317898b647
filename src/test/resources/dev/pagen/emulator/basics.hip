// Small kernels for the emulator's tests: memory, LDS, barriers, conversions, lanes, scratch, calls.
typedef float float2v __attribute__((ext_vector_type(2)));
typedef _Float16 half2v __attribute__((ext_vector_type(2)));

extern "C" __global__ void add(const float* a, const float* b, float* c, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) c[i] = a[i] + b[i];
}

extern "C" __global__ void sum(const float* a, float* c, int n) {
  __shared__ float s[256];
  float x = 0;
  for (int i = blockIdx.x * 256 + threadIdx.x; i < n; i += 256 * gridDim.x) x += a[i];
  s[threadIdx.x] = x;
  __syncthreads();
  for (int k = 128; k > 0; k /= 2) {
    if (threadIdx.x < k) s[threadIdx.x] += s[threadIdx.x + k];
    __syncthreads();
  }
  if (threadIdx.x == 0) c[blockIdx.x] = s[0];
}

extern "C" __global__ void convert(const float* a, __bf16* b, _Float16* h, unsigned char* u, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) {
    b[i] = (__bf16)a[i];
    h[i] = (_Float16)a[i];
    u[i] = (unsigned char)(a[i] < 0 ? 0 : a[i] > 255 ? 255 : a[i]);
  }
}

extern "C" __global__ void functions(const float* a, const float* b, float* out, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) {
    float x = a[i], y = b[i];
    out[i] = tanhf(x);
    out[n + i] = exp2f(x);
    out[2 * n + i] = expf(x);
    out[3 * n + i] = x / y;
    out[4 * n + i] = sqrtf(fabsf(y));
    out[5 * n + i] = logf(fabsf(y));
    out[6 * n + i] = sinf(x);
    out[7 * n + i] = fmaf(x, y, 1.5f);
    out[8 * n + i] = rintf(y) + floorf(x);
    out[9 * n + i] = powf(fabsf(x), 1.25f);
  }
}

extern "C" __global__ void doubles(const double* a, const double* b, double* out, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) {
    out[i] = a[i] / b[i];
    out[n + i] = sqrt(fabs(a[i]));
    out[2 * n + i] = fma(a[i], b[i], 0.25);
    out[3 * n + i] = (double)(long long)(a[i] * 1e6);
  }
}

extern "C" __global__ void lanes(const int* a, int* out) {
  int t = threadIdx.x, x = a[t];
  out[t] = __builtin_amdgcn_update_dpp(7, x, 0x111, 0xf, 0xf, false);        // row_shr:1
  out[64 + t] = __builtin_amdgcn_update_dpp(7, x, 0x101, 0xf, 0xf, true);    // row_shl:1, zero
  out[128 + t] = __builtin_amdgcn_update_dpp(7, x, 0x128, 0xf, 0xf, false);  // row_ror:8
  out[192 + t] = __builtin_amdgcn_update_dpp(7, x, 0x1b, 0xf, 0xf, false);   // quad_perm 3,2,1,0
  out[256 + t] = __builtin_amdgcn_update_dpp(7, x, 0x142, 0xa, 0xf, false);  // row_bcast:15
  out[320 + t] = __builtin_amdgcn_update_dpp(7, x, 0x152, 0xf, 0xf, false);  // row_newbcast:2
  out[384 + t] = __builtin_amdgcn_ds_bpermute(((t * 7) & 63) * 4, x);
  out[448 + t] = __builtin_amdgcn_ds_permute((63 - t) * 4, x);
  out[512 + t] = __builtin_amdgcn_ds_swizzle(x, 0x401f);                     // xor 16
  out[576 + t] = __builtin_amdgcn_readlane(x, 5) + __builtin_amdgcn_readfirstlane(x);
  out[640 + t] = (int)__builtin_amdgcn_mbcnt_hi(~0u, __builtin_amdgcn_mbcnt_lo(~0u, 0));
  out[704 + t] = __builtin_amdgcn_perm(x, a[t ^ 1], 0x07020c00 + (t & 3));
  unsigned long long even = __ballot(x & 1);
  out[768 + t] = (int)(even >> 32) ^ (int)even;
}

extern "C" __global__ void packed(const float2v* a, const half2v* b, float2v* c, half2v* d) {
  int i = threadIdx.x;
  c[i] = a[i] * 2.0f + 1.0f;
  c[i + 64] = a[i] + (float2v){1.0f, 3.0f};
  d[i] = b[i] * (half2v){1.0f16, 2.0f16} + (half2v){0.5f16, 0.5f16};
  d[i + 64] = b[i] * b[i].yx;
}

__device__ __attribute__((noinline)) float lookup(const int* table, int i) { return table[i] * 0.5f; }

extern "C" __global__ void scratch(const int* a, float* out) {
  int local[40];
  for (int k = 0; k < 40; k++) local[k] = k * a[threadIdx.x];
  out[threadIdx.x] = lookup(local, a[threadIdx.x] & 31);
}

extern "C" __global__ void integers(const long long* a, const long long* b, long long* out, int n) {
  int i = threadIdx.x;
  out[i] = a[i] + b[i];
  out[n + i] = a[i] - b[i];
  out[2 * n + i] = a[i] * b[i];
  out[3 * n + i] = (a[i] << (b[i] & 63)) ^ (a[i] >> (b[i] & 31));
  out[4 * n + i] = b[i] == 0 ? 0 : a[i] / b[i];
  out[5 * n + i] = (unsigned long long)a[i] % ((unsigned long long)b[i] | 1);
  out[6 * n + i] = a[i] < b[i];
  out[7 * n + i] = __popcll(a[i]) + __clzll(b[i]) + __ffsll(a[i]);
}

extern "C" __global__ void atomics(int* counts, float* total, const int* a) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  atomicAdd(&counts[a[i] & 7], 1);
  atomicMax(&counts[8], a[i]);
  atomicAdd(total, 1.0f);
}

extern "C" __global__ void dynamic(const float* a, float* out) {
  extern __shared__ float s[];
  int t = threadIdx.y * blockDim.x + threadIdx.x;
  s[t] = a[t];
  __syncthreads();
  out[(blockIdx.z * gridDim.y + blockIdx.y) * blockDim.x * blockDim.y + t] = s[t ^ 33] + blockIdx.y * 100 + blockIdx.z;
}
