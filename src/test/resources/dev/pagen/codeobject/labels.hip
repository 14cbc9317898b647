// Labels in a kernel, as hand-written code has them, and a function that is called.
__device__ __attribute__((noinline)) float twice(float x) {
  asm volatile("v_add_f32 %0, %0, %0\n" : "+v"(x));
  return x;
}

extern "C" __global__ void loops(float* x, int n) {
  asm volatile(
      "s_cmp_lt_i32 %0, 1\n"
      "s_cbranch_scc1 done\n"
      "again:\n"
      "s_sub_i32 %0, %0, 1\n"
      "s_cmp_gt_i32 %0, 0\n"
      "s_cbranch_scc1 again\n"
      "done:\n"
      "s_nop 0\n"
      : "+s"(n));
  x[threadIdx.x] = twice(x[threadIdx.x]) + n;
}

extern "C" __global__ void after(float* x) { x[threadIdx.x] += 1; }
