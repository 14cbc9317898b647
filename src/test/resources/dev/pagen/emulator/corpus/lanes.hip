// What lanes take from each other. One wave; a is the lane's word, b a number of its own choosing.
#define lane ((u32)(threadIdx.x & 63))
#define IN_EVEN_LANES(otherwise, operation) ({ u32 r = (otherwise); if (lane % 2 == 0) r = (operation); r; })

VALUE64(lanes_equal, __builtin_amdgcn_uicmp((u32)a % 7, 3u, 32))
VALUE64(lanes_below_unsigned, __builtin_amdgcn_uicmp((u32)a, (u32)b, 36))
VALUE64(lanes_below_signed, __builtin_amdgcn_sicmp((int)a, (int)b, 40))
VALUE64(lanes_not_below_wide, __builtin_amdgcn_uicmpl(a, b, 35))
VALUE64(lanes_not_below_signed_wide, __builtin_amdgcn_sicmpl(a, b, 39))
VALUE64(lanes_equal_float, __builtin_amdgcn_fcmpf(F((u32)a), F((u32)b), 1))
VALUE64(lanes_unordered_or_below, __builtin_amdgcn_fcmpf(F((u32)a), F((u32)b), 12))
VALUE64(ballot, __ballot(a % 5 == 2 || lane == 63))
VALUE64(ballot_of_some, ({ u64 r = ~0ull; if (a & 1) r = __ballot(b & 1); r; }))
VALUE(count_below, __builtin_amdgcn_mbcnt_hi(0x6db6db6du, __builtin_amdgcn_mbcnt_lo(0xb6db6db6u, 5 + lane % 4)))
VALUE(read_lane_0, (u32)__builtin_amdgcn_readlane(a, 0))
VALUE(read_lane_17, (u32)__builtin_amdgcn_readlane(a, 17))
VALUE(read_lane_48, (u32)__builtin_amdgcn_readlane(a, 48))
VALUE(read_first, (u32)__builtin_amdgcn_readfirstlane(a))
VALUE(read_first_active, ({ u32 r = 7; if (lane % 8 > 5) r = __builtin_amdgcn_readfirstlane(a); r; }))
VALUE(write_lane, ({
  u32 r = a;
  asm("s_nop 1\n\tv_writelane_b32 %0, %1, 33" : "+v"(r) : "s"(0x1234));
  r;
}))
VALUE(gather_next, (u32)__builtin_amdgcn_ds_bpermute(4 * ((lane + 1) % 64), a))
VALUE(gather_half, (u32)__builtin_amdgcn_ds_bpermute(4 * (lane ^ 32), a))
VALUE(gather_anything, (u32)__builtin_amdgcn_ds_bpermute(4 * b, a))
VALUE(scatter_next, (u32)__builtin_amdgcn_ds_permute(4 * ((lane + 1) % 64), a))
VALUE(scatter_half, (u32)__builtin_amdgcn_ds_permute(4 * (lane ^ 32), a))
VALUE(scatter_to_even, (u32)__builtin_amdgcn_ds_permute(4 * (lane & ~1u), a))
VALUE(gather_from_inactive, IN_EVEN_LANES(0xc001d00d, __builtin_amdgcn_ds_bpermute(4 * ((lane + 1) % 64), a)))
VALUE(gather_among_active, IN_EVEN_LANES(0xc001d00d, __builtin_amdgcn_ds_bpermute(4 * ((lane + 2) % 64), a)))
VALUE(swizzle_identity, (u32)__builtin_amdgcn_ds_swizzle(a, 0x001f))
VALUE(swizzle_pairs, (u32)__builtin_amdgcn_ds_swizzle(a, 0x041f))
VALUE(swizzle_fours, (u32)__builtin_amdgcn_ds_swizzle(a, 0x101f))
VALUE(swizzle_broadcast, (u32)__builtin_amdgcn_ds_swizzle(a, 0x00e3))
VALUE(swizzle_quad_first, (u32)__builtin_amdgcn_ds_swizzle(a, 0x8000))
VALUE(swizzle_quad_swap, (u32)__builtin_amdgcn_ds_swizzle(a, 0x80b1))
VALUE(swizzle_rotate, (u32)__builtin_amdgcn_ds_swizzle(a, 0xc0a0))
VALUE(dpp_identity, (u32)__builtin_amdgcn_mov_dpp(a, 0xe4, 0xf, 0xf, false))
VALUE(dpp_quad_swap, (u32)__builtin_amdgcn_mov_dpp(a, 0xb1, 0xf, 0xf, false))
VALUE(dpp_rows_masked, (u32)__builtin_amdgcn_update_dpp(~a, a, 0xb1, 0x5, 0xf, false))
VALUE(dpp_banks_masked, (u32)__builtin_amdgcn_update_dpp(~a, a, 0x1b, 0xf, 0x6, false))
VALUE(dpp_mirror_row, (u32)__builtin_amdgcn_update_dpp(~a, a, 0x140, 0xf, 0xf, false))
VALUE(dpp_mirror_half, (u32)__builtin_amdgcn_update_dpp(~a, a, 0x141, 0xf, 0xf, false))
VALUE(dpp_shift_keeps, (u32)__builtin_amdgcn_update_dpp(~a, a, 0x113, 0xf, 0xf, false))
VALUE(dpp_shift_zeroes, (u32)__builtin_amdgcn_update_dpp(~a, a, 0x113, 0xf, 0xf, true))
VALUE(dpp_wave_shift, (u32)__builtin_amdgcn_update_dpp(~a, a, 0x138, 0xf, 0xf, false))
VALUE(dpp_wave_rotate, (u32)__builtin_amdgcn_update_dpp(~a, a, 0x134, 0xf, 0xf, false))
VALUE(dpp_last_of_row_31, (u32)__builtin_amdgcn_update_dpp(~a, a, 0x143, 0xf, 0xf, false))
VALUE(dpp_of_inactive, IN_EVEN_LANES(0xc001d00d, __builtin_amdgcn_update_dpp(~a, a, 0xb1, 0xf, 0xf, false)))
VALUE(shuffle_low_quarter, (u32)__shfl((int)a, lane & 15))
VALUE(shuffle_high_quarter, (u32)__shfl((int)a, 32 | (lane & 15)))
VALUE64(shuffle_doubles, BITS(u64, __shfl(D(a), 32 | (lane & 15))))
VALUE(shuffle_up, (u32)__shfl_up((int)a, 3))
VALUE(shuffle_down_in_groups, (u32)__shfl_down((int)a, 5, 16))

