/*
 * The part of the CUDA driver API that this library calls. libcuda.so.1 is opened at run time, so
 * that neither CUDA's headers nor a GPU are needed to build or load this library.
 */
#ifndef PAGEN_CUDA_DRIVER_H
#define PAGEN_CUDA_DRIVER_H

#include "hip_abi.h"

typedef int CUresult;
typedef int CUdevice;
typedef unsigned long long CUdeviceptr;

enum { CUDA_SUCCESS = 0, CUDA_ERROR_NOT_READY = 600 };
enum { CU_EVENT_ALL_FLAGS = 7, CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES = 1 };
enum { CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES = 8 };

#define CU_LAUNCH_PARAM_BUFFER_POINTER ((void *)1)
#define CU_LAUNCH_PARAM_BUFFER_SIZE ((void *)2)
#define CU_LAUNCH_PARAM_END ((void *)0)

/* Attributes of a device, by their numbers in CUdevice_attribute. */
enum {
  CU_MAX_THREADS_PER_BLOCK = 1,
  CU_MAX_BLOCK_DIM_X = 2,
  CU_MAX_BLOCK_DIM_Y = 3,
  CU_MAX_BLOCK_DIM_Z = 4,
  CU_MAX_GRID_DIM_X = 5,
  CU_MAX_GRID_DIM_Y = 6,
  CU_MAX_GRID_DIM_Z = 7,
  CU_MAX_SHARED_MEMORY_PER_BLOCK = 8,
  CU_TOTAL_CONSTANT_MEMORY = 9,
  CU_WARP_SIZE = 10,
  CU_MAX_PITCH = 11,
  CU_MAX_REGISTERS_PER_BLOCK = 12,
  CU_CLOCK_RATE = 13,
  CU_MULTIPROCESSOR_COUNT = 16,
  CU_KERNEL_EXEC_TIMEOUT = 17,
  CU_INTEGRATED = 18,
  CU_CAN_MAP_HOST_MEMORY = 19,
  CU_COMPUTE_MODE = 20,
  CU_CONCURRENT_KERNELS = 31,
  CU_ECC_ENABLED = 32,
  CU_PCI_BUS_ID = 33,
  CU_PCI_DEVICE_ID = 34,
  CU_TCC_DRIVER = 35,
  CU_MEMORY_CLOCK_RATE = 36,
  CU_GLOBAL_MEMORY_BUS_WIDTH = 37,
  CU_L2_CACHE_SIZE = 38,
  CU_MAX_THREADS_PER_MULTIPROCESSOR = 39,
  CU_ASYNC_ENGINE_COUNT = 40,
  CU_UNIFIED_ADDRESSING = 41,
  CU_PCI_DOMAIN_ID = 50,
  CU_COMPUTE_CAPABILITY_MAJOR = 75,
  CU_COMPUTE_CAPABILITY_MINOR = 76,
  CU_STREAM_PRIORITIES_SUPPORTED = 78,
  CU_MAX_SHARED_MEMORY_PER_MULTIPROCESSOR = 81,
  CU_MAX_REGISTERS_PER_MULTIPROCESSOR = 82,
  CU_MANAGED_MEMORY = 83,
  CU_COOPERATIVE_LAUNCH = 95,
  CU_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN = 97,
  CU_MAX_BLOCKS_PER_MULTIPROCESSOR = 106,
  CU_MAX_PERSISTING_L2_CACHE_SIZE = 108,
  CU_RESERVED_SHARED_MEMORY_PER_BLOCK = 111,
};

