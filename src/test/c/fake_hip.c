/*
 * A libamdhip64.so for tests: one GPU of AMD, over the memory, the kernels and the captures of
 * fake_cuda.c. It behaves as HIP 6.4, 7.2 or 10 does where these differ: docs/rocm-versions.md says
 * in what, and where that is known from.
 */
#include "fake_cuda.c"

/* An error that HIP has for AMD only. */
enum { hipErrorInvalidConfiguration = 9 };

enum { MAX_THREADS = 1024, LDS_BYTES = 64 << 10, CANARY = 0x5a };

static int generation = 7;
static int waveSize = 64;
static int shiftedBytes;
static int faulty;
static const char *architecture = "gfx942:sramecc+:xnack-";

/* What a kernel's fault leaves behind, from HIP 7 on: every later call gives it. */
static atomic_int fault;

static _Thread_local int lastError;
static _Thread_local char context;

/* The stream whose capture broke a rule, and the one that was destroyed last. */
static hipStream_t spoilt;
static hipStream_t destroyed;

/* --- the test's controls ------------------------------------------------------------------------ */

/* Behave as HIP 6, 7 or 10, all else as at first. */
EXPORT void fakeHipBehave(int as) {
  generation = as;
  waveSize = 64;
  shiftedBytes = 0;
  faulty = 0;
  fault = 0;
  lastError = 0;
  spoilt = destroyed = NULL;
}

EXPORT void fakeHipWaveSize(int lanes) {
  waveSize = lanes;
}

/* Give device properties whose fields from uuid on stand so many bytes further behind. */
EXPORT void fakeHipShiftProperties(int bytes) {
  shiftedBytes = bytes;
}

/* Have the kernels from now on access memory that is not theirs. */
EXPORT void fakeHipFault(void) {
  faulty = 1;
}

/* Not bound by pa-gen; other libraries of a process ask for it. */
EXPORT hipError_t hipGetLastError(void) {
  hipError_t last = (hipError_t)lastError;
  lastError = 0;
  return last;
}

/* --- what the generations do differently -------------------------------------------------------- */

/* Until 6.4 the last call's result is the last error; since 7.0 it is the last error. */
static hipError_t done(int result) {
  if (fault != 0) {
    result = fault;
  }
  if (generation < 7 || (result != hipSuccess && result != hipErrorNotReady)) {
    lastError = result;
  }
  return (hipError_t)result;
}

/* Until 6.4 a stream that is none is an error; since 7.0 it is a segmentation fault. */
#define STREAM(stream)                                                                             \
  do {                                                                                             \
    currentContext = (hipCtx_t)&context;                                                           \
    if (stream != NULL && stream == destroyed) {                                                   \
      if (generation >= 7) {                                                                       \
        abort();                                                                                   \
      }                                                                                            \
      return done(hipErrorContextIsDestroyed);                                                     \
    }                                                                                              \
    if (stream != NULL && stream == spoilt) {                                                      \
      return done(hipErrorStreamCaptureInvalidated);                                               \
    }                                                                                              \
  } while (0)

/* Waiting is no part of a graph. */
static int refusedInCapture(hipStream_t stream) {
  if (capture == NULL || stream != captured) {
    return 0;
  }
  spoilt = stream;
  return hipErrorStreamCaptureUnsupported;
}

/* Since 7.0 more is checked, and there is another code for too large a workgroup. */
static int refusedLaunch(unsigned workgroups, unsigned threads, unsigned lds) {
  if (threads > MAX_THREADS) {
    return generation < 7 ? hipErrorInvalidValue : hipErrorInvalidConfiguration;
  }
  return generation >= 7 && (workgroups == 0 || lds > LDS_BYTES) ? hipErrorInvalidValue : 0;
}

/* --- HIP ---------------------------------------------------------------------------------------- */

EXPORT hipError_t hipInit(unsigned flags) {
  return done(cuInit(flags));
}

EXPORT hipError_t hipRuntimeGetVersion(int *version) {
  *version = generation * 10000000 + 200000;
  return done(0);
}