#define FOLD(T, name, combine)                                    \
  extern "C" __global__ void name(const T* x, T* out) {           \
    T r = x[threadIdx.x];                                         \
    for (int offset = 1; offset < 64; offset <<= 1) {             \
      T other = __shfl_xor(r, offset);                            \
      r = combine;                                                \
    }                                                             \
    out[threadIdx.x] = r;                                         \
  }
FOLD(int, wave_sum, r + other)
FOLD(int, wave_minimum, r < other ? r : other)
FOLD(u32, wave_maximum, r > other ? r : other)
FOLD(u32, wave_and, r & other)
FOLD(u32, wave_or, r | other)
FOLD(u32, wave_xor, r ^ other)
FOLD(long long, wave_sum_wide, r + other)
FOLD(long long, wave_minimum_wide, r < other ? r : other)
FOLD(u64, wave_maximum_wide, r > other ? r : other)
FOLD(float, wave_sum_f32, r + other)
FOLD(float, wave_maximum_f32, __builtin_fmaxf(r, other))
FOLD(double, wave_sum_f64, r + other)
FOLD(double, wave_minimum_f64, __builtin_fmin(r, other))

#if defined(__gfx950__)
VALUE64(swap_rows, ({ u32x2 r = __builtin_amdgcn_permlane16_swap((u32)a, (u32)b, false, false); BITS(u64, r); }))
VALUE64(swap_halves, ({ u32x2 r = __builtin_amdgcn_permlane32_swap((u32)a, (u32)b, false, false); BITS(u64, r); }))
#endif
#undef lane
