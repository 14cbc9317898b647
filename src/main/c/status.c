#include "status.h"

#include <stdarg.h>
#include <stdio.h>

/* CUDA's errors and what HIP calls them. What stands not here is hipErrorUnknown. */
#define CUDA_ERRORS(X)                                                                             \
  X(CUDA_ERROR_INVALID_VALUE, 1, hipErrorInvalidValue)                                             \
  X(CUDA_ERROR_OUT_OF_MEMORY, 2, hipErrorOutOfMemory)                                              \
  X(CUDA_ERROR_NOT_INITIALIZED, 3, hipErrorNotInitialized)                                         \
  X(CUDA_ERROR_DEINITIALIZED, 4, hipErrorDeinitialized)                                            \
  X(CUDA_ERROR_PROFILER_DISABLED, 5, hipErrorProfilerDisabled)                                     \
  X(CUDA_ERROR_PROFILER_NOT_INITIALIZED, 6, hipErrorProfilerNotInitialized)                        \
  X(CUDA_ERROR_PROFILER_ALREADY_STARTED, 7, hipErrorProfilerAlreadyStarted)                        \
  X(CUDA_ERROR_PROFILER_ALREADY_STOPPED, 8, hipErrorProfilerAlreadyStopped)                        \
  X(CUDA_ERROR_STUB_LIBRARY, 34, hipErrorInsufficientDriver)                                       \
  X(CUDA_ERROR_CALL_REQUIRES_NEWER_DRIVER, 36, hipErrorInsufficientDriver)                         \
  X(CUDA_ERROR_DEVICE_UNAVAILABLE, 46, hipErrorContextAlreadyInUse)                                \
  X(CUDA_ERROR_NO_DEVICE, 100, hipErrorNoDevice)                                                   \
  X(CUDA_ERROR_INVALID_DEVICE, 101, hipErrorInvalidDevice)                                         \
  X(CUDA_ERROR_DEVICE_NOT_LICENSED, 102, hipErrorNoDevice)                                         \
  X(CUDA_ERROR_INVALID_IMAGE, 200, hipErrorInvalidImage)                                           \
  X(CUDA_ERROR_INVALID_CONTEXT, 201, hipErrorInvalidContext)                                       \
  X(CUDA_ERROR_CONTEXT_ALREADY_CURRENT, 202, hipErrorContextAlreadyCurrent)                        \
  X(CUDA_ERROR_MAP_FAILED, 205, hipErrorMapFailed)                                                 \
  X(CUDA_ERROR_UNMAP_FAILED, 206, hipErrorUnmapFailed)                                             \
  X(CUDA_ERROR_ARRAY_IS_MAPPED, 207, hipErrorArrayIsMapped)                                        \
  X(CUDA_ERROR_ALREADY_MAPPED, 208, hipErrorAlreadyMapped)                                         \
  X(CUDA_ERROR_NO_BINARY_FOR_GPU, 209, hipErrorNoBinaryForGpu)                                     \
  X(CUDA_ERROR_ALREADY_ACQUIRED, 210, hipErrorAlreadyAcquired)                                     \
  X(CUDA_ERROR_NOT_MAPPED, 211, hipErrorNotMapped)                                                 \
  X(CUDA_ERROR_NOT_MAPPED_AS_ARRAY, 212, hipErrorNotMappedAsArray)                                 \
  X(CUDA_ERROR_NOT_MAPPED_AS_POINTER, 213, hipErrorNotMappedAsPointer)                             \
  X(CUDA_ERROR_ECC_UNCORRECTABLE, 214, hipErrorECCNotCorrectable)                                  \
  X(CUDA_ERROR_UNSUPPORTED_LIMIT, 215, hipErrorUnsupportedLimit)                                   \
  X(CUDA_ERROR_CONTEXT_ALREADY_IN_USE, 216, hipErrorContextAlreadyInUse)                           \
  X(CUDA_ERROR_PEER_ACCESS_UNSUPPORTED, 217, hipErrorPeerAccessUnsupported)                        \
  X(CUDA_ERROR_INVALID_PTX, 218, hipErrorInvalidKernelFile)                                        \
  X(CUDA_ERROR_INVALID_GRAPHICS_CONTEXT, 219, hipErrorInvalidGraphicsContext)                      \
  X(CUDA_ERROR_JIT_COMPILER_NOT_FOUND, 221, hipErrorSharedObjectInitFailed)                        \
  X(CUDA_ERROR_UNSUPPORTED_PTX_VERSION, 222, hipErrorInvalidKernelFile)                            \
  X(CUDA_ERROR_JIT_COMPILATION_DISABLED, 223, hipErrorNoBinaryForGpu)                              \
  X(CUDA_ERROR_INSUFFICIENT_LOADER_VERSION, 227, hipErrorInsufficientDriver)                       \
  X(CUDA_ERROR_INVALID_SOURCE, 300, hipErrorInvalidSource)                                         \
  X(CUDA_ERROR_FILE_NOT_FOUND, 301, hipErrorFileNotFound)                                          \
  X(CUDA_ERROR_SHARED_OBJECT_SYMBOL_NOT_FOUND, 302, hipErrorSharedObjectSymbolNotFound)            \
  X(CUDA_ERROR_SHARED_OBJECT_INIT_FAILED, 303, hipErrorSharedObjectInitFailed)                     \
  X(CUDA_ERROR_OPERATING_SYSTEM, 304, hipErrorOperatingSystem)                                     \
  X(CUDA_ERROR_INVALID_HANDLE, 400, hipErrorInvalidHandle)                                         \
  X(CUDA_ERROR_ILLEGAL_STATE, 401, hipErrorIllegalState)                                           \
  X(CUDA_ERROR_NOT_FOUND, 500, hipErrorNotFound)                                                   \
  X(CUDA_ERROR_NOT_READY, 600, hipErrorNotReady)                                                   \
  X(CUDA_ERROR_ILLEGAL_ADDRESS, 700, hipErrorIllegalAddress)                                       \
  X(CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES, 701, hipErrorLaunchOutOfResources)                         \
  X(CUDA_ERROR_LAUNCH_TIMEOUT, 702, hipErrorLaunchTimeOut)                                         \
  X(CUDA_ERROR_PEER_ACCESS_ALREADY_ENABLED, 704, hipErrorPeerAccessAlreadyEnabled)                 \
  X(CUDA_ERROR_PEER_ACCESS_NOT_ENABLED, 705, hipErrorPeerAccessNotEnabled)                         \
  X(CUDA_ERROR_PRIMARY_CONTEXT_ACTIVE, 708, hipErrorSetOnActiveProcess)                            \
  X(CUDA_ERROR_CONTEXT_IS_DESTROYED, 709, hipErrorContextIsDestroyed)                              \
  X(CUDA_ERROR_ASSERT, 710, hipErrorAssert)                                                        \
  X(CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED, 712, hipErrorHostMemoryAlreadyRegistered)           \
  X(CUDA_ERROR_HOST_MEMORY_NOT_REGISTERED, 713, hipErrorHostMemoryNotRegistered)                   \
  X(CUDA_ERROR_HARDWARE_STACK_ERROR, 714, hipErrorLaunchFailure)                                   \
  X(CUDA_ERROR_ILLEGAL_INSTRUCTION, 715, hipErrorLaunchFailure)                                    \
  X(CUDA_ERROR_MISALIGNED_ADDRESS, 716, hipErrorLaunchFailure)                                     \
  X(CUDA_ERROR_INVALID_ADDRESS_SPACE, 717, hipErrorLaunchFailure)                                  \
  X(CUDA_ERROR_INVALID_PC, 718, hipErrorLaunchFailure)                                             \
  X(CUDA_ERROR_LAUNCH_FAILED, 719, hipErrorLaunchFailure)                                          \
  X(CUDA_ERROR_COOPERATIVE_LAUNCH_TOO_LARGE, 720, hipErrorCooperativeLaunchTooLarge)               \
  X(CUDA_ERROR_NOT_PERMITTED, 800, hipErrorNotSupported)                                           \
  X(CUDA_ERROR_NOT_SUPPORTED, 801, hipErrorNotSupported)                                           \
  X(CUDA_ERROR_SYSTEM_DRIVER_MISMATCH, 803, hipErrorInsufficientDriver)                            \
  X(CUDA_ERROR_COMPAT_NOT_SUPPORTED_ON_DEVICE, 804, hipErrorInsufficientDriver)                    \
  X(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, 900, hipErrorStreamCaptureUnsupported)                  \
  X(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED, 901, hipErrorStreamCaptureInvalidated)                  \
  X(CUDA_ERROR_STREAM_CAPTURE_MERGE, 902, hipErrorStreamCaptureMerge)                              \
  X(CUDA_ERROR_STREAM_CAPTURE_UNMATCHED, 903, hipErrorStreamCaptureUnmatched)                      \
  X(CUDA_ERROR_STREAM_CAPTURE_UNJOINED, 904, hipErrorStreamCaptureUnjoined)                        \
  X(CUDA_ERROR_STREAM_CAPTURE_ISOLATION, 905, hipErrorStreamCaptureIsolation)                      \
  X(CUDA_ERROR_STREAM_CAPTURE_IMPLICIT, 906, hipErrorStreamCaptureImplicit)                        \
  X(CUDA_ERROR_CAPTURED_EVENT, 907, hipErrorCapturedEvent)                                         \
  X(CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD, 908, hipErrorStreamCaptureWrongThread)                 \
  X(CUDA_ERROR_TIMEOUT, 909, hipErrorLaunchTimeOut)                                                \
  X(CUDA_ERROR_GRAPH_EXEC_UPDATE_FAILURE, 910, hipErrorGraphExecUpdateFailure)

