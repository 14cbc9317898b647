// Operators of language models on small tensors: floats in, floats out, one row for each workgroup.
#define OPERATOR(name, ...)                                                                  \
  extern "C" __global__ void name(const float* a, const float* b, float* out, const int* rows) { \
    const int t = threadIdx.x, row = blockIdx.x, i = row * 64 + t;                           \
    __VA_ARGS__                                                                              \
  }
#define UNARY(name, ...) OPERATOR(name, const float x = a[i]; out[i] = (__VA_ARGS__);)       \
  OPERATOR(name##_f16, const float x = (float)((const _Float16*)a)[i]; ((_Float16*)out)[i] = (_Float16)(float)(__VA_ARGS__);)
UNARY(op_abs, fabsf(x))
UNARY(op_neg, -x)
UNARY(op_sgn, (float)((x > 0) - (x < 0)))
UNARY(op_step, x > 0 ? 1.0f : 0.0f)
UNARY(op_relu, fmaxf(x, 0.0f))
UNARY(op_sqr, x * x)
UNARY(op_sqrt, sqrtf(fabsf(x)))
UNARY(op_ceil, ceilf(x))
UNARY(op_round, roundf(x))
UNARY(op_trunc, truncf(x))
UNARY(op_clamp, fminf(fmaxf(x, -0.5f), 0.5f))
UNARY(op_exp, expf(x))
UNARY(op_expm1, expm1f(x))
UNARY(op_sigmoid, 1.0f / (1.0f + expf(-x)))
UNARY(op_silu, x / (1.0f + expf(-x)))
UNARY(op_tanh, tanhf(x))
UNARY(op_elu, x > 0 ? x : expm1f(x))
UNARY(op_softplus, x > 20 ? x : logf(1.0f + expf(x)))
UNARY(op_sin, sinf(x))
UNARY(op_cos, cosf(x))
UNARY(op_softcap, 50.0f * tanhf(x / 50.0f))

OPERATOR(op_add, out[i] = a[i] + b[t];)
OPERATOR(op_sub, out[i] = a[i] - b[t];)
OPERATOR(op_div, out[i] = a[i] / b[t];)
OPERATOR(op_scale, out[i] = 2.0f * a[i] + 0.5f;)
OPERATOR(op_swiglu, float x = a[i]; out[i] = x / (1.0f + expf(-x)) * b[i];)
OPERATOR(op_reglu, out[i] = a[i] > 0 ? a[i] * b[i] : 0;)
OPERATOR(op_get_rows, out[i] = a[rows[row] * 64 + t];)
OPERATOR(op_set_rows, out[rows[row] * 64 + t] = a[i];)
OPERATOR(op_concat, out[row * 128 + t] = a[i]; out[row * 128 + 64 + t] = b[i];)
OPERATOR(op_repeat, out[i] = a[row % 2 * 64 + t % 32];)
OPERATOR(op_roll, out[row * 64 + (t + 3) % 64] = a[i];)
OPERATOR(op_pad_reflect, if (t < 50) { int k = t - 5; k = k < 0 ? -k : k; k = k > 39 ? 78 - k : k; out[row * 64 + t] = a[row * 64 + k]; })
OPERATOR(op_tri, out[i] = t <= row ? a[i] : 0;)
OPERATOR(op_diag_mask, out[i] = t > row + 5 ? -__builtin_inff() : a[i];)
OPERATOR(op_upscale, out[i] = a[row / 2 * 64 + t / 2];)

template <typename F> __device__ float folded(float value, F combine) {
  for (int offset = 32; offset; offset >>= 1) value = combine(value, __shfl_xor(value, offset));
  return value;
}
#define ADDED(x) folded(x, [](float p, float q) { return p + q; })
#define LARGEST(x) folded(x, [](float p, float q) { return fmaxf(p, q); })
OPERATOR(op_sum, float s = ADDED(a[i]); if (t == 0) out[row] = s;)
OPERATOR(op_mean_pool, float s = a[i]; s += __shfl_xor(s, 1); s += __shfl_xor(s, 2); if (t % 4 == 0) out[i / 4] = s / 4;)
OPERATOR(op_cumsum,
  float s = a[i];
  for (int step = 1; step < 64; step <<= 1) { float before = __shfl_up(s, step); if (t >= step) s += before; }
  out[i] = s;)
OPERATOR(op_argmax,
  float x = a[i]; int at = t;
  for (int offset = 32; offset; offset >>= 1) {
    float y = __shfl_xor(x, offset); int other = __shfl_xor(at, offset);
    if (y > x || (y == x && other < at)) { x = y; at = other; }
  }
  if (t == 0) out[row] = (float)at;)
OPERATOR(op_argsort,
  __shared__ float s[64];
  s[t] = a[i];
  __syncthreads();
  int rank = 0;
  for (int k = 0; k < 64; k++) rank += s[k] < s[t] || (s[k] == s[t] && k < t);
  out[row * 64 + rank] = (float)t;)
OPERATOR(op_count_equal, float s = ADDED(floorf(a[i]) == floorf(b[i]) ? 1.0f : 0.0f); if (t == 0) out[row] = s;)
OPERATOR(op_rms_norm, float x = a[i]; out[i] = x * rsqrtf(ADDED(x * x) / 64 + 1e-6f) * b[t];)
OPERATOR(op_norm,
  float x = a[i]; float mean = ADDED(x) / 64; float d = x - mean;
  out[i] = d / sqrtf(ADDED(d * d) / 64 + 1e-5f);)
// A row that is longer than a group: every lane takes each 64th of 1025 elements.
OPERATOR(op_rms_norm_long,
  float s = 0;
  for (int k = t; k < 1025; k += 64) s += a[k] * a[k];
  s = rsqrtf(ADDED(s) / 1025 + 1e-6f);
  for (int k = t; k < 1025; k += 64) out[k] = a[k] * s;)
OPERATOR(op_soft_max,
  float x = 0.1f * a[i] + (t > 4 * row + 3 ? -__builtin_inff() : 0.0f);
  float e = expf(x - LARGEST(x));
  out[i] = e / ADDED(e);)
OPERATOR(op_soft_max_back, float y = a[i], d = b[i]; out[i] = y * (d - ADDED(y * d));)
OPERATOR(op_cross_entropy,
  float x = a[i]; float m = LARGEST(x); float l = x - m - logf(ADDED(expf(x - m)));
  float s = ADDED(-b[i] * l);
  if (t == 0) out[row] = s;)
// Pairs beside each other, and pairs half a row apart, turned by the row's angle.
OPERATOR(op_rope,
  float angle = row * powf(10000.0f, -(t / 2 * 2) / 64.0f), other = __shfl_xor(a[i], 1);
  out[i] = a[i] * cosf(angle) + (t % 2 ? other : -other) * sinf(angle);)
OPERATOR(op_rope_halves,
  float angle = row * powf(10000.0f, -(t % 32 * 2) / 64.0f), other = __shfl_xor(a[i], 32);
  out[i] = a[i] * cosf(angle) + (t < 32 ? -other : other) * sinf(angle);)
OPERATOR(op_timestep_embedding,
  float f = a[row] * expf(-logf(10000.0f) * (t % 32) / 32.0f);
  out[i] = t < 32 ? cosf(f) : sinf(f);)
OPERATOR(op_sgd, out[i] = a[i] * (1 - 0.01f * 0.1f) - 0.01f * b[i];)
OPERATOR(op_outer_product, out[i] = a[row] * b[t];)
OPERATOR(op_matmul,
  float s = 0;
  for (int k = 0; k < 64; k++) s += a[row * 64 + k] * b[k * 64 + t];
  out[i] = s;)
OPERATOR(op_convolution,
  float s = 0;
  for (int k = 0; k < 3; k++) { int at = t + 2 * k - 2; if (at >= 0 && at < 64) s += a[row * 64 + at] * b[k]; }
  out[i] = s;)
OPERATOR(op_top_k,
  float x = a[i]; int taken = 0;
  for (int k = 0; k < 4; k++) {
    float largest = LARGEST(taken ? -__builtin_inff() : x);
    u64 who = __ballot(!taken && x == largest);
    int first = __ffsll((unsigned long long)who) - 1;
    if (t == first) taken = 1;
    if (t == 0) out[row * 4 + k] = (float)first;
  })
OPERATOR(op_solve_triangle,
  float x[8];
  for (int r = 0; r < 8; r++) {
    float s = b[r * 64 + t];
    for (int k = 0; k < r; k++) s -= a[r * 8 + k] * x[k];
    x[r] = s / (a[r * 8 + r] + 8.0f);
    out[r * 64 + t] = x[r];
  })
OPERATOR(op_ssm_conv,
  float s = 0;
  for (int k = 0; k < 4; k++) if (row + k < 16) s += a[(row + k) * 64 + t] * b[4 * t + k];
  out[i] = s / (1 + expf(-s));)

// Blocks of 32 weights: a scale in f16, then 4- or 8-bit codes.
OPERATOR(op_quantize_q8,
  if (t < 32) {
    float x = a[row * 32 + t], m = fabsf(x);
    for (int offset = 16; offset; offset >>= 1) m = fmaxf(m, __shfl_xor(m, offset));
    float d = m / 127, scaled = d ? x / d : 0;
    ((signed char*)out)[row * 34 + 2 + t] = (signed char)roundf(scaled);
    if (t == 0) ((_Float16*)((char*)out + row * 34))[0] = (_Float16)d;
  })
__device__ inline float q4(const unsigned char* p, int k) {
  const unsigned char* block = p + k / 32 * 18;
  int code = block[2 + k % 16] >> (k % 32 / 16 * 4) & 15;
  return (float)*(const _Float16*)block * (code - 8);
}
OPERATOR(op_dequantize_q4, out[i] = q4((const unsigned char*)a, i);)
OPERATOR(op_matvec_q4,
  float s = 0;
  for (int k = t; k < 128; k += 64) s += q4((const unsigned char*)a, row * 128 + k) * b[k];
  s = ADDED(s);
  if (t == 0) out[row] = s;)
OPERATOR(op_matvec_q8,
  const signed char* p = (const signed char*)a + row * 4 * 34; const signed char* q = (const signed char*)b;
  float s = 0;
  if (t < 4) {
    int dot = 0;
    for (int k = 0; k < 8; k++) {
      int x; int y;
      __builtin_memcpy(&x, p + t * 34 + 2 + 4 * k, 4);
      __builtin_memcpy(&y, q + t * 34 + 2 + 4 * k, 4);
      dot = __builtin_amdgcn_sdot4(x, y, dot, false);
    }
    s = (float)*(const _Float16*)(p + t * 34) * (float)*(const _Float16*)(q + t * 34) * dot;
  }
  s = ADDED(s);
  if (t == 0) out[row] = s;)
