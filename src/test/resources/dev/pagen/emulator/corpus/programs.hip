// Whole small programs with one right answer: words in, words out, 256 work-items of a group.
#define PROGRAM(name, ...) \
  extern "C" __global__ void name(const u32* in, u32* out) { const u32 t = threadIdx.x; __VA_ARGS__ }

PROGRAM(tree_sum,
  __shared__ u32 s[256];
  s[t] = in[t];
  __syncthreads();
  for (u32 step = 128; step; step >>= 1) {
    if (t < step) s[t] += s[t + step];
    __syncthreads();
  }
  if (t == 0) out[0] = s[0];)
PROGRAM(running_sum,
  __shared__ u32 s[256];
  s[t] = in[t];
  __syncthreads();
  for (u32 step = 1; step < 256; step <<= 1) {
    u32 before = t >= step ? s[t - step] : 0;
    __syncthreads();
    s[t] += before;
    __syncthreads();
  }
  out[t] = s[t];)
PROGRAM(sorted_bitonic,
  __shared__ u32 s[256];
  s[t] = in[t];
  __syncthreads();
  for (u32 size = 2; size <= 256; size <<= 1)
    for (u32 step = size / 2; step; step >>= 1) {
      u32 other = t ^ step;
      if (other > t) {
        u32 x = s[t], y = s[other];
        if ((x > y) == ((t & size) == 0)) { s[t] = y; s[other] = x; }
      }
      __syncthreads();
    }
  out[t] = s[t];)
PROGRAM(sorted_by_rank,
  __shared__ u32 s[256];
  s[t] = in[t];
  __syncthreads();
  u32 rank = 0;
  for (u32 k = 0; k < 256; k++) rank += s[k] < s[t] || (s[k] == s[t] && k < t);
  out[rank] = s[t];)
PROGRAM(transposed_tile,
  __shared__ u32 tile[16][17];
  tile[t / 16][t % 16] = in[t];
  __syncthreads();
  out[t] = tile[t % 16][t / 16];)
PROGRAM(multiplied_tiles,
  __shared__ u32 a[16][16], b[16][17];
  a[t / 16][t % 16] = in[t];
  b[t / 16][t % 16] = in[256 + t];
  __syncthreads();
  u32 sum = 0;
  for (int k = 0; k < 16; k++) sum += a[t / 16][k] * b[k][t % 16];
  out[t] = sum;)
PROGRAM(histogram,
  __shared__ u32 bins[16];
  if (t < 16) bins[t] = 0;
  __syncthreads();
  atomicAdd(&bins[in[t] >> 28], 1);
  __syncthreads();
  if (t < 16) out[t] = bins[t];)
PROGRAM(compacted,
  __shared__ u32 before[4];
  bool keep = in[t] % 3 == 0;
  u64 mask = __ballot(keep);
  if (t % 64 == 0) before[t / 64] = __popcll(mask);
  __syncthreads();
  u32 at = __popcll(mask & ((1ull << (t % 64)) - 1));
  for (u32 w = 0; w < t / 64; w++) at += before[w];
  if (keep) out[at] = in[t];)
PROGRAM(collatz_steps,
  u64 x = in[t] % 10000 + 1;
  u32 steps = 0;
  while (x != 1) { x = x & 1 ? 3 * x + 1 : x / 2; steps++; }
  out[t] = steps;)
__device__ __attribute__((noinline)) u32 divisor(u32 a, u32 b) { return b == 0 ? a : divisor(b, a % b); }
PROGRAM(common_divisor, out[t] = divisor(in[t], in[256 + t]);)
__device__ __attribute__((noinline)) u32 ackermann(u32 m, u32 n) {
  if (m == 0) return n + 1;
  if (n == 0) return ackermann(m - 1, 1);
  return ackermann(m - 1, ackermann(m, n - 1));
}
PROGRAM(recursion_in_recursion, out[t] = ackermann(in[t] % 3, in[t] / 3 % 4);)
__device__ __attribute__((noinline)) u32 plus(u32 a, u32 b) { return a + b; }
__device__ __attribute__((noinline)) u32 times(u32 a, u32 b) { return a * b; }
__device__ __attribute__((noinline)) u32 turned(u32 a, u32 b) { return a << (b & 31) | a >> (-b & 31); }
PROGRAM(called_by_pointer,
  u32 (*f)(u32, u32) = in[t] % 3 == 0 ? plus : in[t] % 3 == 1 ? times : turned;
  asm volatile("" : "+v"(f));
  out[t] = f(in[t], in[256 + t]);)
