#include <string.h>

#include "cuda_driver.h"
#include "status.h"

/* CUDA would also take source text here, which HIP does not: only an ELF file is a code object. */
HIP_API hipError_t hipModuleLoadData(hipModule_t *module, const void *image) {
  REQUIRE(module != NULL && image != NULL);
  if (memcmp(image, "\177ELF", 4) != 0) {
    return fail(hipErrorInvalidImage, "hipModuleLoadData: not an ELF file");
  }
  TRY(enter());
  return status(cuda.moduleLoadData(module, image));
}

HIP_API hipError_t hipModuleUnload(hipModule_t module) {
  REQUIRE(module != NULL);
  TRY(enter());
  return status(cuda.moduleUnload(module));
}

/*
 * CUDA grants a kernel more than 48 KiB of dynamic shared memory only after it was asked to. HIP on
 * AMD knows no such step, so it is taken here: a launch may use all that a block can have.
 */
static hipError_t allowAllSharedMemory(hipFunction_t function) {
  CUdevice device;
  int most;
  int declared;
  TRY(status(cuda.contextGetDevice(&device)));
  TRY(status(cuda.deviceGetAttribute(&most, CU_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN, device)));
  TRY(status(cuda.functionGetAttribute(&declared, CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES, function)));
  return status(cuda.functionSetAttribute(function, CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES,
                                          most - declared));
}

HIP_API hipError_t hipModuleGetFunction(hipFunction_t *function, hipModule_t module,
                                        const char *name) {
  REQUIRE(function != NULL && module != NULL && name != NULL);
  TRY(enter());
  hipFunction_t found;
  TRY(status(cuda.moduleGetFunction(&found, module, name)));
  TRY(allowAllSharedMemory(found));
  *function = found;
  return hipSuccess;
}

/* HIP's and CUDA's attributes of a function have the same numbers. */
HIP_API hipError_t hipFuncGetAttribute(int *value, int attribute, hipFunction_t function) {
  REQUIRE(value != NULL && function != NULL);
  REQUIRE(attribute >= 0 && attribute < HIP_FUNC_ATTRIBUTE_MAX);
  TRY(enter());
  return status(cuda.functionGetAttribute(value, attribute, function));
}

/*
 * The markers within extra are HIP's; all but the last are also CUDA's. Nothing is allocated here:
 * what there can be at most fits on the stack.
 */
HIP_API hipError_t hipModuleLaunchKernel(hipFunction_t function, unsigned gridX, unsigned gridY,
                                         unsigned gridZ, unsigned blockX, unsigned blockY,
                                         unsigned blockZ, unsigned sharedBytes, hipStream_t stream,
                                         void **parameters, void **extra) {
  REQUIRE(function != NULL);
  TRY(enter());
  void *block = NULL;
  void *size = NULL;
  for (void **marker = extra; marker != NULL && *marker != HIP_LAUNCH_PARAM_END; marker += 2) {
    if (*marker == HIP_LAUNCH_PARAM_BUFFER_POINTER) {
      block = marker[1];
    } else if (*marker == HIP_LAUNCH_PARAM_BUFFER_SIZE) {
      size = marker[1];
    } else {
      return fail(hipErrorInvalidValue, "hipModuleLaunchKernel: %p in extra", *marker);
    }
  }
  void *cudaExtra[] = {CU_LAUNCH_PARAM_BUFFER_POINTER, block, CU_LAUNCH_PARAM_BUFFER_SIZE, size,
                       CU_LAUNCH_PARAM_END};
  return status(cuda.launchKernel(function, gridX, gridY, gridZ, blockX, blockY, blockZ,
                                  sharedBytes, stream, parameters,
                                  extra == NULL ? NULL : cudaExtra));
}
