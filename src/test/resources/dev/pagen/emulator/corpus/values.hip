// Operations on each lane's own values: three words in, one word out. The text of a case's
// operation is all that differs between kernels, so that a wrong word names the operation.
typedef unsigned u32;
typedef unsigned long long u64;
typedef float f32x2 __attribute__((ext_vector_type(2)));
typedef short i16x2 __attribute__((ext_vector_type(2)));
typedef unsigned short u16x2 __attribute__((ext_vector_type(2)));
typedef _Float16 f16x2 __attribute__((ext_vector_type(2)));
typedef __bf16 bf16x2 __attribute__((ext_vector_type(2)));
typedef u32 u32x2 __attribute__((ext_vector_type(2)));
typedef u32 u32x4 __attribute__((ext_vector_type(4)));

#define BITS(T, x) __builtin_bit_cast(T, x)
#define F(x) BITS(float, x)
#define D(x) BITS(double, x)
#define H(x) BITS(_Float16, (unsigned short)(x))
#define WORD(x) BITS(u32, x)
#define HALF(x) ((u32)BITS(unsigned short, (_Float16)(x)))

#define VALUE_OF(T, name, operation)                                          \
  extern "C" __global__ void name(const T* x, const T* y, const T* z, T* out) { \
    int i = blockIdx.x * blockDim.x + threadIdx.x;                            \
    T a = x[i], b = y[i], c = z[i];                                           \
    out[i] = operation;                                                       \
  }
#define VALUE(name, ...) VALUE_OF(u32, name, (__VA_ARGS__))
#define VALUE64(name, ...) VALUE_OF(u64, name, (__VA_ARGS__))

// Bit fields, permutations, sums of absolute differences.
VALUE(bitfield_unsigned, __builtin_amdgcn_ubfe(a, b, c))
VALUE(bitfield_signed, (u32)__builtin_amdgcn_sbfe(a, b, c))
VALUE(align_bits, __builtin_amdgcn_alignbit(a, b, c))
VALUE(align_bytes, __builtin_amdgcn_alignbyte(a, b, c))
VALUE(permute_bytes, __builtin_amdgcn_perm(a, b, c))
VALUE(lerp_bytes, __builtin_amdgcn_lerp(a, b, c))
VALUE(sad_bytes, __builtin_amdgcn_sad_u8(a, b, c))
VALUE(sad_bytes_high, __builtin_amdgcn_sad_hi_u8(a, b, c))
VALUE(sad_halves, __builtin_amdgcn_sad_u16(a, b, c))
VALUE(sad_masked, __builtin_amdgcn_msad_u8(a, b, c))
VALUE64(sad_windows, __builtin_amdgcn_qsad_pk_u16_u8(a, (u32)b, c))
VALUE64(sad_windows_masked, __builtin_amdgcn_mqsad_pk_u16_u8(a, (u32)b, c))
VALUE64(sad_windows_wide, ({
  u32x4 sum = {(u32)c, (u32)(c >> 32), 11, 0xfffffff0u};
  sum = __builtin_amdgcn_mqsad_u32_u8(a, (u32)b, sum);
  (u64)(sum.x ^ sum.z) << 32 | (sum.y ^ sum.w);
}))

// Dot products of integers, with and without saturation.
VALUE(dot4_unsigned, __builtin_amdgcn_udot4(a, b, c, false))
VALUE(dot4_unsigned_clamp, __builtin_amdgcn_udot4(a, b, c, true))
VALUE(dot4_signed, (u32)__builtin_amdgcn_sdot4(a, b, c, false))
VALUE(dot4_signed_clamp, (u32)__builtin_amdgcn_sdot4(a, b, c, true))
VALUE(dot8_unsigned, __builtin_amdgcn_udot8(a, b, c, false))
VALUE(dot8_unsigned_clamp, __builtin_amdgcn_udot8(a, b, c, true))
VALUE(dot8_signed, (u32)__builtin_amdgcn_sdot8(a, b, c, false))
VALUE(dot8_signed_clamp, (u32)__builtin_amdgcn_sdot8(a, b, c, true))
VALUE(dot2_unsigned_clamp, __builtin_amdgcn_udot2(BITS(u16x2, a), BITS(u16x2, b), c, true))
VALUE(dot2_signed, (u32)__builtin_amdgcn_sdot2(BITS(i16x2, a), BITS(i16x2, b), c, false))

// Packs that saturate, and packed integers.
VALUE(pack_i16, WORD(__builtin_amdgcn_cvt_pk_i16(a, b)))
VALUE(pack_u16, WORD(__builtin_amdgcn_cvt_pk_u16(a, b)))
VALUE(pack_norm_i16, WORD(__builtin_amdgcn_cvt_pknorm_i16(F(a), F(b))))
VALUE(pack_norm_u16, WORD(__builtin_amdgcn_cvt_pknorm_u16(F(a), F(b))))
VALUE(pack_byte, __builtin_amdgcn_cvt_pk_u8_f32(F(a), b, c))
VALUE(saturate_to_bytes, ({
  u32 r;
  asm("v_sat_pk_u8_i16 %0, %1" : "=v"(r) : "v"(a));
  r;
}))
#define PACKED(name, instruction)                                   \
  VALUE(name, ({                                                    \
    u32 r;                                                          \
    asm(instruction : "=v"(r) : "v"(a), "v"(b), "v"(c));            \
    r;                                                              \
  }))
PACKED(packed_add_clamp, "v_pk_add_u16 %0, %1, %2 clamp")
PACKED(packed_sub_clamp, "v_pk_sub_i16 %0, %1, %2 clamp")
PACKED(packed_min_signed, "v_pk_min_i16 %0, %1, %2")
PACKED(packed_max_unsigned, "v_pk_max_u16 %0, %1, %2")
PACKED(packed_multiply_add, "v_pk_mad_u16 %0, %1, %2, %3")
PACKED(packed_crossed, "v_pk_mul_lo_u16 %0, %1, %2 op_sel:[1,0] op_sel_hi:[0,1]")
PACKED(packed_shift, "v_pk_ashrrev_i16 %0, %1, %2")