PROGRAM(checksum_crc,
  u32 crc = ~0u;
  for (u32 k = 0; k <= t % 64; k++)
    for (int byte = 0; byte < 4; byte++) {
      crc ^= in[k] >> 8 * byte & 255;
      for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
    }
  out[t] = ~crc;)
PROGRAM(checksum_adler,
  u32 a = 1, b = 0;
  for (u32 k = 0; k < 4 * (t + 1); k++) {
    a = (a + (in[k / 4] >> 8 * (k % 4) & 255)) % 65521;
    b = (b + a) % 65521;
  }
  out[t] = b << 16 | a;)
__device__ const u32 ROUND_CONSTANTS[64] = {
  0x428a2f98,0x71374491,0xb5c0fbcf,0xe9b5dba5,0x3956c25b,0x59f111f1,0x923f82a4,0xab1c5ed5,
  0xd807aa98,0x12835b01,0x243185be,0x550c7dc3,0x72be5d74,0x80deb1fe,0x9bdc06a7,0xc19bf174,
  0xe49b69c1,0xefbe4786,0x0fc19dc6,0x240ca1cc,0x2de92c6f,0x4a7484aa,0x5cb0a9dc,0x76f988da,
  0x983e5152,0xa831c66d,0xb00327c8,0xbf597fc7,0xc6e00bf3,0xd5a79147,0x06ca6351,0x14292967,
  0x27b70a85,0x2e1b2138,0x4d2c6dfc,0x53380d13,0x650a7354,0x766a0abb,0x81c2c92e,0x92722c85,
  0xa2bfe8a1,0xa81a664b,0xc24b8b70,0xc76c51a3,0xd192e819,0xd6990624,0xf40e3585,0x106aa070,
  0x19a4c116,0x1e376c08,0x2748774c,0x34b0bcb5,0x391c0cb3,0x4ed8aa4a,0x5b9cca4f,0x682e6ff3,
  0x748f82ee,0x78a5636f,0x84c87814,0x8cc70208,0x90befffa,0xa4506ceb,0xbef9a3f7,0xc67178f2};
// The digest of one word, padded to a block.
PROGRAM(digest_of_a_word,
  auto right = [](u32 x, int n) { return x >> n | x << (32 - n); };
  u32 w[64] = {in[t], 0x80000000u};
  for (int k = 2; k < 15; k++) w[k] = 0;
  w[15] = 32;
  for (int k = 16; k < 64; k++)
    w[k] = w[k - 16] + (right(w[k - 15], 7) ^ right(w[k - 15], 18) ^ w[k - 15] >> 3) + w[k - 7] +
           (right(w[k - 2], 17) ^ right(w[k - 2], 19) ^ w[k - 2] >> 10);
  u32 start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  u32 h[8];
  for (int k = 0; k < 8; k++) h[k] = start[k];
  for (int k = 0; k < 64; k++) {
    u32 x = h[7] + (right(h[4], 6) ^ right(h[4], 11) ^ right(h[4], 25)) + ((h[4] & h[5]) ^ (~h[4] & h[6])) +
            ROUND_CONSTANTS[k] + w[k];
    u32 y = (right(h[0], 2) ^ right(h[0], 13) ^ right(h[0], 22)) + ((h[0] & h[1]) ^ (h[0] & h[2]) ^ (h[1] & h[2]));
    for (int j = 7; j > 0; j--) h[j] = h[j - 1] + (j == 4 ? x : 0);
    h[0] = x + y;
  }
  out[t] = h[0] + start[0];)
PROGRAM(drawn_numbers,
  u64 state = in[t] * 0x5851f42d4c957f2dull + in[256 + t];
  u32 last = 0;
  for (int k = 0; k < 20; k++) {
    u32 mixed = (u32)((state >> 18 ^ state) >> 27), turn = state >> 59;
    last ^= mixed >> turn | mixed << (-turn & 31);
    state = state * 6364136223846793005ull + 1442695040888963407ull;
  }
  out[t] = last;)
PROGRAM(interleaved_bits,
  u32 r = 0;
  for (int k = 0; k < 16; k++) r |= (in[t] >> k & 1) << 2 * k | (in[256 + t] >> k & 1) << (2 * k + 1);
  out[t] = r;)
PROGRAM(counted_bits,
  out[t] = __popc(in[t]) | __clz((int)in[t]) << 8 | __ffs((int)in[t]) << 16 | (__brev(in[t]) & 0xff000000);)
