// The ways to memory: scalar, global, flat, buffer, scratch, LDS and from global memory to LDS.
#define ITEM (blockIdx.x * blockDim.x + threadIdx.x)
#define MEMORY(name, ...) \
  extern "C" __global__ void name(const unsigned char* in, unsigned char* out, int n) { __VA_ARGS__ }
#define ASM(...) asm volatile(__VA_ARGS__)

// A load of some width at an uneven offset and a store of it, lane by lane.
#define COPY(name, T, form, width, from, to)                                           \
  MEMORY(name,                                                                         \
    const unsigned char* p = in + ITEM * sizeof(T);                                    \
    unsigned char* q = out + ITEM * sizeof(T);                                         \
    T r;                                                                               \
    ASM(form "_load_" width " %0, %1" from "\n\ts_waitcnt vmcnt(0) lgkmcnt(0)"         \
        : "=v"(r) : "v"(p) : "memory");                                                \
    ASM(form "_store_" width " %0, %1" to "\n\ts_waitcnt vmcnt(0) lgkmcnt(0)"          \
        : : "v"(q), "v"(r) : "memory");)
typedef u32 u32x3 __attribute__((ext_vector_type(3)));
COPY(global_dword, u32, "global", "dword", ", off offset:4", ", off offset:4")
COPY(global_dwordx2, u32x2, "global", "dwordx2", ", off offset:8", ", off offset:-8")
COPY(global_dwordx4, u32x4, "global", "dwordx4", ", off offset:24", ", off")
COPY(flat_dword, u32, "flat", "dword", " offset:4", " offset:136")
COPY(flat_dwordx4, u32x4, "flat", "dwordx4", " offset:16", "")
MEMORY(global_dwordx3,
  const unsigned char* p = in + ITEM * 12;
  unsigned char* q = out + ITEM * 12;
  u32x3 r;
  ASM("global_load_dwordx3 %0, %1, off offset:12\n\ts_waitcnt vmcnt(0)" : "=v"(r) : "v"(p) : "memory");
  ASM("global_store_dwordx3 %0, %1, off\n\ts_waitcnt vmcnt(0)" : : "v"(q), "v"(r) : "memory");)
MEMORY(global_with_scalar_base,
  u32 at = ITEM * 4, r;
  ASM("global_load_dword %0, %1, %2 offset:8\n\ts_waitcnt vmcnt(0)" : "=v"(r) : "v"(at), "s"(in) : "memory");
  ASM("global_store_dword %0, %1, %2\n\ts_waitcnt vmcnt(0)" : : "v"(at), "v"(r), "s"(out) : "memory");)
MEMORY(global_parts_of_words,
  const unsigned char* p = in + ITEM * 4;
  u32 a; u32 b; u32 c; u32 d; u32 e = 0x55555555;
  ASM("global_load_ubyte %0, %5, off\n\tglobal_load_sbyte %1, %5, off offset:1\n\t"
      "global_load_ushort %2, %5, off offset:2\n\tglobal_load_sshort %3, %5, off offset:2\n\t"
      "global_load_short_d16_hi %4, %5, off\n\ts_waitcnt vmcnt(0)"
      : "=&v"(a), "=&v"(b), "=&v"(c), "=&v"(d), "+&v"(e) : "v"(p) : "memory");
  u32* q = (u32*)out + 5 * ITEM;
  q[0] = a; q[1] = b; q[2] = c; q[3] = d; q[4] = e;)
MEMORY(global_store_parts,
  u32 a = ((const u32*)in)[ITEM];
  unsigned char* q = out + 8 * ITEM;
  ASM("global_store_byte %0, %1, off\n\tglobal_store_byte_d16_hi %0, %1, off offset:1\n\t"
      "global_store_short %0, %1, off offset:2\n\tglobal_store_short_d16_hi %0, %1, off offset:4\n\t"
      "s_waitcnt vmcnt(0)" : : "v"(q), "v"(a) : "memory");)

// Scalar loads of every width, from the start of a buffer.
MEMORY(scalar_words,
  u32 r; u64 r2; u32x4 r4;
  ASM("s_load_dword %0, %3, 0x4\n\ts_load_dwordx2 %1, %3, 0x8\n\ts_load_dwordx4 %2, %3, 0x20\n\t"
      "s_waitcnt lgkmcnt(0)" : "=&s"(r), "=&s"(r2), "=&s"(r4) : "s"(in));
  u32* q = (u32*)out;
  q[0] = r; q[1] = (u32)r2; q[2] = r2 >> 32; q[3] = r4.x; q[4] = r4.y; q[5] = r4.z; q[6] = r4.w;)