/* Name here, symbol in libcuda, parameters. */
#define CUDA_FUNCTIONS(X)                                                                          \
  X(init, "cuInit", (unsigned flags))                                                              \
  X(getErrorName, "cuGetErrorName", (CUresult, const char **name))                                 \
  X(getErrorString, "cuGetErrorString", (CUresult, const char **text))                             \
  X(driverGetVersion, "cuDriverGetVersion", (int *version))                                        \
  X(deviceGetCount, "cuDeviceGetCount", (int *count))                                              \
  X(deviceGet, "cuDeviceGet", (CUdevice *, int ordinal))                                           \
  X(deviceGetName, "cuDeviceGetName", (char *name, int length, CUdevice))                          \
  X(deviceGetUuid, "cuDeviceGetUuid", (char uuid[16], CUdevice))                                   \
  X(deviceGetAttribute, "cuDeviceGetAttribute", (int *value, int attribute, CUdevice))             \
  X(deviceTotalMem, "cuDeviceTotalMem_v2", (size_t *bytes, CUdevice))                              \
  X(primaryRetain, "cuDevicePrimaryCtxRetain", (hipCtx_t *, CUdevice))                             \
  X(primaryRelease, "cuDevicePrimaryCtxRelease_v2", (CUdevice))                                    \
  X(contextGetCurrent, "cuCtxGetCurrent", (hipCtx_t *))                                            \
  X(contextSetCurrent, "cuCtxSetCurrent", (hipCtx_t))                                              \
  X(contextGetDevice, "cuCtxGetDevice", (CUdevice *))                                              \
  X(contextSynchronize, "cuCtxSynchronize", (void))                                                \
  X(memGetInfo, "cuMemGetInfo_v2", (size_t *unused, size_t *total))                                \
  X(memAlloc, "cuMemAlloc_v2", (CUdeviceptr *, size_t bytes))                                      \
  X(memFree, "cuMemFree_v2", (CUdeviceptr))                                                        \
  X(hostAlloc, "cuMemHostAlloc", (void **, size_t bytes, unsigned flags))                          \
  X(hostFree, "cuMemFreeHost", (void *))                                                           \
  X(copy, "cuMemcpy", (CUdeviceptr to, CUdeviceptr from, size_t))                                  \
  X(copyToDevice, "cuMemcpyHtoD_v2", (CUdeviceptr, const void *, size_t))                          \
  X(copyToHost, "cuMemcpyDtoH_v2", (void *, CUdeviceptr, size_t))                                  \
  X(copyOnDevice, "cuMemcpyDtoD_v2", (CUdeviceptr, CUdeviceptr, size_t))                           \
  X(copyAsync, "cuMemcpyAsync", (CUdeviceptr, CUdeviceptr, size_t, hipStream_t))                   \
  X(copyToDeviceAsync, "cuMemcpyHtoDAsync_v2", (CUdeviceptr, const void *, size_t, hipStream_t))   \
  X(copyToHostAsync, "cuMemcpyDtoHAsync_v2", (void *, CUdeviceptr, size_t, hipStream_t))           \
  X(copyOnDeviceAsync, "cuMemcpyDtoDAsync_v2", (CUdeviceptr, CUdeviceptr, size_t, hipStream_t))    \
  X(fill, "cuMemsetD8_v2", (CUdeviceptr, unsigned char, size_t))                                   \
  X(fillAsync, "cuMemsetD8Async", (CUdeviceptr, unsigned char, size_t, hipStream_t))               \
  X(moduleLoadData, "cuModuleLoadData", (hipModule_t *, const void *image))                        \
  X(moduleUnload, "cuModuleUnload", (hipModule_t))                                                 \
  X(moduleGetFunction, "cuModuleGetFunction", (hipFunction_t *, hipModule_t, const char *name))    \
  X(functionGetAttribute, "cuFuncGetAttribute", (int *value, int attribute, hipFunction_t))        \
  X(functionSetAttribute, "cuFuncSetAttribute", (hipFunction_t, int attribute, int value))         \
  X(launchKernel, "cuLaunchKernel",                                                                \
    (hipFunction_t, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX,               \
     unsigned blockY, unsigned blockZ, unsigned sharedBytes, hipStream_t, void **parameters,       \
     void **extra))                                                                                \
  X(streamCreate, "cuStreamCreate", (hipStream_t *, unsigned flags))                               \
  X(streamDestroy, "cuStreamDestroy_v2", (hipStream_t))                                            \
  X(streamSynchronize, "cuStreamSynchronize", (hipStream_t))                                       \
  X(streamQuery, "cuStreamQuery", (hipStream_t))                                                   \
  X(streamWaitEvent, "cuStreamWaitEvent", (hipStream_t, hipEvent_t, unsigned flags))               \
  X(eventCreate, "cuEventCreate", (hipEvent_t *, unsigned flags))                                  \
  X(eventDestroy, "cuEventDestroy_v2", (hipEvent_t))                                               \
  X(eventRecord, "cuEventRecord", (hipEvent_t, hipStream_t))                                       \
  X(eventSynchronize, "cuEventSynchronize", (hipEvent_t))                                          \
  X(eventQuery, "cuEventQuery", (hipEvent_t))                                                      \
  X(eventElapsedTime, "cuEventElapsedTime", (float *milliseconds, hipEvent_t, hipEvent_t))         \
  X(beginCapture, "cuStreamBeginCapture_v2", (hipStream_t, int mode))                              \
  X(endCapture, "cuStreamEndCapture", (hipStream_t, hipGraph_t *))                                 \
  X(graphInstantiate, "cuGraphInstantiateWithFlags",                                               \
    (hipGraphExec_t *, hipGraph_t, unsigned long long flags))                                      \
  X(graphLaunch, "cuGraphLaunch", (hipGraphExec_t, hipStream_t))                                   \
  X(graphExecDestroy, "cuGraphExecDestroy", (hipGraphExec_t))                                      \
  X(graphDestroy, "cuGraphDestroy", (hipGraph_t))

struct CudaDriver {
#define MEMBER(name, symbol, parameters) CUresult(*name) parameters;
  CUDA_FUNCTIONS(MEMBER)
#undef MEMBER
};

/* The driver's functions; to be called once openDriver() or enter() has returned hipSuccess. */
extern struct CudaDriver cuda;

/* Opens and initializes the driver, once for the process. */
hipError_t openDriver(void);

/* Opens the driver and sees to it that this thread has a current device: device 0 if none was set. */
hipError_t enter(void);

#endif