EXPORT hipError_t hipDriverGetVersion(int *version) {
  return hipRuntimeGetVersion(version);
}

EXPORT const char *hipGetErrorName(hipError_t error) {
  return error == hipSuccess ? "hipSuccess" : "hipErrorFake";
}

EXPORT const char *hipGetErrorString(hipError_t error) {
  static _Thread_local char text[64];
  snprintf(text, sizeof text, "error %d in the words of HIP %d", (int)error, generation);
  return text;
}

EXPORT hipError_t hipGetDeviceCount(int *count) {
  return done(cuDeviceGetCount(count));
}

EXPORT hipError_t hipSetDevice(int index) {
  return done(index == 0 ? cuCtxSetCurrent((hipCtx_t)&context) : hipErrorInvalidDevice);
}

EXPORT hipError_t hipGetDevice(int *index) {
  *index = 0;
  return done(0);
}

EXPORT hipError_t hipGetDevicePropertiesR0600(hipDeviceProp_tR0600 *properties, int index) {
  hipDeviceProp_tR0600 read = {
      .name = "a fake GPU of AMD",
      .totalGlobalMem = (size_t)1 << 37,
      .warpSize = waveSize,
      .multiProcessorCount = 304,
  };
  strcpy(read.gcnArchName, architecture);
  size_t head = offsetof(hipDeviceProp_tR0600, uuid);
  char *to = (char *)properties;
  memcpy(to, &read, head);
  memset(to + head, CANARY, (size_t)shiftedBytes);
  memcpy(to + head + shiftedBytes, (const char *)&read + head, sizeof read - head);
  return done(index == 0 ? 0 : hipErrorInvalidDevice);
}

EXPORT hipError_t hipMalloc(void **pointer, size_t bytes) {
  CUdeviceptr address = 0;
  currentContext = (hipCtx_t)&context;
  int result = bytes == 0 ? 0 : cuMemAlloc_v2(&address, bytes);
  *pointer = HOST(address);
  return done(result);
}

EXPORT hipError_t hipFree(void *pointer) {
  return done(pointer == NULL ? 0 : cuMemFree_v2((CUdeviceptr)(uintptr_t)pointer));
}

EXPORT hipError_t hipMemcpyAsync(void *to, const void *from, size_t bytes, hipMemcpyKind kind,
                                 hipStream_t stream) {
  STREAM(stream);
  (void)kind;
  return done(cuMemcpyHtoD_v2((CUdeviceptr)(uintptr_t)to, from, bytes));
}

EXPORT hipError_t hipMemsetAsync(void *to, int value, size_t bytes, hipStream_t stream) {
  STREAM(stream);
  return done(cuMemsetD8_v2((CUdeviceptr)(uintptr_t)to, (unsigned char)value, bytes));
}

EXPORT hipError_t hipMemset(void *to, int value, size_t bytes) {
  return done(cuMemsetD8_v2((CUdeviceptr)(uintptr_t)to, (unsigned char)value, bytes));
}

EXPORT hipError_t hipModuleLoadData(hipModule_t *module, const void *image) {
  int isElf = memcmp(image, "\177ELF", 4) == 0;
  return done(isElf ? cuModuleLoadData(module, image) : hipErrorInvalidImage);
}

EXPORT hipError_t hipModuleUnload(hipModule_t module) {
  return done(cuModuleUnload(module));
}

EXPORT hipError_t hipModuleGetFunction(hipFunction_t *function, hipModule_t module,
                                       const char *name) {
  return done(cuModuleGetFunction(function, module, name));
}