PROGRAM(queens_placed,
  u32 n = 4 + t % 4, found = 0, depth = 0;
  u32 columns[8], left[8], right[8], open[8];
  columns[0] = left[0] = right[0] = 0;
  open[0] = (1u << n) - 1;
  while (true) {
    if (open[depth] == 0) { if (depth-- == 0) break; continue; }
    u32 bit = open[depth] & -open[depth];
    open[depth] ^= bit;
    if (depth + 1 == n) { found++; continue; }
    columns[depth + 1] = columns[depth] | bit;
    left[depth + 1] = (left[depth] | bit) << 1;
    right[depth + 1] = (right[depth] | bit) >> 1;
    depth++;
    open[depth] = ((1u << n) - 1) & ~(columns[depth] | left[depth] | right[depth]);
  }
  out[t] = found;)
PROGRAM(cells_that_live,
  __shared__ unsigned char cells[16][16];
  cells[t / 16][t % 16] = in[t] & 1;
  for (int generation = 0; generation < 5; generation++) {
    __syncthreads();
    int sum = 0;
    for (int dy = -1; dy <= 1; dy++)
      for (int dx = -1; dx <= 1; dx++) sum += cells[(t / 16 + dy) & 15][(t % 16 + dx) & 15];
    int self = cells[t / 16][t % 16];
    __syncthreads();
    cells[t / 16][t % 16] = sum == 3 || (self && sum == 4);
  }
  __syncthreads();
  out[t] = cells[t / 16][t % 16];)
PROGRAM(steps_that_differ,
  int row[9];
  for (int j = 0; j <= 8; j++) row[j] = j;
  for (int i = 1; i <= 8; i++) {
    int corner = row[0];
    row[0] = i;
    for (int j = 1; j <= 8; j++) {
      bool same = (in[t] >> 4 * (i - 1) & 15) == (in[256 + t] >> 4 * (j - 1) & 15);
      int best = min(min(row[j], row[j - 1]) + 1, corner + !same);
      corner = row[j];
      row[j] = best;
    }
  }
  out[t] = row[8];)
PROGRAM(long_product,
  u32 r[8] = {0};
  for (int i = 0; i < 4; i++) {
    u64 carry = 0;
    for (int j = 0; j < 4; j++) {
      carry += r[i + j] + (u64)in[4 * (t % 64) + i] * in[256 + 4 * (t % 64) + j];
      r[i + j] = (u32)carry;
      carry >>= 32;
    }
    r[i + 4] = (u32)carry;
  }
  out[t] = r[t / 64 * 2] ^ r[t / 64 * 2 + 1];)
PROGRAM(power_modulo,
  u32 modulus = in[256 + t] | 3;
  u64 base = in[t] % modulus, r = 1;
  for (u32 e = 65537 + t; e; e >>= 1) {
    if (e & 1) r = r * base % modulus;
    base = base * base % modulus;
  }
  out[t] = (u32)r;)
PROGRAM(whole_root,
  u32 x = in[t], r = 0;
  for (u32 bit = 1u << 30; bit; bit >>= 2) {
    if (x >= r + bit) { x -= r + bit; r = (r >> 1) + bit; } else r >>= 1;
  }
  out[t] = r;)
PROGRAM(found_by_halving,
  __shared__ u32 s[256];
  s[t] = t * 0x01000000u + (in[t] & 0xffffff);
  __syncthreads();
  u32 low = 0, high = 256;
  while (low < high) { u32 middle = (low + high) / 2; if (s[middle] < in[256 + t]) low = middle + 1; else high = middle; }
  out[t] = low;)
PROGRAM(many_ways,
  u32 x = in[t];
  for (int k = 0; k < 12; k++)
    switch (x % 7) {
      case 0: x = x * 3 + 1; break;
      case 1: x ^= x >> 5; break;
      case 2: if (x & 0x100) continue; x += 0x1234567; break;
      case 3: x = ~x; break;
      case 4: x = x << 3 | x >> 29; // and what comes next
      case 5: x -= 77; break;
      default: if (x > 0xf0000000u) { out[t] = x; return; } x += k;
    }
  out[t] = x;)
PROGRAM(summed_with_care, {
  _Pragma("clang fp contract(off)")
  double sum = 0, lost = 0;
  for (int k = 0; k < 64; k++) {
    double value = (double)(int)in[(t + k) % 256] * 1e-3, y = value - lost, next = sum + y;
    lost = (next - sum) - y;
    sum = next;
  }
  u64 bits = __builtin_bit_cast(u64, sum);
  out[t] = (u32)(bits ^ bits >> 32);
})
