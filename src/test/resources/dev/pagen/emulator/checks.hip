// Kernels with one fault each, or with what looks like one.
extern "C" __global__ void unwritten_vector(const int* a, int* out) {
  int x;
  asm volatile("v_add_u32 %0, %1, v90" : "=v"(x) : "v"(a[threadIdx.x]));
  out[threadIdx.x] = x;
}

extern "C" __global__ void unwritten_in_some_lanes(const int* a, int* out) {
  if (threadIdx.x % 64 >= 5) asm volatile("v_mov_b32 v90, 7" ::: "v90");
  int x;
  asm volatile("v_add_u32 %0, %1, v90" : "=v"(x) : "v"(a[threadIdx.x]));
  out[threadIdx.x] = x;
}

extern "C" __global__ void unwritten_copied(const int* a, int* out) {
  int x;
  asm volatile("v_mov_b32 v90, v91\n\tv_mov_b32 v92, v90\n\tv_add_u32 %0, %1, v92"
               : "=v"(x) : "v"(a[threadIdx.x]) : "v90", "v92");
  out[threadIdx.x] = x;
}

extern "C" __global__ void unwritten_scalar(const int* a, int* out) {
  int x;
  asm volatile("s_add_u32 %0, s90, 1" : "=s"(x));
  out[threadIdx.x] = x + a[threadIdx.x];
}

extern "C" __global__ void unwritten_vcc(const int* a, int* out) {
  int x;
  asm volatile("v_cndmask_b32 %0, %1, %1, vcc" : "=v"(x) : "v"(a[threadIdx.x]));
  out[threadIdx.x] = x;
}

// Only copied, never used: compilers do this, and it is no fault.
extern "C" __global__ void copied_and_dropped(const int* a, int* out) {
  asm volatile("v_mov_b32 v90, v91\n\ts_mov_b32 s90, s91" ::: "v90", "s90");
  out[threadIdx.x] = a[threadIdx.x];
}

extern "C" __global__ void low_half_of_a_sum(const int* a, int* out) {
  int x;
  asm volatile("v_mov_b32 v90, %1\n\tv_mad_u64_u32 v[92:93], s[90:91], %1, %1, v[90:91]\n\t"
               "v_xor_b32 %0, 0, v92"
               : "=v"(x) : "v"(a[threadIdx.x]) : "v90", "v92", "v93", "s90", "s91");
  out[threadIdx.x] = x;
}

extern "C" __global__ void high_half_of_a_sum(const int* a, int* out) {
  int x;
  asm volatile("v_mov_b32 v90, %1\n\tv_mad_u64_u32 v[92:93], s[90:91], %1, %1, v[90:91]\n\t"
               "v_xor_b32 %0, 0, v93"
               : "=v"(x) : "v"(a[threadIdx.x]) : "v90", "v92", "v93", "s90", "s91");
  out[threadIdx.x] = x;
}

// One half and then the other is written; the whole is read.
extern "C" __global__ void written_by_halves(const unsigned short* a, int* out) {
  int x;
  const unsigned short* p = a + 2 * threadIdx.x;
  asm volatile("global_load_short_d16 v90, %1, off\n\t"
               "global_load_short_d16_hi v90, %1, off offset:2\n\t"
               "s_waitcnt vmcnt(0)\n\tv_mov_b32 v91, v90\n\tv_xor_b32 %0, 0, v91"
               : "=v"(x) : "v"(p) : "v90", "v91");
  out[threadIdx.x] = x;
}

extern "C" __global__ void write_write_race(const int* a, int* out) {
  __shared__ volatile int s[64];
  s[threadIdx.x % 64] = a[threadIdx.x];
  __syncthreads();
  out[threadIdx.x] = s[threadIdx.x % 64];
}

extern "C" __global__ void read_write_race(const int* a, int* out) {
  __shared__ volatile int s[256];
  s[threadIdx.x] = a[threadIdx.x];
  __syncthreads();
  int x = s[(threadIdx.x + 64) % 256];
  s[threadIdx.x] = x + 1;
  __syncthreads();
  out[threadIdx.x] = s[threadIdx.x];
}

// The same with a barrier between the reads and the writes.
extern "C" __global__ void read_barrier_write(const int* a, int* out) {
  __shared__ volatile int s[256];
  s[threadIdx.x] = a[threadIdx.x];
  __syncthreads();
  int x = s[(threadIdx.x + 64) % 256];
  __syncthreads();
  s[threadIdx.x] = x + 1;
  __syncthreads();
  out[threadIdx.x] = s[threadIdx.x];
}

// Atomics of all waves on the same words.
extern "C" __global__ void atomics_in_lds(const int* a, int* out) {
  __shared__ int s[8];
  if (threadIdx.x < 8) s[threadIdx.x] = 0;
  __syncthreads();
  atomicAdd(&s[a[threadIdx.x] & 7], 1);
  __syncthreads();
  if (threadIdx.x < 8) out[threadIdx.x] = s[threadIdx.x];
}

extern "C" __global__ void copy(const int* source, int* destination, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) destination[i] = source[i];
}
