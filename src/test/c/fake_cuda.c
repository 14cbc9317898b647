/*
 * A libcuda.so.1 for tests: one GPU whose memory is the host's and which does everything at once.
 * It runs the kernels of SmallKernels.java by their names, takes pa-gen's without running them, counts
 * what is alive, and fails where it is told to. Launches are noted in the file that FAKE_CUDA_RECORD
 * names, a line each: kernel, grid, block, dynamic shared bytes, stream, arguments in hexadecimal.
 */
#include "cuda_driver.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXPORT HIP_API

enum { BUFFERS, HOST_BUFFERS, MODULES, STREAMS, EVENTS, GRAPHS, CONTEXTS, KINDS };

static atomic_long alive[KINDS];
static atomic_long launches;

/* Names the file that launches are noted in, and has modules load as slowly as real ones. */
#define RECORD "FAKE_CUDA_RECORD"

/* The call that fails next, and how. */
static char failing[64];
static int failure;

static _Thread_local hipCtx_t currentContext;

/* Things alive of a kind. */
EXPORT long fakeCudaAlive(int kind) {
  return alive[kind];
}

EXPORT long fakeCudaLaunches(void) {
  return launches;
}

/* Has the next call of a function fail. */
EXPORT void fakeCudaFail(const char *symbol, int result) {
  strncpy(failing, symbol, sizeof failing - 1);
  failure = result;
}

static int fails(const char *symbol) {
  if (failing[0] == '\0' || strcmp(symbol, failing) != 0) {
    return 0;
  }
  failing[0] = '\0';
  return failure;
}

#define MAY_FAIL                                                                                   \
  do {                                                                                             \
    int result = fails(__func__);                                                                  \
    if (result != 0) {                                                                             \
      return result;                                                                               \
    }                                                                                              \
  } while (0)

/* Makes something of a kind that is no more than its address. */
#define CREATE(kind, pointer)                                                                      \
  do {                                                                                             \
    MAY_FAIL;                                                                                      \
    *(void **)(pointer) = malloc(16);                                                              \
    alive[kind]++;                                                                                 \
    return CUDA_SUCCESS;                                                                           \
  } while (0)

#define DESTROY(kind, handle)                                                                      \
  do {                                                                                             \
    MAY_FAIL;                                                                                      \
    free((void *)(handle));                                                                        \
    alive[kind]--;                                                                                 \
    return CUDA_SUCCESS;                                                                           \
  } while (0)

/* --- devices ------------------------------------------------------------------------------------ */

EXPORT CUresult cuInit(unsigned flags) {
  MAY_FAIL;
  const char *devices = getenv("FAKE_CUDA_DEVICES");
  return devices != NULL && devices[0] == '0' ? 100 : (CUresult)flags;
}

EXPORT CUresult cuGetErrorName(CUresult result, const char **name) {
  *name = result == 716 ? "CUDA_ERROR_MISALIGNED_ADDRESS" : "CUDA_ERROR_FAKE";
  return CUDA_SUCCESS;
}

EXPORT CUresult cuGetErrorString(CUresult result, const char **text) {
  *text = result == 716 ? "misaligned address" : "a made-up failure";
  return CUDA_SUCCESS;
}