EXPORT hipError_t hipModuleLaunchKernel(hipFunction_t function, unsigned gridX, unsigned gridY,
                                        unsigned gridZ, unsigned blockX, unsigned blockY,
                                        unsigned blockZ, unsigned sharedBytes, hipStream_t stream,
                                        void **parameters, void **extra) {
  STREAM(stream);
  int refused = refusedLaunch(gridX * gridY * gridZ, blockX * blockY * blockZ, sharedBytes);
  if (refused != 0 || gridX * gridY * gridZ == 0) {
    return done(refused);
  }
  if (extra[0] != HIP_LAUNCH_PARAM_BUFFER_POINTER || extra[2] != HIP_LAUNCH_PARAM_BUFFER_SIZE ||
      extra[4] != HIP_LAUNCH_PARAM_END) {
    return done(hipErrorInvalidValue);
  }
  if (faulty) {
    if (generation < 7) {
      abort();
    }
    fault = hipErrorIllegalAddress;
    return hipSuccess;
  }
  void *ofCuda[] = {extra[0], extra[1], extra[2], extra[3], CU_LAUNCH_PARAM_END};
  return done(cuLaunchKernel(function, gridX, gridY, gridZ, blockX, blockY, blockZ, sharedBytes,
                             stream, parameters, ofCuda));
}

EXPORT hipError_t hipStreamCreateWithFlags(hipStream_t *stream, unsigned flags) {
  return done(cuStreamCreate(stream, flags));
}

EXPORT hipError_t hipStreamDestroy(hipStream_t stream) {
  STREAM(stream);
  destroyed = stream;
  return done(cuStreamDestroy_v2(stream));
}

EXPORT hipError_t hipStreamSynchronize(hipStream_t stream) {
  STREAM(stream);
  int refused = refusedInCapture(stream);
  return done(refused != 0 ? refused : cuStreamSynchronize(stream));
}

EXPORT hipError_t hipStreamWaitEvent(hipStream_t stream, hipEvent_t event, unsigned flags) {
  STREAM(stream);
  return done(cuStreamWaitEvent(stream, event, flags));
}

EXPORT hipError_t hipEventCreate(hipEvent_t *event) {
  return done(cuEventCreate(event, 0));
}

EXPORT hipError_t hipEventDestroy(hipEvent_t event) {
  return done(cuEventDestroy_v2(event));
}

EXPORT hipError_t hipEventRecord(hipEvent_t event, hipStream_t stream) {
  STREAM(stream);
  return done(cuEventRecord(event, stream));
}

EXPORT hipError_t hipEventSynchronize(hipEvent_t event) {
  return done(cuEventSynchronize(event));
}

EXPORT hipError_t hipEventQuery(hipEvent_t event) {
  return done(cuEventQuery(event));
}

EXPORT hipError_t hipEventElapsedTime(float *milliseconds, hipEvent_t start, hipEvent_t stop) {
  return done(cuEventElapsedTime(milliseconds, start, stop));
}

/* Up to 7.11 a capture of another thread invalidates one that is under way. */
EXPORT hipError_t hipStreamBeginCapture(hipStream_t stream, int mode) {
  STREAM(stream);
  if (generation == 7 && capture != NULL) {
    spoilt = captured;
  }
  return done(cuStreamBeginCapture_v2(stream, mode));
}

/* A stream whose capture was spoilt can be used again, but not with HIP 7.0 to 7.13. */
EXPORT hipError_t hipStreamEndCapture(hipStream_t stream, hipGraph_t *graph) {
  if (stream != NULL && stream == spoilt) {
    free(capture);
    capture = NULL;
    *graph = NULL;
    if (generation != 7) {
      spoilt = NULL;
    }
    return done(hipErrorStreamCaptureInvalidated);
  }
  STREAM(stream);
  return done(cuStreamEndCapture(stream, graph));
}

EXPORT hipError_t hipGraphInstantiate(hipGraphExec_t *executable, hipGraph_t graph,
                                      hipGraphNode_t *errorNode, char *log, size_t logBytes) {
  (void)errorNode;
  (void)log;
  (void)logBytes;
  return done(cuGraphInstantiateWithFlags(executable, graph, 0));
}

EXPORT hipError_t hipGraphLaunch(hipGraphExec_t executable, hipStream_t stream) {
  STREAM(stream);
  return done(cuGraphLaunch(executable, stream));
}

EXPORT hipError_t hipGraphExecDestroy(hipGraphExec_t executable) {
  return done(cuGraphExecDestroy(executable));
}

EXPORT hipError_t hipGraphDestroy(hipGraph_t graph) {
  return done(cuGraphDestroy(graph));
}