typedef u32 u32x8 __attribute__((ext_vector_type(8)));
typedef u32 u32x16 __attribute__((ext_vector_type(16)));
MEMORY(scalar_rows,
  u32x8 a; u32x16 b;
  ASM("s_load_dwordx8 %0, %2, 0x10\n\ts_load_dwordx16 %1, %2, 0x48\n\ts_waitcnt lgkmcnt(0)"
      : "=&s"(a), "=&s"(b) : "s"(in));
  for (int k = 0; k < 8; k++) ((u32*)out)[k] = a[k];
  for (int k = 0; k < 16; k++) ((u32*)out)[8 + k] = b[k];)

// Buffers: a resource over the first n bytes of a buffer, whatever the stride.
__device__ inline u32x4 resource(const void* p, u32 bytes, u32 stride) {
  u64 base = (u64)p;
  u32x4 r = {(u32)base, ((u32)(base >> 32) & 0xffff) | stride << 16, bytes, 0x00020000};
  for (int k = 0; k < 4; k++) r[k] = __builtin_amdgcn_readfirstlane(r[k]);
  return r;
}
#define BUFFER(name, T, stride, load, store, at)                                                      \
  MEMORY(name,                                                                                        \
    u32x4 from = resource(in, n, stride);                                                             \
    u32x4 to = resource(out, n, stride);                                                              \
    u64 place = at;                                                                                   \
    u32 offset = (u32)place;                                                                          \
    T r;                                                                                              \
    ASM("buffer_load_" load "\n\ts_waitcnt vmcnt(0)" : "=v"(r) : "v"(offset), "v"(place), "s"(from) : "memory"); \
    ASM("buffer_store_" store "\n\ts_waitcnt vmcnt(0)" : : "v"(r), "v"(offset), "v"(place), "s"(to) : "memory");)
BUFFER(buffer_dword, u32, 0, "dword %0, %1, %3, 0 offen", "dword %0, %1, %3, 0 offen", ITEM * 4)
BUFFER(buffer_dword_offset, u32, 0, "dword %0, %1, %3, 0 offen offset:12", "dword %0, %1, %3, 0 offen offset:8", ITEM * 4)
BUFFER(buffer_dwordx2, u32x2, 0, "dwordx2 %0, %1, %3, 0 offen", "dwordx2 %0, %1, %3, 0 offen", ITEM * 8)
BUFFER(buffer_dwordx4, u32x4, 0, "dwordx4 %0, %1, %3, 0 offen offset:32", "dwordx4 %0, %1, %3, 0 offen", ITEM * 16)
BUFFER(buffer_bytes, u32, 0, "ubyte %0, %1, %3, 0 offen", "byte %0, %1, %3, 0 offen offset:1", ITEM * 2)
BUFFER(buffer_halves, u32, 0, "sshort %0, %1, %3, 0 offen", "short %0, %1, %3, 0 offen", ITEM * 2)
BUFFER(buffer_scalar_offset, u32, 0, "dword %0, %1, %3, 4 offen", "dword %0, %1, %3, 4 offen", ITEM * 4)
BUFFER(buffer_index, u32, 16, "dword %0, %1, %3, 0 idxen offset:4", "dword %0, %1, %3, 0 idxen offset:8", ITEM)
BUFFER(buffer_index_and_offset, u32, 16, "dword %0, %2, %3, 0 idxen offen offset:4", "dword %0, %2, %3, 0 idxen offen offset:4", ITEM | (u64)(4 * (ITEM % 3)) << 32)

// Reads outside give nothing, writes outside do nothing.
MEMORY(buffer_ends,
  u32x4 from = resource(in, n, 0), to = resource(out, n, 0);
  u32 at = ITEM * 4, r;
  ASM("buffer_load_dword %0, %1, %2, 0 offen\n\ts_waitcnt vmcnt(0)" : "=v"(r) : "v"(at), "s"(from) : "memory");
  ((u32*)out)[1024 + ITEM] = r;
  r = 0x1111 + ITEM;
  ASM("buffer_store_dword %0, %1, %2, 0 offen\n\ts_waitcnt vmcnt(0)" : : "v"(r), "v"(at), "s"(to) : "memory");)
MEMORY(buffer_scalar_loads,
  u32x4 from = resource(in, n, 0);
  u32 r; u64 r2; u32x4 r4;
  ASM("s_buffer_load_dword %0, %3, 0xc\n\ts_buffer_load_dwordx2 %1, %3, 0x18\n\t"
      "s_buffer_load_dwordx4 %2, %3, 0x48\n\ts_waitcnt lgkmcnt(0)" : "=&s"(r), "=&s"(r2), "=&s"(r4) : "s"(from));
  u32* q = (u32*)out;
  q[0] = r; q[1] = (u32)r2; q[2] = r2 >> 32; q[3] = r4.x; q[4] = r4.y; q[5] = r4.z; q[6] = r4.w;)

