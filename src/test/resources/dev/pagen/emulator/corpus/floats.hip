// Functions of the vector unit as compilers ask for them, on floats, doubles and halves.
VALUE(reciprocal_f32, WORD(__builtin_amdgcn_rcpf(F(a))))
VALUE(root_f32, WORD(__builtin_amdgcn_sqrtf(F(a))))
VALUE(reciprocal_root_f32, WORD(__builtin_amdgcn_rsqf(F(a))))
VALUE(sine_f32, WORD(__builtin_amdgcn_sinf(F(a))))
VALUE(cosine_f32, WORD(__builtin_amdgcn_cosf(F(a))))
VALUE(logarithm_f32, WORD(__builtin_amdgcn_logf(F(a))))
VALUE(power_of_two_f32, WORD(__builtin_amdgcn_exp2f(F(a))))
VALUE(fraction_f32, WORD(__builtin_amdgcn_fractf(F(a))))
VALUE(median_f32, WORD(__builtin_amdgcn_fmed3f(F(a), F(b), F(c))))
VALUE(scale_f32, WORD(__builtin_amdgcn_ldexpf(F(a), (int)b)))
VALUE(mantissa_f32, WORD(__builtin_amdgcn_frexp_mantf(F(a))))
VALUE(exponent_f32, (u32)__builtin_amdgcn_frexp_expf(F(a)))
VALUE(class_f32, ({
  u32 r = 0;
  r |= __builtin_amdgcn_classf(F(a), 0x001) << 0 | __builtin_amdgcn_classf(F(a), 0x002) << 1;
  r |= __builtin_amdgcn_classf(F(a), 0x004) << 2 | __builtin_amdgcn_classf(F(a), 0x008) << 3;
  r |= __builtin_amdgcn_classf(F(a), 0x010) << 4 | __builtin_amdgcn_classf(F(a), 0x020) << 5;
  r |= __builtin_amdgcn_classf(F(a), 0x040) << 6 | __builtin_amdgcn_classf(F(a), 0x080) << 7;
  r |= __builtin_amdgcn_classf(F(a), 0x100) << 8 | __builtin_amdgcn_classf(F(a), 0x200) << 9;
  r |= __builtin_amdgcn_classf(F(a), 0x3ff) << 10 | __builtin_amdgcn_classf(F(a), b & 0x3ff) << 11;
  r;
}))
VALUE(add_f32, WORD(F(a) + F(b)))
VALUE(multiply_f32, WORD(F(a) * F(b)))
VALUE(fused_f32, WORD(__builtin_fmaf(F(a), F(b), F(c))))
VALUE(minimum_f32, WORD(__builtin_fminf(F(a), F(b))))
VALUE(maximum_f32, WORD(__builtin_fmaxf(F(a), F(b))))
VALUE(floor_f32, WORD(__builtin_floorf(F(a))))
VALUE(ceiling_f32, WORD(__builtin_ceilf(F(a))))
VALUE(truncate_f32, WORD(__builtin_truncf(F(a))))
VALUE(round_even_f32, WORD(__builtin_rintf(F(a))))
VALUE(round_away_f32, WORD(__builtin_roundf(F(a))))
VALUE(magnitude_f32, WORD(__builtin_fabsf(F(a)) - __builtin_fabsf(F(b))))
VALUE(copy_sign_f32, WORD(__builtin_copysignf(F(a), F(b))))
VALUE(to_signed_f32, ({
  int r;
  asm("v_cvt_i32_f32 %0, %1" : "=v"(r) : "v"(a));
  (u32)r;
}))
VALUE(to_unsigned_f32, ({
  u32 r;
  asm("v_cvt_u32_f32 %0, %1" : "=v"(r) : "v"(a));
  r;
}))
VALUE(from_signed_f32, WORD((float)(int)a))
VALUE(from_unsigned_f32, WORD((float)a))
VALUE(from_bytes_f32, WORD((float)(a & 255) + 256 * (float)(a >> 8 & 255) + (float)(a >> 24)))
VALUE(mixed_f32, WORD(__builtin_fmaf((float)H(a), (float)H(b), F(c))))

VALUE64(reciprocal_f64, BITS(u64, __builtin_amdgcn_rcp(D(a))))
VALUE64(root_f64, BITS(u64, __builtin_amdgcn_sqrt(D(a))))
VALUE64(reciprocal_root_f64, BITS(u64, __builtin_amdgcn_rsq(D(a))))
VALUE64(fraction_f64, BITS(u64, __builtin_amdgcn_fract(D(a))))
VALUE64(scale_f64, BITS(u64, __builtin_amdgcn_ldexp(D(a), (int)b)))
VALUE64(exact_root_f64, BITS(u64, __builtin_sqrt(D(a))))
VALUE64(fused_f64, BITS(u64, __builtin_fma(D(a), D(b), D(c))))
VALUE64(narrow_f64, (u64)WORD((float)D(a)))
VALUE64(widen_f32, BITS(u64, (double)F((u32)a)))
VALUE64(round_even_f64, BITS(u64, __builtin_rint(D(a))))
VALUE64(minimum_f64, BITS(u64, __builtin_fmin(D(a), D(b))))

