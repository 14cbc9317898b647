// What waves do with LDS between barriers: right, or with one fault. 256 work-items, four waves.
#define RACE(name, ...)                                                             \
  extern "C" __global__ __launch_bounds__(256) void name(const int* in, int* out) { \
    const int t = threadIdx.x, wave = t / 64, lane = t % 64;                        \
    __shared__ __attribute__((aligned(16))) volatile int s[1024];                   \
    __VA_ARGS__                                                                     \
  }
#define BARRIER __syncthreads();
RACE(cross_wave_clean, s[t] = in[t]; BARRIER out[t] = s[t ^ 64];)
RACE(cross_wave_race, s[t] = in[t]; out[t] = s[t ^ 64];)
RACE(same_wave_clean, s[t] = in[t]; out[t] = s[t ^ 32]; s[t ^ 1] = t;)
RACE(reduce_clean, s[t] = in[t]; BARRIER for (int k = 128; k; k >>= 1) { if (t < k) s[t] += s[t + k]; BARRIER } if (t == 0) out[0] = s[0];)
RACE(reduce_race, s[t] = in[t]; BARRIER for (int k = 128; k; k >>= 1) { if (t < k) s[t] += s[t + k]; if (k < 128) BARRIER } if (t == 0) out[0] = s[0];)
RACE(write_after_read_clean, s[t] = in[t]; BARRIER int x = s[t ^ 64]; BARRIER s[t] = x; BARRIER out[t] = s[t];)
RACE(write_after_read_race, s[t] = in[t]; BARRIER int x = s[t ^ 64]; s[t] = x; BARRIER out[t] = s[t];)
RACE(write_after_write_race, s[lane] = wave; BARRIER out[t] = s[lane];)
RACE(write_of_one_wave_clean, if (wave == 2) s[lane] = in[lane]; BARRIER out[t] = s[lane];)
RACE(some_lanes_clean, if (t % 2) s[t] = in[t]; BARRIER if (t % 2 == 0) s[t] = 7; BARRIER out[t] = s[t ^ 65];)
RACE(some_lanes_race, if (t % 2) s[t] = in[t]; if (t % 2 == 0) s[t] = s[(t + 65) & 255 | 1];)
RACE(some_lanes_of_a_wave_clean, if (lane < 32) s[t] = in[t]; else s[t] = 5; out[t] = s[t ^ 63];)
RACE(other_words_clean, s[t] = in[t]; s[256 + t] = t; out[t] = s[256 + t] + s[t];)
RACE(bytes_of_a_word_clean, ((volatile char*)s)[4 * lane + wave] = (char)t; BARRIER out[t] = s[lane];)
RACE(bytes_of_a_word_race, ((volatile char*)s)[4 * lane + wave] = (char)t; out[t] = s[lane];)
RACE(halves_race, ((volatile short*)s)[t] = (short)t; out[t] = ((volatile char*)s)[(2 * t + 129) & 511];)
RACE(transposed_clean, s[t % 16 * 16 + t / 16] = in[t]; BARRIER out[t] = s[t];)
RACE(transposed_race, s[t % 16 * 16 + t / 16] = in[t]; out[t] = s[t];)
RACE(two_offsets_clean,
  int at = 4 * t + (int)(unsigned long)(__attribute__((address_space(3))) int*)s;
  ASM("ds_write2st64_b32 %0, %1, %1 offset0:0 offset1:4\n\ts_waitcnt lgkmcnt(0)" : : "v"(at), "v"(t) : "memory");
  BARRIER out[t] = s[256 + (t ^ 64)];)
RACE(two_offsets_race,
  int at = 4 * t + (int)(unsigned long)(__attribute__((address_space(3))) int*)s;
  ASM("ds_write2st64_b32 %0, %1, %1 offset0:0 offset1:4\n\ts_waitcnt lgkmcnt(0)" : : "v"(at), "v"(t) : "memory");
  out[t] = s[256 + (t ^ 64)];)
RACE(atomics_clean, if (t < 8) s[t] = 0; BARRIER atomicAdd((int*)&s[in[t] & 7], 1); BARRIER if (t < 8) out[t] = s[t];)
RACE(atomic_beside_read_race, if (t < 8) s[t] = 0; BARRIER atomicAdd((int*)&s[lane & 7], 1); out[t] = s[lane & 7];)
RACE(atomic_beside_start_race, if (t < 8) s[t] = 0; atomicAdd((int*)&s[lane & 7], 1); BARRIER if (t < 8) out[t] = s[t];)
RACE(two_buffers_clean, int sum = 0; for (int k = 0; k < 4; k++) { s[256 * (k % 2) + t] = in[t] + k; BARRIER sum += s[256 * (k % 2) + (t ^ 64)]; } out[t] = sum;)
RACE(one_buffer_race, int sum = 0; for (int k = 0; k < 4; k++) { s[t] = in[t] + k; BARRIER sum += s[t ^ 64]; } out[t] = sum;)
RACE(one_buffer_clean, int sum = 0; for (int k = 0; k < 4; k++) { s[t] = in[t] + k; BARRIER sum += s[t ^ 64]; BARRIER } out[t] = sum;)
RACE(three_buffers_clean, int sum = 0; s[t] = in[t]; for (int k = 0; k < 6; k++) { BARRIER sum += s[256 * (k % 3) + (t ^ 64)]; s[256 * ((k + 1) % 3) + t] = sum; } out[t] = sum;)
RACE(barrier_in_some_turns_race, int sum = 0; for (int k = 0; k < 4; k++) { s[256 * (k % 2) + t] = in[t] + k; if (k != 2) BARRIER sum += s[256 * (k % 2) + (t ^ 64)]; } out[t] = sum;)
RACE(wide_accesses_race, ((volatile double*)s)[t] = in[t]; out[t] = s[(2 * t + 129) & 511];)
RACE(overlapping_rows_race, for (int k = 0; k < 2; k++) s[t + k] = in[t]; BARRIER out[t] = s[t];)
RACE(groups_apart_clean, s[t] = in[256 * blockIdx.x + t]; BARRIER out[256 * blockIdx.x + t] = s[t ^ 64];)
RACE(in_the_last_group_race, s[t] = in[256 * blockIdx.x + t]; if (blockIdx.x < 7) BARRIER out[256 * blockIdx.x + t] = s[t ^ 64];)
RACE(read_only_clean, if (wave == 0) for (int k = lane; k < 256; k += 64) s[k] = in[k]; BARRIER int x = 0; for (int k = 0; k < 8; k++) x += s[k * 31]; out[t] = x;)
RACE(unwritten_read, if (t != 77) s[t] = in[t]; BARRIER out[t] = s[t ^ 64];)
#if defined(__gfx942__) || defined(__gfx950__)
#define TO_OWN_ROW                                                                          \
  unsigned at = 256 * wave + (unsigned)(unsigned long)(__attribute__((address_space(3))) int*)s; \
  const int* p = in + t;                                                                    \
  ASM("s_mov_b32 m0, %1\n\ts_nop 0\n\tglobal_load_lds_dword %0, off\n\ts_waitcnt vmcnt(0)"  \
      : : "v"(p), "s"(__builtin_amdgcn_readfirstlane(at)) : "memory");
RACE(copied_to_lds_clean, TO_OWN_ROW BARRIER out[t] = s[t ^ 64];)
RACE(copied_to_lds_race, TO_OWN_ROW out[t] = s[t ^ 64];)
RACE(copied_over_race, s[t ^ 64] = 1; TO_OWN_ROW BARRIER out[t] = s[t];)
RACE(copied_own_wave_clean, TO_OWN_ROW out[t] = s[t ^ 32];)
#endif