// One pointer to global memory, LDS or scratch, by lane: the flat apertures.
MEMORY(flat_apertures,
  __shared__ u32 shared[64];
  volatile u32 own[4];
  shared[threadIdx.x & 63] = 100 + threadIdx.x;
  for (int k = 0; k < 4; k++) own[k] = 200 + 4 * threadIdx.x + k;
  __syncthreads();
  const u32* p = (const u32*)in + ITEM;
  if (threadIdx.x % 3 == 1) p = &shared[threadIdx.x ^ 1];
  if (threadIdx.x % 3 == 2) p = (const u32*)&own[threadIdx.x & 3];
  ASM("" : "+v"(p));
  ((u32*)out)[ITEM] = *(const volatile u32*)p;)

// Private memory: every lane has its own, of all widths.
MEMORY(scratch_widths,
  volatile unsigned char bytes[64];
  for (int k = 0; k < 64; k++) bytes[k] = in[ITEM * 64 + (k * 37 + 11) % 64];
  u32 sum = 0;
  int at = (ITEM * 4) & 63;
  sum += *(volatile u32*)&bytes[at];
  sum += 3 * *(volatile unsigned short*)&bytes[at ^ 2];
  sum += 5 * bytes[(at + 61) & 63];
  u32x4 wide = *(volatile u32x4*)&bytes[at & 48];
  sum ^= wide.x ^ 7 * wide.y ^ 11 * wide.z ^ 13 * wide.w;
  ((u32*)out)[ITEM] = sum;)

// LDS: every width, two addresses in one, and the thread's number as address.
#define OF_LDS(name, operation)                                                                  \
  MEMORY(name,                                                                                   \
    __shared__ __attribute__((aligned(16))) u32 lds[1024];                                       \
    for (int k = threadIdx.x; k < 1024; k += 64) lds[k] = ((const u32*)in)[k];                   \
    __syncthreads();                                                                             \
    u32 base = (u32)(u64)(__attribute__((address_space(3))) u32*)lds;                            \
    u32x4 r = {0, 0, 0, 0};                                                                      \
    operation                                                                                    \
    *(u32x4*)(out + 16 * threadIdx.x) = r;)
#define WAITED "\n\ts_waitcnt lgkmcnt(0)"
OF_LDS(lds_parts,
  u32 at = base + 4 * threadIdx.x; u32 a; u32 b; u32 c; u32 d;
  ASM("ds_read_u8 %0, %4 offset:1\n\tds_read_i8 %1, %4 offset:2\n\tds_read_u16 %2, %4\n\tds_read_i16 %3, %4 offset:2" WAITED
      : "=&v"(a), "=&v"(b), "=&v"(c), "=&v"(d) : "v"(at) : "memory");
  r.x = a; r.y = b; r.z = c; r.w = d;)
OF_LDS(lds_b64, u32 at = base + 8 * threadIdx.x; u32x2 a;
  ASM("ds_read_b64 %0, %1 offset:16" WAITED : "=v"(a) : "v"(at) : "memory"); r.x = a.x; r.y = a.y;)
OF_LDS(lds_b96, u32 at = base + 16 * threadIdx.x; u32x3 a;
  ASM("ds_read_b96 %0, %1" WAITED : "=v"(a) : "v"(at) : "memory"); r.x = a.x; r.y = a.y; r.z = a.z;)
OF_LDS(lds_b128, u32 at = base + 16 * threadIdx.x;
  ASM("ds_read_b128 %0, %1 offset:32" WAITED : "=v"(r) : "v"(at) : "memory");)
OF_LDS(lds_two_words, u32 at = base + 4 * threadIdx.x; u32x2 a;
  ASM("ds_read2_b32 %0, %1 offset0:3 offset1:70" WAITED : "=v"(a) : "v"(at) : "memory"); r.x = a.x; r.y = a.y;)
OF_LDS(lds_two_doubles, u32 at = base + 8 * threadIdx.x;
  ASM("ds_read2_b64 %0, %1 offset0:9 offset1:2" WAITED : "=v"(r) : "v"(at) : "memory");)
OF_LDS(lds_two_far_words, u32 at = base + 4 * threadIdx.x; u32x2 a;
  ASM("ds_read2st64_b32 %0, %1 offset0:1 offset1:9" WAITED : "=v"(a) : "v"(at) : "memory"); r.x = a.x; r.y = a.y;)