EXPORT CUresult cuDriverGetVersion(int *version) {
  *version = 13000;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuDeviceGetCount(int *count) {
  MAY_FAIL;
  *count = 1;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuDeviceGet(CUdevice *device, int ordinal) {
  MAY_FAIL;
  *device = 7;
  return ordinal == 0 ? CUDA_SUCCESS : 101;
}

EXPORT CUresult cuDeviceGetName(char *name, int length, CUdevice device) {
  MAY_FAIL;
  strncpy(name, "a fake GPU", (size_t)length);
  return device == 7 ? CUDA_SUCCESS : 101;
}

EXPORT CUresult cuDeviceGetUuid(char uuid[16], CUdevice device) {
  memset(uuid, device, 16);
  return CUDA_SUCCESS;
}

EXPORT CUresult cuDeviceGetAttribute(int *value, int attribute, CUdevice device) {
  MAY_FAIL;
  switch (attribute) {
  case CU_COMPUTE_CAPABILITY_MAJOR:
    *value = 9;
    break;
  case CU_COMPUTE_CAPABILITY_MINOR:
    *value = 0;
    break;
  case CU_WARP_SIZE:
    *value = 32;
    break;
  default:
    *value = 1000 + attribute;
  }
  return device == 7 ? CUDA_SUCCESS : 101;
}

EXPORT CUresult cuDeviceTotalMem_v2(size_t *bytes, CUdevice device) {
  *bytes = (size_t)1 << 37;
  return device == 7 ? CUDA_SUCCESS : 101;
}

EXPORT CUresult cuDevicePrimaryCtxRetain(hipCtx_t *context, CUdevice device) {
  (void)device;
  CREATE(CONTEXTS, context);
}

EXPORT CUresult cuDevicePrimaryCtxRelease_v2(CUdevice device) {
  (void)device;
  alive[CONTEXTS]--;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuCtxGetCurrent(hipCtx_t *context) {
  *context = currentContext;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuCtxSetCurrent(hipCtx_t context) {
  MAY_FAIL;
  currentContext = context;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuCtxGetDevice(CUdevice *device) {
  *device = 7;
  return currentContext != NULL ? CUDA_SUCCESS : 201;
}

EXPORT CUresult cuCtxSynchronize(void) {
  MAY_FAIL;
  return currentContext != NULL ? CUDA_SUCCESS : 201;
}

/* --- memory ------------------------------------------------------------------------------------- */

EXPORT CUresult cuMemGetInfo_v2(size_t *unused, size_t *total) {
  *total = (size_t)1 << 37;
  *unused = *total - (size_t)alive[BUFFERS] * 4096;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuMemAlloc_v2(CUdeviceptr *pointer, size_t bytes) {
  MAY_FAIL;
  if (currentContext == NULL || bytes == 0) {
    return currentContext == NULL ? 201 : 1;
  }
  *pointer = (CUdeviceptr)(uintptr_t)aligned_alloc(256, (bytes + 255) / 256 * 256);
  alive[BUFFERS]++;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuMemFree_v2(CUdeviceptr pointer) {
  DESTROY(BUFFERS, pointer);
}

EXPORT CUresult cuMemHostAlloc(void **pointer, size_t bytes, unsigned flags) {
  MAY_FAIL;
  (void)flags;
  *pointer = malloc(bytes);
  alive[HOST_BUFFERS]++;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuMemFreeHost(void *pointer) {
  DESTROY(HOST_BUFFERS, pointer);
}

#define HOST(pointer) ((void *)(uintptr_t)(pointer))

EXPORT CUresult cuMemcpy(CUdeviceptr to, CUdeviceptr from, size_t bytes) {
  MAY_FAIL;
  memcpy(HOST(to), HOST(from), bytes);
  return CUDA_SUCCESS;
}

EXPORT CUresult cuMemcpyHtoD_v2(CUdeviceptr to, const void *from, size_t bytes) {
  MAY_FAIL;
  memcpy(HOST(to), from, bytes);
  return CUDA_SUCCESS;
}

EXPORT CUresult cuMemcpyDtoH_v2(void *to, CUdeviceptr from, size_t bytes) {
  MAY_FAIL;
  memcpy(to, HOST(from), bytes);
  return CUDA_SUCCESS;
}

EXPORT CUresult cuMemcpyDtoD_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes) {
  return cuMemcpy(to, from, bytes);
}

EXPORT CUresult cuMemcpyAsync(CUdeviceptr to, CUdeviceptr from, size_t bytes, hipStream_t stream) {
  (void)stream;
  return cuMemcpy(to, from, bytes);
}

EXPORT CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void *from, size_t bytes,
                                     hipStream_t stream) {
  (void)stream;
  return cuMemcpyHtoD_v2(to, from, bytes);
}

EXPORT CUresult cuMemcpyDtoHAsync_v2(void *to, CUdeviceptr from, size_t bytes, hipStream_t stream) {
  (void)stream;
  return cuMemcpyDtoH_v2(to, from, bytes);
}

EXPORT CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes,
                                     hipStream_t stream) {
  (void)stream;
  return cuMemcpy(to, from, bytes);
}

EXPORT CUresult cuMemsetD8_v2(CUdeviceptr to, unsigned char value, size_t bytes) {
  MAY_FAIL;
  memset(HOST(to), value, bytes);
  return CUDA_SUCCESS;
}

EXPORT CUresult cuMemsetD8Async(CUdeviceptr to, unsigned char value, size_t bytes,
                                hipStream_t stream) {
  (void)stream;
  return cuMemsetD8_v2(to, value, bytes);
}

/* --- kernels ------------------------------------------------------------------------------------ */

struct Grid {
  unsigned x, y, z, threads;
};

static void scale(struct Grid grid, const char *arguments) {
  struct {
    const float *x;
    float *y;
    int count;
    float a;
    long long b;
  } of;
  memcpy(&of, arguments, sizeof of);
  for (int i = 0; i < of.count && i < (int)(grid.x * grid.threads); i++) {
    of.y[i] = of.a * of.x[i] + (float)of.b;
  }
}

static void blocks(struct Grid grid, const char *arguments) {
  int *out;
  memcpy(&out, arguments, sizeof out);
  for (unsigned i = 0; i < grid.x * grid.y * grid.z * grid.threads; i++) {
    out[i] = (int)(i / grid.threads * 1000 + i % grid.threads);
  }
}

static void count(struct Grid grid, const char *arguments) {
  int *counters;
  memcpy(&counters, arguments, sizeof counters);
  for (unsigned i = 0; i < grid.x * grid.threads; i++) {
    counters[i]++;
  }
}

static void nothing(struct Grid grid, const char *arguments) {
  (void)grid;
  (void)arguments;
}

typedef void (*Kernel)(struct Grid, const char *arguments);
static const struct CUfunc_st {
  const char *name;
  Kernel run;
} KERNELS[] = {
    {"scale", scale},
    {"blocks", blocks},
    {"count", count},
    {"paged_attention_plan", nothing},
    {"paged_attention_decode", nothing},
    {"paged_attention_reduce", nothing},
    {"paged_attention_floor", nothing},
    {"paged_cache_write", nothing},
};

EXPORT CUresult cuModuleLoadData(hipModule_t *module, const void *image) {
  (void)image;
  if (getenv(RECORD) != NULL) {
    usleep(20000); /* About what a driver takes: threads that come at once meet here. */
  }
  CREATE(MODULES, module);
}

EXPORT CUresult cuModuleUnload(hipModule_t module) {
  DESTROY(MODULES, module);
}

EXPORT CUresult cuModuleGetFunction(hipFunction_t *function, hipModule_t module, const char *name) {
  MAY_FAIL;
  (void)module;
  for (size_t i = 0; i < sizeof KERNELS / sizeof KERNELS[0]; i++) {
    if (strcmp(KERNELS[i].name, name) == 0) {
      *function = (hipFunction_t)&KERNELS[i];
      return CUDA_SUCCESS;
    }
  }
  return 500;
}

EXPORT CUresult cuFuncGetAttribute(int *value, int attribute, hipFunction_t function) {
  MAY_FAIL;
  (void)function;
  *value = attribute;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuFuncSetAttribute(hipFunction_t function, int attribute, int value) {
  MAY_FAIL;
  (void)function;
  return attribute == CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES && value > 0 ? CUDA_SUCCESS
                                                                                    : 1;
}

/* --- captures ----------------------------------------------------------------------------------- */

enum { MOST_CAPTURED = 64, ARGUMENT_BYTES = 256 };

struct CUgraph_st {
  int count;
  struct {
    Kernel run;
    struct Grid grid;
    char arguments[ARGUMENT_BYTES];
  } launch[MOST_CAPTURED];
};

static pthread_mutex_t captureLock = PTHREAD_MUTEX_INITIALIZER;
static hipStream_t captured;
static struct CUgraph_st *capture;

EXPORT CUresult cuStreamBeginCapture_v2(hipStream_t stream, int mode) {
  MAY_FAIL;
  (void)mode;
  capture = calloc(1, sizeof *capture);
  captured = stream;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuStreamEndCapture(hipStream_t stream, hipGraph_t *graph) {
  MAY_FAIL;
  if (capture == NULL || stream != captured) {
    return 903;
  }
  *graph = capture;
  capture = NULL;
  alive[GRAPHS]++;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuGraphInstantiateWithFlags(hipGraphExec_t *executable, hipGraph_t graph,
                                            unsigned long long flags) {
  MAY_FAIL;
  struct CUgraph_st *copy = malloc(sizeof *copy);
  *copy = *graph;
  *executable = (hipGraphExec_t)copy;
  alive[GRAPHS]++;
  return (CUresult)flags;
}

EXPORT CUresult cuGraphLaunch(hipGraphExec_t executable, hipStream_t stream) {
  MAY_FAIL;
  (void)stream;
  const struct CUgraph_st *graph = (const struct CUgraph_st *)executable;
  for (int i = 0; i < graph->count; i++) {
    graph->launch[i].run(graph->launch[i].grid, graph->launch[i].arguments);
  }
  return CUDA_SUCCESS;
}

EXPORT CUresult cuGraphExecDestroy(hipGraphExec_t executable) {
  DESTROY(GRAPHS, executable);
}

EXPORT CUresult cuGraphDestroy(hipGraph_t graph) {
  DESTROY(GRAPHS, graph);
}

static void note(const char *name, const unsigned numbers[7], hipStream_t stream,
                 const unsigned char *arguments, size_t bytes) {
  const char *path = getenv(RECORD);
  FILE *file = path == NULL ? NULL : fopen(path, "a");
  if (file == NULL) {
    return;
  }
  fputs(name, file);
  for (int i = 0; i < 7; i++) {
    fprintf(file, " %u", numbers[i]);
  }
  fprintf(file, " %zu ", (size_t)(uintptr_t)stream);
  for (size_t i = 0; i < bytes; i++) {
    fprintf(file, "%02x", arguments[i]);
  }
  fputc('\n', file);
  fclose(file);
}

EXPORT CUresult cuLaunchKernel(hipFunction_t function, unsigned gridX, unsigned gridY,
                               unsigned gridZ, unsigned blockX, unsigned blockY, unsigned blockZ,
                               unsigned sharedBytes, hipStream_t stream, void **parameters,
                               void **extra) {
  MAY_FAIL;
  launches++;
  if (currentContext == NULL) {
    return 201;
  }
  if (parameters != NULL || extra == NULL || extra[0] != CU_LAUNCH_PARAM_BUFFER_POINTER ||
      extra[2] != CU_LAUNCH_PARAM_BUFFER_SIZE || extra[4] != CU_LAUNCH_PARAM_END) {
    return 1;
  }
  size_t bytes = *(size_t *)extra[3];
  if (gridX * gridY * gridZ == 0 || blockX == 0 || blockY != 1 || blockZ != 1 ||
      bytes > ARGUMENT_BYTES) {
    return 1;
  }
  Kernel run = function->run;
  struct Grid grid = {gridX, gridY, gridZ, blockX};
  char arguments[ARGUMENT_BYTES] = {0};
  memcpy(arguments, extra[1], bytes);
  note(function->name, (unsigned[]){gridX, gridY, gridZ, blockX, blockY, blockZ, sharedBytes}, stream,
       extra[1], bytes);
  pthread_mutex_lock(&captureLock);
  if (capture != NULL && stream == captured && capture->count < MOST_CAPTURED) {
    capture->launch[capture->count].run = run;
    capture->launch[capture->count].grid = grid;
    memcpy(capture->launch[capture->count++].arguments, arguments, sizeof arguments);
    run = NULL;
  }
  pthread_mutex_unlock(&captureLock);
  if (run != NULL) {
    run(grid, arguments);
  }
  return CUDA_SUCCESS;
}

/* --- streams and events ------------------------------------------------------------------------- */

EXPORT CUresult cuStreamCreate(hipStream_t *stream, unsigned flags) {
  (void)flags;
  CREATE(STREAMS, stream);
}

EXPORT CUresult cuStreamDestroy_v2(hipStream_t stream) {
  DESTROY(STREAMS, stream);
}

EXPORT CUresult cuStreamSynchronize(hipStream_t stream) {
  MAY_FAIL;
  (void)stream;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuStreamQuery(hipStream_t stream) {
  MAY_FAIL;
  (void)stream;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuStreamWaitEvent(hipStream_t stream, hipEvent_t event, unsigned flags) {
  MAY_FAIL;
  (void)stream;
  (void)event;
  return (CUresult)flags;
}

EXPORT CUresult cuEventCreate(hipEvent_t *event, unsigned flags) {
  (void)flags;
  CREATE(EVENTS, event);
}

EXPORT CUresult cuEventDestroy_v2(hipEvent_t event) {
  DESTROY(EVENTS, event);
}

EXPORT CUresult cuEventRecord(hipEvent_t event, hipStream_t stream) {
  MAY_FAIL;
  (void)event;
  (void)stream;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuEventSynchronize(hipEvent_t event) {
  MAY_FAIL;
  (void)event;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuEventQuery(hipEvent_t event) {
  MAY_FAIL;
  (void)event;
  return CUDA_SUCCESS;
}

EXPORT CUresult cuEventElapsedTime(float *milliseconds, hipEvent_t start, hipEvent_t stop) {
  MAY_FAIL;
  (void)start;
  (void)stop;
  *milliseconds = 0.5F;
  return CUDA_SUCCESS;
}
