/*
 * How a call ends. A failure is remembered with its details for the thread, so that
 * hipGetErrorString and hiprtcGetErrorString can give CUDA's own words too.
 */
#ifndef PAGEN_STATUS_H
#define PAGEN_STATUS_H

#include "cuda_driver.h"

/* Notes what went wrong in this thread, in printf's manner, and returns code. */
hipError_t fail(hipError_t code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same for HIPRTC. */
hiprtcResult failRtc(hiprtcResult code, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* HIP's code for a CUDA error, after noting CUDA's name and words for it. */
hipError_t failCuda(CUresult result);

/* HIP's code for what a driver call returned. */
static inline hipError_t status(CUresult result) {
  if (result == CUDA_SUCCESS) {
    return hipSuccess;
  }
  /* No failure, and asked for in loops. */
  return result == CUDA_ERROR_NOT_READY ? hipErrorNotReady : failCuda(result);
}

/* HIPRTC's code for what an NVRTC call returned; nvrtcName is NVRTC's name for it. */
hiprtcResult statusRtc(int nvrtcResult, const char *nvrtcName);

/* Returns from the calling function unless call succeeds. */
#define TRY(call)                                                                                  \
  do {                                                                                             \
    hipError_t tried = (call);                                                                     \
    if (tried != hipSuccess) {                                                                     \
      return tried;                                                                                \
    }                                                                                              \
  } while (0)

/* Returns from the calling function with hipErrorInvalidValue unless condition holds. */
#define REQUIRE(condition)                                                                         \
  do {                                                                                             \
    if (!(condition)) {                                                                            \
      return fail(hipErrorInvalidValue, "%s: %s is needed", __func__, #condition);                 \
    }                                                                                              \
  } while (0)

#endif
