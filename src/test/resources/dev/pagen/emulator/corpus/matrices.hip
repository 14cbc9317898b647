// Matrix instructions: each lane's part of A, B and C as it lies in memory, and of D likewise.
typedef _Float16 f16x4 __attribute__((ext_vector_type(4)));
typedef _Float16 f16x8 __attribute__((ext_vector_type(8)));
typedef short i16x4 __attribute__((ext_vector_type(4)));
typedef __bf16 bf16x8 __attribute__((ext_vector_type(8)));
typedef float f32x4 __attribute__((ext_vector_type(4)));
typedef float f32x16 __attribute__((ext_vector_type(16)));
typedef float f32x32 __attribute__((ext_vector_type(32)));
typedef double f64x4 __attribute__((ext_vector_type(4)));
typedef int i32x4 __attribute__((ext_vector_type(4)));
typedef int i32x8 __attribute__((ext_vector_type(8)));
typedef int i32x16 __attribute__((ext_vector_type(16)));

#define MATRIX_WITH(name, P, C, instruction, ...)                                       \
  extern "C" __global__ void name(const P* a, const P* b, const C* c, C* d) {           \
    int l = threadIdx.x;                                                                \
    d[l] = __builtin_amdgcn_mfma_##instruction(a[l], b[l], c[l], __VA_ARGS__);          \
  }
#define MATRIX(name, P, C, instruction) MATRIX_WITH(name, P, C, instruction, 0, 0, 0)
MATRIX(mm_f32_16x16x4, float, f32x4, f32_16x16x4f32)
MATRIX(mm_f32_16x16x1, float, f32x16, f32_16x16x1f32)
MATRIX(mm_f32_32x32x2, float, f32x16, f32_32x32x2f32)
MATRIX(mm_f32_32x32x1, float, f32x32, f32_32x32x1f32)
MATRIX(mm_f32_4x4x1, float, f32x4, f32_4x4x1f32)
MATRIX(mm_f16_16x16x4, f16x4, f32x16, f32_16x16x4f16)
MATRIX(mm_f16_16x16x16, f16x4, f32x4, f32_16x16x16f16)
MATRIX(mm_f16_32x32x4, f16x4, f32x32, f32_32x32x4f16)
MATRIX(mm_f16_32x32x8, f16x4, f32x16, f32_32x32x8f16)
MATRIX(mm_f16_4x4x4, f16x4, f32x4, f32_4x4x4f16)
MATRIX(mm_bf16_16x16x4, i16x4, f32x16, f32_16x16x4bf16_1k)
MATRIX(mm_bf16_16x16x16, i16x4, f32x4, f32_16x16x16bf16_1k)
MATRIX(mm_bf16_32x32x4, i16x4, f32x32, f32_32x32x4bf16_1k)
MATRIX(mm_bf16_32x32x8, i16x4, f32x16, f32_32x32x8bf16_1k)
MATRIX(mm_bf16_4x4x4, i16x4, f32x4, f32_4x4x4bf16_1k)
MATRIX(mm_f64_16x16x4, double, f64x4, f64_16x16x4f64)
MATRIX(mm_f64_4x4x4, double, double, f64_4x4x4f64)
MATRIX_WITH(mm_f64_16x16x4_negated, double, f64x4, f64_16x16x4f64, 0, 0, 5)
MATRIX_WITH(mm_f64_4x4x4_negated, double, double, f64_4x4x4f64, 0, 0, 5)
MATRIX_WITH(mm_f32_16x16x1_shared, float, f32x16, f32_16x16x1f32, 2, 3, 5)
MATRIX_WITH(mm_f32_32x32x1_shared, float, f32x32, f32_32x32x1f32, 1, 1, 1)
#if defined(__gfx942__)
MATRIX(mm_xf32_16x16x8, f32x2, f32x4, f32_16x16x8_xf32)
MATRIX(mm_xf32_32x32x4, f32x2, f32x16, f32_32x32x4_xf32)
#endif
#if defined(__gfx942__) || defined(__gfx950__)
MATRIX(mm_i8_16x16x32, long, i32x4, i32_16x16x32_i8)
MATRIX(mm_i8_32x32x16, long, i32x16, i32_32x32x16_i8)
MATRIX(mm_fp8_fp8_16x16x32, long, f32x4, f32_16x16x32_fp8_fp8)
MATRIX(mm_fp8_bf8_16x16x32, long, f32x4, f32_16x16x32_fp8_bf8)
MATRIX(mm_bf8_fp8_16x16x32, long, f32x4, f32_16x16x32_bf8_fp8)
MATRIX(mm_bf8_bf8_16x16x32, long, f32x4, f32_16x16x32_bf8_bf8)
MATRIX(mm_fp8_fp8_32x32x16, long, f32x16, f32_32x32x16_fp8_fp8)
MATRIX(mm_fp8_bf8_32x32x16, long, f32x16, f32_32x32x16_fp8_bf8)
MATRIX(mm_bf8_fp8_32x32x16, long, f32x16, f32_32x32x16_bf8_fp8)
MATRIX(mm_bf8_bf8_32x32x16, long, f32x16, f32_32x32x16_bf8_bf8)
#endif
#if defined(__gfx950__)
MATRIX(mm_f16_16x16x32, f16x8, f32x4, f32_16x16x32_f16)
MATRIX(mm_f16_32x32x16, f16x8, f32x16, f32_32x32x16_f16)
MATRIX(mm_bf16_16x16x32, bf16x8, f32x4, f32_16x16x32_bf16)
MATRIX(mm_bf16_32x32x16, bf16x8, f32x16, f32_32x32x16_bf16)
#endif
