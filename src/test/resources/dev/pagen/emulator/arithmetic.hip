// Functions whose code scales, divides and reduces: each on its own input, for CompiledArithmeticTest.
#define EACH(name, type, result, expression)                                                      \
  extern "C" __global__ void name(const type* a, const type* b, result* out, int n) {             \
    int i = blockIdx.x * blockDim.x + threadIdx.x;                                                \
    if (i < n) {                                                                                  \
      type x = a[i], y = b[i];                                                                    \
      out[i] = expression;                                                                        \
    }                                                                                             \
  }

EACH(div32, float, float, x / y)
EACH(div32rn, float, float, __fdiv_rn(x, y))
EACH(rcp32, float, float, __frcp_rn(x))
EACH(sqrt32, float, float, sqrtf(x))
EACH(rsqrt32, float, float, rsqrtf(x))
EACH(fmod32, float, float, fmodf(x, y))
EACH(ldexp32, float, float, ldexpf(x, (int)y))
EACH(ilogb32, float, int, ilogbf(x))
EACH(exp32, float, float, exp2f(x))
EACH(log32, float, float, log2f(x))
EACH(div64, double, double, x / y)
EACH(sqrt64, double, double, sqrt(x))
EACH(fmod64, double, double, fmod(x, y))
EACH(remainder64, double, double, remainder(x, y))
EACH(ldexp64, double, double, ldexp(x, (int)y))
EACH(ilogb64, double, int, ilogb(x))
EACH(atan64, double, double, atan2(x, y))
EACH(sin64, double, double, sin(x))
EACH(div16, _Float16, _Float16, x / y)
EACH(sqrt16, _Float16, _Float16, (_Float16)__builtin_sqrtf16(x))