OF_LDS(lds_two_writes, u32 at = base + 4 * threadIdx.x; u32 a = threadIdx.x; u32 b = 1000 + threadIdx.x;
  ASM("ds_write2_b32 %0, %1, %2 offset0:0 offset1:64\n\tds_write2st64_b32 %0, %2, %1 offset0:2 offset1:3" WAITED
      : : "v"(at), "v"(a), "v"(b) : "memory");
  __syncthreads();
  for (int k = 0; k < 4; k++) r[k] = *(volatile u32*)&lds[64 * k + threadIdx.x];)
OF_LDS(lds_exchange_two, u32 at = base + 4 * threadIdx.x; u32x2 a; u32 b = 5 + threadIdx.x; u32 c = 77;
  ASM("ds_wrxchg_rtn_b32 %0, %2, %3 offset:256\n\tds_wrxchg_rtn_b32 %1, %2, %4 offset:512" WAITED
      : "=&v"(a.x), "=&v"(a.y) : "v"(at), "v"(b), "v"(c) : "memory");
  r.x = a.x; r.y = a.y; r.z = *(volatile u32*)&lds[64 + threadIdx.x]; r.w = *(volatile u32*)&lds[128 + threadIdx.x];)
OF_LDS(lds_by_thread, u32 a; u32 b = 3 * threadIdx.x;
  ASM("s_mov_b32 m0, %2\n\tds_write_addtid_b32 %1 offset:64\n\tds_read_addtid_b32 %0 offset:64" WAITED
      : "=v"(a) : "v"(b), "s"(__builtin_amdgcn_readfirstlane(base)) : "memory");
  r.x = a; r.y = *(volatile u32*)&lds[16 + threadIdx.x];)
OF_LDS(lds_halves_kept, u32 at = base + 4 * threadIdx.x; u32 a = 0xaaaabbbb;
  ASM("ds_read_u16_d16 %0, %1\n\tds_read_u8_d16_hi %0, %1 offset:3\n\ts_waitcnt lgkmcnt(0)\n\tds_write_b8_d16_hi %1, %0 offset:1\n\tds_write_b16_d16_hi %1, %0 offset:2" WAITED
      : "+&v"(a) : "v"(at) : "memory"); r.x = a; r.y = *(volatile u32*)&lds[threadIdx.x];)

// From memory into LDS without a register between: M0 holds where, lanes follow each other (three words, with a gap).
#if defined(__gfx942__) || defined(__gfx950__)
#define TO_LDS(name, width, bytes)                                                               \
  OF_LDS(name,                                                                                   \
    const unsigned char* p = in + bytes * (threadIdx.x ^ 5);                                     \
    ASM("s_mov_b32 m0, %1\n\ts_nop 0\n\tglobal_load_lds_" width " %0, off\n\ts_waitcnt vmcnt(0)" \
        : : "v"(p), "s"(__builtin_amdgcn_readfirstlane(base)) : "memory");                       \
    __syncthreads();                                                                             \
    for (int k = 0; k < bytes / 4; k++) r[k] = *(volatile u32*)&lds[(bytes == 4 ? 1 : 4) * threadIdx.x + k];)
TO_LDS(to_lds_dword, "dword", 4)
#endif
#if defined(__gfx950__)
TO_LDS(to_lds_dwordx3, "dwordx3", 12)
TO_LDS(to_lds_dwordx4, "dwordx4", 16)
#define TRANSPOSED(name, T, read)                                                                \
  OF_LDS(name, u32 at = base + sizeof(T) * threadIdx.x; T a;                                     \
    ASM(read " %0, %1" WAITED : "=v"(a) : "v"(at) : "memory");                                   \
    for (int k = 0; k < sizeof(a) / 4 && k < (sizeof(T) == 8 ? 2 : 3); k++) r[k] = a[k];)
TRANSPOSED(transposed_halves, u32x2, "ds_read_b64_tr_b16")
#endif

// Atomics: all lanes of several workgroups on a few words; and what each got back.
#define ATOMIC(name, T, operation)                                                        \
  extern "C" __global__ void name(T* slots, const T* values, T* old) {                    \
    int i = ITEM;                                                                         \
    T v = values[i];                                                                      \
    T* slot = slots + (i & 3);                                                            \
    old[i] = operation;                                                                   \
  }
