/*
 * The part of HIP's binary interface that this library exports: types, layouts and numbers as in
 * hip/hip_runtime_api.h and hip/hiprtc.h of HIP 6. No HIP header is needed to build it.
 */
#ifndef PAGEN_HIP_ABI_H
#define PAGEN_HIP_ABI_H

#include <stddef.h>
#include <stdint.h>

#define HIP_API __attribute__((visibility("default")))

/* The interface that is exported here, as hipRuntimeGetVersion counts. */
#define HIP_INTERFACE_VERSION 60000000

/* Name, number and meaning of every status that is returned here. */
#define HIP_ERRORS(X)                                                                              \
  X(hipSuccess, 0, "no error")                                                                     \
  X(hipErrorInvalidValue, 1, "an argument is not valid")                                           \
  X(hipErrorOutOfMemory, 2, "out of memory")                                                       \
  X(hipErrorNotInitialized, 3, "the driver is not initialized")                                    \
  X(hipErrorDeinitialized, 4, "the driver is shutting down")                                       \
  X(hipErrorProfilerDisabled, 5, "the profiler is disabled")                                       \
  X(hipErrorProfilerNotInitialized, 6, "the profiler is not initialized")                          \
  X(hipErrorProfilerAlreadyStarted, 7, "the profiler runs already")                                \
  X(hipErrorProfilerAlreadyStopped, 8, "the profiler does not run")                                \
  X(hipErrorInvalidMemcpyDirection, 21, "no such direction of a copy")                             \
  X(hipErrorInsufficientDriver, 35, "the NVIDIA driver is too old")                                \
  X(hipErrorInvalidDeviceFunction, 98, "no such kernel on the device")                             \
  X(hipErrorNoDevice, 100, "no NVIDIA GPU is detected")                                            \
  X(hipErrorInvalidDevice, 101, "there is no device of this number")                               \
  X(hipErrorInvalidImage, 200, "this is no code object")                                           \
  X(hipErrorInvalidContext, 201, "the device's context is not valid")                              \
  X(hipErrorContextAlreadyCurrent, 202, "the context is current already")                          \
  X(hipErrorMapFailed, 205, "mapping failed")                                                      \
  X(hipErrorUnmapFailed, 206, "unmapping failed")                                                  \
  X(hipErrorArrayIsMapped, 207, "the array is mapped")                                             \
  X(hipErrorAlreadyMapped, 208, "the resource is mapped already")                                  \
  X(hipErrorNoBinaryForGpu, 209, "the code object is not for this GPU")                            \
  X(hipErrorAlreadyAcquired, 210, "the resource is taken already")                                 \
  X(hipErrorNotMapped, 211, "the resource is not mapped")                                          \
  X(hipErrorNotMappedAsArray, 212, "the resource is not mapped as an array")                       \
  X(hipErrorNotMappedAsPointer, 213, "the resource is not mapped as a pointer")                    \
  X(hipErrorECCNotCorrectable, 214, "a memory error could not be corrected")                       \
  X(hipErrorUnsupportedLimit, 215, "the limit is not supported")                                   \
  X(hipErrorContextAlreadyInUse, 216, "the context is in use by another thread")                   \
  X(hipErrorPeerAccessUnsupported, 217, "the devices cannot reach each other's memory")            \
  X(hipErrorInvalidKernelFile, 218, "the kernel's text is not valid")                              \
  X(hipErrorInvalidGraphicsContext, 219, "the graphics context is not valid")                      \
  X(hipErrorInvalidSource, 300, "the device's source is not valid")                                \
  X(hipErrorFileNotFound, 301, "a file is not there")                                              \
  X(hipErrorSharedObjectSymbolNotFound, 302, "a shared library lacks a symbol")                    \
  X(hipErrorSharedObjectInitFailed, 303, "a shared library did not start")                         \
  X(hipErrorOperatingSystem, 304, "the operating system refused a call")                           \
  X(hipErrorInvalidHandle, 400, "the handle is not valid")                                         \
  X(hipErrorIllegalState, 401, "a resource is not in the state for this")                          \
  X(hipErrorNotFound, 500, "there is nothing of this name")                                        \
  X(hipErrorNotReady, 600, "the device is not done yet")                                           \
  X(hipErrorIllegalAddress, 700, "a kernel accessed memory outside of any allocation")             \
  X(hipErrorLaunchOutOfResources, 701, "the launch asks for more than the device has")             \
  X(hipErrorLaunchTimeOut, 702, "a kernel ran too long")                                           \
  X(hipErrorPeerAccessAlreadyEnabled, 704, "access to the peer is enabled already")                \
  X(hipErrorPeerAccessNotEnabled, 705, "access to the peer is not enabled")                        \
  X(hipErrorSetOnActiveProcess, 708, "the device is in use already")                               \
  X(hipErrorContextIsDestroyed, 709, "the context is gone")                                        \
  X(hipErrorAssert, 710, "an assertion of a kernel failed")                                        \
  X(hipErrorHostMemoryAlreadyRegistered, 712, "the host memory is registered already")             \
  X(hipErrorHostMemoryNotRegistered, 713, "the host memory is not registered")                     \
  X(hipErrorLaunchFailure, 719, "a kernel failed while it ran")                                    \
  X(hipErrorCooperativeLaunchTooLarge, 720, "the cooperative launch does not fit the device")      \
  X(hipErrorNotSupported, 801, "HIP on NVIDIA does not support this")                              \
  X(hipErrorStreamCaptureUnsupported, 900, "not permitted while a stream is captured")             \
  X(hipErrorStreamCaptureInvalidated, 901, "the capture was spoilt by an earlier error")           \
  X(hipErrorStreamCaptureMerge, 902, "two captures would become one")                              \
  X(hipErrorStreamCaptureUnmatched, 903, "the capture did not begin in this stream")               \
  X(hipErrorStreamCaptureUnjoined, 904, "a fork of the capture was not joined")                    \
  X(hipErrorStreamCaptureIsolation, 905, "a dependency would cross the capture's edge")            \
  X(hipErrorStreamCaptureImplicit, 906, "the capture would depend on the null stream")             \
  X(hipErrorCapturedEvent, 907, "not permitted on an event recorded in a capture")                 \
  X(hipErrorStreamCaptureWrongThread, 908, "the capture began in another thread")                  \
  X(hipErrorGraphExecUpdateFailure, 910, "the graph cannot be updated so")                         \
  X(hipErrorUnknown, 999, "unknown error")

