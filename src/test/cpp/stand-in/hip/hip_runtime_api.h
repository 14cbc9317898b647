/*
 * What of HIP the generated header uses, with the layouts of HIP 6 and later, for linking with the
 * fake libamdhip64 of src/test/c. HIP's own headers are used where they are only compiled against.
 */
#ifndef PA_GEN_STAND_IN_HIP_RUNTIME_API_H
#define PA_GEN_STAND_IN_HIP_RUNTIME_API_H

#define _Static_assert static_assert
#include "hip_abi.h"
#undef _Static_assert

#define hipDeviceProp_t hipDeviceProp_tR0600
#define hipGetDeviceProperties hipGetDevicePropertiesR0600

extern "C" {
const char *hipGetErrorString(hipError_t error);
hipError_t hipGetDevice(int *index);
hipError_t hipGetDeviceProperties(hipDeviceProp_t *properties, int index);
hipError_t hipModuleLoadData(hipModule_t *module, const void *image);
hipError_t hipModuleUnload(hipModule_t module);
hipError_t hipModuleGetFunction(hipFunction_t *function, hipModule_t module, const char *name);
hipError_t hipModuleLaunchKernel(hipFunction_t function, unsigned gridX, unsigned gridY,
                                 unsigned gridZ, unsigned blockX, unsigned blockY, unsigned blockZ,
                                 unsigned sharedBytes, hipStream_t stream, void **parameters,
                                 void **extra);
}

#endif