VALUE(reciprocal_f16, HALF(__builtin_amdgcn_rcph(H(a))))
VALUE(root_f16, HALF(__builtin_amdgcn_sqrth(H(a))))
VALUE(reciprocal_root_f16, HALF(__builtin_amdgcn_rsqh(H(a))))
VALUE(sine_f16, HALF(__builtin_amdgcn_sinh(H(a))))
VALUE(cosine_f16, HALF(__builtin_amdgcn_cosh(H(a))))
VALUE(fraction_f16, HALF(__builtin_amdgcn_fracth(H(a))))
VALUE(median_f16, HALF(__builtin_amdgcn_fmed3h(H(a), H(b), H(c))))
VALUE(scale_f16, HALF(__builtin_amdgcn_ldexph(H(a), (int)b)))
VALUE(fused_f16, HALF(__builtin_fmaf16(H(a), H(b), H(c))))
VALUE(pack_toward_zero, WORD(__builtin_amdgcn_cvt_pkrtz(F(a), F(b))))
VALUE(narrow_f32, HALF(F(a)))
VALUE(widen_f16, WORD((float)H(a)))
VALUE(brain_of_f32, (u32)BITS(unsigned short, (__bf16)F(a)) << 16)
VALUE(f32_of_brain, WORD((float)BITS(__bf16, (unsigned short)a)))
VALUE(packed_add_f16, WORD(BITS(f16x2, a) + BITS(f16x2, b)))
VALUE(packed_fused_f16, WORD(__builtin_elementwise_fma(BITS(f16x2, a), BITS(f16x2, b), BITS(f16x2, c))))
VALUE(dot2_f16, WORD(__builtin_amdgcn_fdot2(BITS(f16x2, a), BITS(f16x2, b), F(c), false)))
VALUE(halves_to_integers, (u32)(unsigned short)(short)H(a))

// Formats of 8 bits, of gfx942 and gfx950.
#if defined(__gfx942__) || defined(__gfx950__)
VALUE(unpack_fp8_0, WORD(__builtin_amdgcn_cvt_f32_fp8(a, 0)))
VALUE(unpack_fp8_1, WORD(__builtin_amdgcn_cvt_f32_fp8(a, 1)))
VALUE(unpack_fp8_2, WORD(__builtin_amdgcn_cvt_f32_fp8(a, 2)))
VALUE(unpack_fp8_3, WORD(__builtin_amdgcn_cvt_f32_fp8(a, 3)))
VALUE(unpack_bf8_0, WORD(__builtin_amdgcn_cvt_f32_bf8(a, 0)))
VALUE(unpack_bf8_1, WORD(__builtin_amdgcn_cvt_f32_bf8(a, 1)))
VALUE(unpack_bf8_2, WORD(__builtin_amdgcn_cvt_f32_bf8(a, 2)))
VALUE(unpack_bf8_3, WORD(__builtin_amdgcn_cvt_f32_bf8(a, 3)))
VALUE64(unpack_pair_fp8_low, BITS(u64, __builtin_amdgcn_cvt_pk_f32_fp8((u32)a, false)))
VALUE64(unpack_pair_fp8_high, BITS(u64, __builtin_amdgcn_cvt_pk_f32_fp8((u32)a, true)))
VALUE64(unpack_pair_bf8_low, BITS(u64, __builtin_amdgcn_cvt_pk_f32_bf8((u32)a, false)))
VALUE64(unpack_pair_bf8_high, BITS(u64, __builtin_amdgcn_cvt_pk_f32_bf8((u32)a, true)))
VALUE(pack_fp8_low, (u32)__builtin_amdgcn_cvt_pk_fp8_f32(F(a), F(b), c, false))
VALUE(pack_fp8_high, (u32)__builtin_amdgcn_cvt_pk_fp8_f32(F(a), F(b), c, true))
VALUE(pack_bf8_low, (u32)__builtin_amdgcn_cvt_pk_bf8_f32(F(a), F(b), c, false))
VALUE(pack_bf8_high, (u32)__builtin_amdgcn_cvt_pk_bf8_f32(F(a), F(b), c, true))
VALUE(stochastic_fp8, (u32)__builtin_amdgcn_cvt_sr_fp8_f32(F(a), b, c, 0))
VALUE(stochastic_fp8_byte, (u32)__builtin_amdgcn_cvt_sr_fp8_f32(F(a), b, c, 2))
VALUE(stochastic_bf8, (u32)__builtin_amdgcn_cvt_sr_bf8_f32(F(a), b, c, 1))
VALUE(stochastic_bf8_byte, (u32)__builtin_amdgcn_cvt_sr_bf8_f32(F(a), b, c, 3))
#endif
