#include "cuda_driver.h"
#include "status.h"

static CUdeviceptr address(const void *pointer) {
  return (CUdeviceptr)(uintptr_t)pointer;
}

HIP_API hipError_t hipMemGetInfo(size_t *unused, size_t *total) {
  REQUIRE(unused != NULL && total != NULL);
  TRY(enter());
  return status(cuda.memGetInfo(unused, total));
}

/* As in HIP, and unlike in CUDA's driver API, 0 bytes are a null pointer. */
HIP_API hipError_t hipMalloc(void **pointer, size_t bytes) {
  REQUIRE(pointer != NULL);
  TRY(enter());
  CUdeviceptr allocated = 0;
  if (bytes > 0) {
    TRY(status(cuda.memAlloc(&allocated, bytes)));
  }
  *pointer = (void *)(uintptr_t)allocated;
  return hipSuccess;
}

HIP_API hipError_t hipFree(void *pointer) {
  TRY(enter());
  return pointer == NULL ? hipSuccess : status(cuda.memFree(address(pointer)));
}

/* HIP's flags of these bits are CUDA's. */
HIP_API hipError_t hipHostMalloc(void **pointer, size_t bytes, unsigned flags) {
  const unsigned known = hipHostMallocPortable | hipHostMallocMapped | hipHostMallocWriteCombined;
  REQUIRE(pointer != NULL);
  if ((flags & ~known) != 0) {
    return fail(hipErrorNotSupported, "hipHostMalloc: flags 0x%x", flags & ~known);
  }
  TRY(enter());
  *pointer = NULL;
  return bytes == 0 ? hipSuccess : status(cuda.hostAlloc(pointer, bytes, flags));
}

HIP_API hipError_t hipHostFree(void *pointer) {
  TRY(enter());
  return pointer == NULL ? hipSuccess : status(cuda.hostFree(pointer));
}

HIP_API hipError_t hipMemcpy(void *to, const void *from, size_t bytes, hipMemcpyKind kind) {
  TRY(enter());
  if (bytes == 0) {
    return hipSuccess;
  }
  switch (kind) {
  case hipMemcpyHostToDevice:
    return status(cuda.copyToDevice(address(to), from, bytes));
  case hipMemcpyDeviceToHost:
    return status(cuda.copyToHost(to, address(from), bytes));
  case hipMemcpyDeviceToDevice:
    return status(cuda.copyOnDevice(address(to), address(from), bytes));
  case hipMemcpyHostToHost:
  case hipMemcpyDefault:
    return status(cuda.copy(address(to), address(from), bytes));
  }
  return fail(hipErrorInvalidMemcpyDirection, "hipMemcpy: kind %d", (int)kind);
}

HIP_API hipError_t hipMemcpyAsync(void *to, const void *from, size_t bytes, hipMemcpyKind kind,
                                  hipStream_t stream) {
  TRY(enter());
  if (bytes == 0) {
    return hipSuccess;
  }
  switch (kind) {
  case hipMemcpyHostToDevice:
    return status(cuda.copyToDeviceAsync(address(to), from, bytes, stream));
  case hipMemcpyDeviceToHost:
    return status(cuda.copyToHostAsync(to, address(from), bytes, stream));
  case hipMemcpyDeviceToDevice:
    return status(cuda.copyOnDeviceAsync(address(to), address(from), bytes, stream));
  case hipMemcpyHostToHost:
  case hipMemcpyDefault:
    return status(cuda.copyAsync(address(to), address(from), bytes, stream));
  }
  return fail(hipErrorInvalidMemcpyDirection, "hipMemcpyAsync: kind %d", (int)kind);
}

HIP_API hipError_t hipMemset(void *to, int value, size_t bytes) {
  TRY(enter());
  return bytes == 0 ? hipSuccess : status(cuda.fill(address(to), (unsigned char)value, bytes));
}

HIP_API hipError_t hipMemsetAsync(void *to, int value, size_t bytes, hipStream_t stream) {
  TRY(enter());
  return bytes == 0 ? hipSuccess
                    : status(cuda.fillAsync(address(to), (unsigned char)value, bytes, stream));
}
