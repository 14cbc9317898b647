// Kernels whose addresses come from elsewhere than their arguments: from initialised data, from
// hidden arguments, from structs and memory; and some that wait for what does not come.
typedef int (*Function)(int);
__device__ __attribute__((noinline)) int triple(int x) { return x * 3; }
__device__ __attribute__((noinline)) int less(int x) { return x - 100; }
__device__ Function functions[2] = {triple, less};
__device__ const char* word = "hello";
__device__ int numbers[8] = {10, 11, 12, 13, 14, 15, 16, 17};
__device__ int* middle = numbers + 3;
__device__ int** indirect = &middle;
__device__ int unset[70000];
__constant__ int primes[4] = {2, 3, 5, 7};

struct Shape {
  __device__ virtual int area(int x) { return x; }
};
struct Box : Shape {
  int k;
  __device__ Box(int k) : k(k) {}
  __device__ int area(int x) override { return x * k; }
};

extern "C" __global__ void table(int* o) { o[threadIdx.x] = functions[threadIdx.x & 1](threadIdx.x); }
extern "C" __global__ void text(int* o) { o[threadIdx.x] = word[threadIdx.x % 5]; }
extern "C" __global__ void virtuals(int* o) {
  Shape shape;
  Box box(7);
  Shape* chosen = threadIdx.x & 1 ? (Shape*)&box : &shape;
  o[threadIdx.x] = chosen->area(threadIdx.x);
}
extern "C" __global__ void null(int* o) { o[0] = word == nullptr; }
extern "C" __global__ void inside(int* o) {
  o[threadIdx.x] = middle[(int)threadIdx.x % 8 - 3] + (*indirect)[1] + primes[threadIdx.x & 3];
}
extern "C" __global__ void zeros(int* o) {
  o[threadIdx.x] = unset[threadIdx.x * 1000];
  unset[threadIdx.x * 1000] = threadIdx.x + 1;
}
extern __shared__ int shared[];
extern "C" __global__ void dynamic(int* o) {
  shared[threadIdx.x] = threadIdx.x;
  __syncthreads();
  o[threadIdx.x] = shared[blockDim.x - 1 - threadIdx.x];
}

// The hidden argument at 8 * which: whether it is null, and what is there.
extern "C" __global__ void hidden(int* o, int which, int use) {
  int* p = ((int**)__builtin_amdgcn_implicitarg_ptr())[which];
  o[0] = p == nullptr;
  if (use) o[1] = p[2];
}

struct View {
  int first;
  const int* data;
};
extern "C" __global__ void view(View v, int* o) { o[threadIdx.x] = v.data[v.first + threadIdx.x]; }
extern "C" __global__ void pointers(const int* const* p, int* o) { o[threadIdx.x] = p[1][threadIdx.x]; }
extern "C" __global__ void add(const int* a, const int* b, int* o) { o[threadIdx.x] = a[threadIdx.x] + b[threadIdx.x + 4]; }

// The first wave waits for one that waits for it at the barrier.
extern "C" __global__ void stuck(int* o) {
  __shared__ volatile int flag;
  flag = 0;
  __syncthreads();
  if (threadIdx.x < 64)
    while (flag == 0) __builtin_amdgcn_s_sleep(1);
  __syncthreads();
  flag = 1;
  o[threadIdx.x] = flag;
}
// The first workgroup waits for the last.
extern "C" __global__ void handshake(volatile int* flag) {
  if (blockIdx.x == 0)
    while (*flag == 0) __builtin_amdgcn_s_sleep(1);
  else if (blockIdx.x == gridDim.x - 1)
    *flag = 1;
}

// A called function that saves registers which its caller may never have used.
__device__ __attribute__((noinline)) int saves(int x) {
  asm volatile("v_mov_b32 v44, %0\n s_mov_b32 s34, 5" ::"v"(x) : "v44", "s34");
  int y;
  asm volatile("v_mov_b32 %0, v44" : "=v"(y)::"v44", "s34");
  return y + 1;
}
extern "C" __global__ void calls(int* o) { o[threadIdx.x] = saves(threadIdx.x); }