typedef enum {
#define CONSTANT(name, number, text) name = number,
  HIP_ERRORS(CONSTANT)
#undef CONSTANT
} hipError_t;

/* Handles are the driver's own, under HIP's names. */
typedef struct CUctx_st *hipCtx_t;
typedef struct CUmod_st *hipModule_t;
typedef struct CUfunc_st *hipFunction_t;
typedef struct CUstream_st *hipStream_t;
typedef struct CUevent_st *hipEvent_t;
typedef struct CUgraph_st *hipGraph_t;
typedef struct CUgraphNode_st *hipGraphNode_t;
typedef struct CUgraphExec_st *hipGraphExec_t;
typedef int hipDevice_t;

typedef enum {
  hipMemcpyHostToHost = 0,
  hipMemcpyHostToDevice = 1,
  hipMemcpyDeviceToHost = 2,
  hipMemcpyDeviceToDevice = 3,
  hipMemcpyDefault = 4,
} hipMemcpyKind;

enum { hipHostMallocPortable = 1, hipHostMallocMapped = 2, hipHostMallocWriteCombined = 4 };
enum { hipStreamDefault = 0, hipStreamNonBlocking = 1 };
enum { hipEventBlockingSync = 1, hipEventDisableTiming = 2, hipEventInterprocess = 4 };
enum { hipStreamCaptureModeGlobal = 0, hipStreamCaptureModeRelaxed = 2 };
enum { HIP_FUNC_ATTRIBUTE_MAX = 10 };

/* Markers within the last argument of hipModuleLaunchKernel. */
#define HIP_LAUNCH_PARAM_BUFFER_POINTER ((void *)1)
#define HIP_LAUNCH_PARAM_BUFFER_SIZE ((void *)2)
#define HIP_LAUNCH_PARAM_END ((void *)3)