/* The last failure of this thread, in full. */
static _Thread_local struct {
  int code;
  char text[384];
} lastHip, lastRtc;

static const char *hipName(hipError_t code) {
  switch (code) {
#define CASE(name, number, text)                                                                   \
  case name:                                                                                       \
    return #name;
    HIP_ERRORS(CASE)
#undef CASE
  }
  return NULL;
}

static const char *hipText(hipError_t code) {
  switch (code) {
#define CASE(name, number, text)                                                                   \
  case name:                                                                                       \
    return text;
    HIP_ERRORS(CASE)
#undef CASE
  }
  return "not a HIP error code";
}

static const char *rtcText(hiprtcResult code) {
  switch (code) {
#define CASE(name, number, text)                                                                   \
  case name:                                                                                       \
    return #name ": " text;
    HIPRTC_RESULTS(CASE)
#undef CASE
  }
  return "not a HIPRTC result";
}

static hipError_t fromCuda(CUresult result) {
  switch (result) {
#define CASE(name, number, hip)                                                                    \
  case number:                                                                                     \
    return hip;
    CUDA_ERRORS(CASE)
#undef CASE
  default:
    return hipErrorUnknown;
  }
}

static void write(char *to, size_t room, const char *summary, const char *format, va_list details) {
  int used = snprintf(to, room, "%s (", summary);
  used += vsnprintf(to + used, room - (size_t)used, format, details);
  if ((size_t)used < room - 1) {
    snprintf(to + used, room - (size_t)used, ")");
  }
}