#if defined(__gfx90a__)
#define RETURNS "glc"
#else
#define RETURNS "sc0"
#endif
#define RELAXED __ATOMIC_RELAXED, __HIP_MEMORY_SCOPE_AGENT
ATOMIC(atomic_add, u32, atomicAdd(slot, v))
ATOMIC(atomic_sub, u32, atomicSub(slot, v))
ATOMIC(atomic_min, int, atomicMin(slot, v))
ATOMIC(atomic_max, u32, atomicMax(slot, v))
ATOMIC(atomic_and, u32, atomicAnd(slot, v))
ATOMIC(atomic_or, u32, atomicOr(slot, v))
ATOMIC(atomic_xor, u32, atomicXor(slot, v))
ATOMIC(atomic_exchange, u32, atomicExch(slot, v))
ATOMIC(atomic_increment, u32, ({ u32 r; ASM("global_atomic_inc %0, %1, %2, off " RETURNS "\n\ts_waitcnt vmcnt(0)" : "=v"(r) : "v"(slot), "v"(9u) : "memory"); r; }))
ATOMIC(atomic_decrement, u32, ({ u32 r; ASM("global_atomic_dec %0, %1, %2, off " RETURNS "\n\ts_waitcnt vmcnt(0)" : "=v"(r) : "v"(slot), "v"(9u) : "memory"); r; }))
ATOMIC(atomic_compare, u32, atomicCAS(slot, v & 3, v))
ATOMIC(atomic_add_wide, u64, atomicAdd(slot, v))
ATOMIC(atomic_max_wide, long long, __hip_atomic_fetch_max(slot, v, RELAXED))
ATOMIC(atomic_add_f32, float, unsafeAtomicAdd(slot, v))
ATOMIC(atomic_add_f64, double, unsafeAtomicAdd(slot, v))
ATOMIC(atomic_min_f64, double, ({ double r; ASM("global_atomic_min_f64 %0, %1, %2, off " RETURNS "\n\ts_waitcnt vmcnt(0)" : "=v"(r) : "v"(slot), "v"(v) : "memory"); r; }))
ATOMIC(atomic_max_f64, double, ({ double r; ASM("global_atomic_max_f64 %0, %1, %2, off " RETURNS "\n\ts_waitcnt vmcnt(0)" : "=v"(r) : "v"(slot), "v"(v) : "memory"); r; }))
ATOMIC(atomic_min_f32_by_compare, float, ({ float r = *(volatile float*)slot; while (v < r) { float seen = __int_as_float(atomicCAS((int*)slot, __float_as_int(r), __float_as_int(v))); if (seen == r) break; r = seen; } r; }))
ATOMIC(atomic_add_pair_f16, u32, ({ u32 r; ASM("global_atomic_pk_add_f16 %0, %1, %2, off " RETURNS "\n\ts_waitcnt vmcnt(0)" : "=v"(r) : "v"(slot), "v"(v) : "memory"); r; }))
#if defined(__gfx942__) || defined(__gfx950__)
ATOMIC(atomic_add_pair_bf16, u32, ({ u32 r; ASM("global_atomic_pk_add_bf16 %0, %1, %2, off " RETURNS "\n\ts_waitcnt vmcnt(0)" : "=v"(r) : "v"(slot), "v"(v) : "memory"); r; }))
#endif

#define LDS_ATOMIC(name, T, operation)                                                    \
  extern "C" __global__ void name(T* slots, const T* values, T* old) {                    \
    __shared__ T shared[4];                                                               \
    if (threadIdx.x < 4) shared[threadIdx.x] = slots[threadIdx.x];                        \
    __syncthreads();                                                                      \
    T v = values[threadIdx.x];                                                            \
    T* slot = shared + (threadIdx.x & 3);                                                 \
    old[threadIdx.x] = operation;                                                         \
    __syncthreads();                                                                      \
    if (threadIdx.x < 4) slots[threadIdx.x] = shared[threadIdx.x];                        \
  }
LDS_ATOMIC(lds_atomic_add, u32, atomicAdd(slot, v))
LDS_ATOMIC(lds_atomic_min, int, atomicMin(slot, v))
LDS_ATOMIC(lds_atomic_compare, u32, atomicCAS(slot, v & 3, v))
LDS_ATOMIC(lds_atomic_or_wide, u64, __hip_atomic_fetch_or(slot, v, RELAXED))
LDS_ATOMIC(lds_atomic_add_f32, float, __hip_atomic_fetch_add(slot, v, __ATOMIC_RELAXED, __HIP_MEMORY_SCOPE_WORKGROUP))
LDS_ATOMIC(lds_atomic_max_f32, float, __hip_atomic_fetch_max(slot, v, __ATOMIC_RELAXED, __HIP_MEMORY_SCOPE_WORKGROUP))
