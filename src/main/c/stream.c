#include "cuda_driver.h"
#include "status.h"

HIP_API hipError_t hipStreamCreateWithFlags(hipStream_t *stream, unsigned flags) {
  REQUIRE(stream != NULL);
  REQUIRE(flags == hipStreamDefault || flags == hipStreamNonBlocking);
  TRY(enter());
  return status(cuda.streamCreate(stream, flags));
}

HIP_API hipError_t hipStreamCreate(hipStream_t *stream) {
  return hipStreamCreateWithFlags(stream, hipStreamDefault);
}

HIP_API hipError_t hipStreamDestroy(hipStream_t stream) {
  REQUIRE(stream != NULL);
  TRY(enter());
  return status(cuda.streamDestroy(stream));
}

HIP_API hipError_t hipStreamSynchronize(hipStream_t stream) {
  TRY(enter());
  return status(cuda.streamSynchronize(stream));
}

HIP_API hipError_t hipStreamQuery(hipStream_t stream) {
  TRY(enter());
  return status(cuda.streamQuery(stream));
}

HIP_API hipError_t hipStreamWaitEvent(hipStream_t stream, hipEvent_t event, unsigned flags) {
  REQUIRE(event != NULL);
  REQUIRE(flags == 0);
  TRY(enter());
  return status(cuda.streamWaitEvent(stream, event, flags));
}

/* HIP's flags of these bits are CUDA's; those of higher bits speak of AMD's caches. */
HIP_API hipError_t hipEventCreateWithFlags(hipEvent_t *event, unsigned flags) {
  const unsigned known = hipEventBlockingSync | hipEventDisableTiming | hipEventInterprocess;
  REQUIRE(event != NULL);
  if ((flags & ~known) != 0) {
    return fail(hipErrorNotSupported, "hipEventCreateWithFlags: flags 0x%x", flags & ~known);
  }
  TRY(enter());
  return status(cuda.eventCreate(event, flags));
}

HIP_API hipError_t hipEventCreate(hipEvent_t *event) {
  return hipEventCreateWithFlags(event, 0);
}

HIP_API hipError_t hipEventDestroy(hipEvent_t event) {
  REQUIRE(event != NULL);
  TRY(enter());
  return status(cuda.eventDestroy(event));
}

HIP_API hipError_t hipEventRecord(hipEvent_t event, hipStream_t stream) {
  REQUIRE(event != NULL);
  TRY(enter());
  return status(cuda.eventRecord(event, stream));
}

HIP_API hipError_t hipEventSynchronize(hipEvent_t event) {
  REQUIRE(event != NULL);
  TRY(enter());
  return status(cuda.eventSynchronize(event));
}

HIP_API hipError_t hipEventQuery(hipEvent_t event) {
  REQUIRE(event != NULL);
  TRY(enter());
  return status(cuda.eventQuery(event));
}

HIP_API hipError_t hipEventElapsedTime(float *milliseconds, hipEvent_t start, hipEvent_t stop) {
  REQUIRE(milliseconds != NULL && start != NULL && stop != NULL);
  TRY(enter());
  return status(cuda.eventElapsedTime(milliseconds, start, stop));
}