hipError_t fail(hipError_t code, const char *format, ...) {
  va_list details;
  va_start(details, format);
  lastHip.code = code;
  write(lastHip.text, sizeof lastHip.text, hipText(code), format, details);
  va_end(details);
  return code;
}

hiprtcResult failRtc(hiprtcResult code, const char *format, ...) {
  va_list details;
  va_start(details, format);
  lastRtc.code = (int)code;
  write(lastRtc.text, sizeof lastRtc.text, rtcText(code), format, details);
  va_end(details);
  return code;
}

hipError_t failCuda(CUresult result) {
  const char *name = NULL;
  const char *text = NULL;
  if (cuda.getErrorName(result, &name) != CUDA_SUCCESS || name == NULL) {
    name = "an unknown CUDA error";
  }
  if (cuda.getErrorString(result, &text) != CUDA_SUCCESS || text == NULL) {
    text = "without a text";
  }
  return fail(fromCuda(result), "%s, %d: %s", name, result, text);
}

hiprtcResult statusRtc(int nvrtcResult, const char *nvrtcName) {
  switch (nvrtcResult) {
#define CASE(name, number, text)                                                                   \
  case number:                                                                                     \
    return number == HIPRTC_SUCCESS ? name : failRtc(name, "%s", nvrtcName);
    HIPRTC_RESULTS(CASE)
#undef CASE
  default:
    return failRtc(HIPRTC_ERROR_INTERNAL_ERROR, "%s, %d", nvrtcName, nvrtcResult);
  }
}

/* HIP's name of a code. */
HIP_API const char *hipGetErrorName(hipError_t code) {
  const char *name = hipName(code);
  return name != NULL ? name : "hipErrorUnknown";
}

/*
 * What a code means; with details if it is what this thread's last failure was. The text is good
 * until this thread's next failure.
 */
HIP_API const char *hipGetErrorString(hipError_t code) {
  return code != hipSuccess && lastHip.code == (int)code ? lastHip.text : hipText(code);
}

/* As hipGetErrorString, for HIPRTC. */
HIP_API const char *hiprtcGetErrorString(hiprtcResult code) {
  return code != HIPRTC_SUCCESS && lastRtc.code == (int)code ? lastRtc.text : rtcText(code);
}