/* hipDeviceProp_tR0600: what has no name here stays zero. */
typedef struct {
  char name[256];
  char uuid[16];
  char unnamed0[16];
  size_t totalGlobalMem;
  size_t sharedMemPerBlock;
  int regsPerBlock;
  int warpSize;
  size_t memPitch;
  int maxThreadsPerBlock;
  int maxThreadsDim[3];
  int maxGridSize[3];
  int clockRate;
  size_t totalConstMem;
  int major;
  int minor;
  char unnamed1[20];
  int multiProcessorCount;
  int kernelExecTimeoutEnabled;
  int integrated;
  int canMapHostMemory;
  int computeMode;
  char unnamed2[168];
  int concurrentKernels;
  int ECCEnabled;
  int pciBusID;
  int pciDeviceID;
  int pciDomainID;
  int tccDriver;
  int asyncEngineCount;
  int unifiedAddressing;
  int memoryClockRate;
  int memoryBusWidth;
  int l2CacheSize;
  int persistingL2CacheMaxSize;
  int maxThreadsPerMultiProcessor;
  int streamPrioritiesSupported;
  char unnamed3[8];
  size_t sharedMemPerMultiprocessor;
  int regsPerMultiprocessor;
  int managedMemory;
  char unnamed4[32];
  int cooperativeLaunch;
  int unnamed5;
  size_t sharedMemPerBlockOptin;
  char unnamed6[8];
  int maxBlocksPerMultiProcessor;
  int unnamed7;
  size_t reservedSharedMemPerBlock;
  char unnamed8[432];
  char gcnArchName[256];
  size_t maxSharedMemoryPerMultiProcessor;
  int clockInstructionRate;
  char unnamed9[44];
} hipDeviceProp_tR0600;

_Static_assert(offsetof(hipDeviceProp_tR0600, totalGlobalMem) == 288, "layout");
_Static_assert(offsetof(hipDeviceProp_tR0600, multiProcessorCount) == 388, "layout");
_Static_assert(offsetof(hipDeviceProp_tR0600, concurrentKernels) == 576, "layout");
_Static_assert(offsetof(hipDeviceProp_tR0600, sharedMemPerMultiprocessor) == 640, "layout");
_Static_assert(offsetof(hipDeviceProp_tR0600, cooperativeLaunch) == 688, "layout");
_Static_assert(offsetof(hipDeviceProp_tR0600, reservedSharedMemPerBlock) == 720, "layout");
_Static_assert(offsetof(hipDeviceProp_tR0600, gcnArchName) == 1160, "layout");
_Static_assert(sizeof(hipDeviceProp_tR0600) == 1472, "layout");

#define HIPRTC_RESULTS(X)                                                                          \
  X(HIPRTC_SUCCESS, 0, "no error")                                                                 \
  X(HIPRTC_ERROR_OUT_OF_MEMORY, 1, "out of memory")                                                \
  X(HIPRTC_ERROR_PROGRAM_CREATION_FAILURE, 2, "the program could not be made")                     \
  X(HIPRTC_ERROR_INVALID_INPUT, 3, "an argument is not valid")                                     \
  X(HIPRTC_ERROR_INVALID_PROGRAM, 4, "the program is not valid")                                   \
  X(HIPRTC_ERROR_INVALID_OPTION, 5, "an option is not valid")                                      \
  X(HIPRTC_ERROR_COMPILATION, 6, "the source does not compile")                                    \
  X(HIPRTC_ERROR_BUILTIN_OPERATION_FAILURE, 7, "the compiler's built-in headers failed")           \
  X(HIPRTC_ERROR_NO_NAME_EXPRESSIONS_AFTER_COMPILATION, 8, "too late for a name expression")       \
  X(HIPRTC_ERROR_NO_LOWERED_NAMES_BEFORE_COMPILATION, 9, "too early for a lowered name")           \
  X(HIPRTC_ERROR_NAME_EXPRESSION_NOT_VALID, 10, "the name expression is not valid")                \
  X(HIPRTC_ERROR_INTERNAL_ERROR, 11, "internal error")

typedef enum {
#define CONSTANT(name, number, text) name = number,
  HIPRTC_RESULTS(CONSTANT)
#undef CONSTANT
} hiprtcResult;

typedef struct _nvrtcProgram *hiprtcProgram;

#endif
