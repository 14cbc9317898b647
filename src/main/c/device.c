#include "device.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "cuda_driver.h"
#include "status.h"

enum { MAX_DEVICES = 64 };

/* Primary contexts, held until the process ends, as HIP holds its devices. */
static hipCtx_t contexts[MAX_DEVICES];
static pthread_mutex_t contextsLock = PTHREAD_MUTEX_INITIALIZER;

static hipError_t device(int index, CUdevice *device) {
  TRY(openDriver());
  return status(cuda.deviceGet(device, index));
}

hipError_t makeCurrent(int index) {
  CUdevice handle;
  TRY(device(index, &handle));
  if (index >= MAX_DEVICES) {
    return fail(hipErrorNotSupported, "device %d: at most %d are", index, MAX_DEVICES);
  }
  pthread_mutex_lock(&contextsLock);
  CUresult result = CUDA_SUCCESS;
  if (contexts[index] == NULL) {
    result = cuda.primaryRetain(&contexts[index], handle);
  }
  hipCtx_t context = contexts[index];
  pthread_mutex_unlock(&contextsLock);
  TRY(status(result));
  return status(cuda.contextSetCurrent(context));
}

HIP_API hipError_t hipInit(unsigned flags) {
  REQUIRE(flags == 0);
  return openDriver();
}

HIP_API hipError_t hipRuntimeGetVersion(int *version) {
  REQUIRE(version != NULL);
  *version = HIP_INTERFACE_VERSION;
  return hipSuccess;
}

/* The newest CUDA that the driver supports, such as 13000 for 13.0. */
HIP_API hipError_t hipDriverGetVersion(int *version) {
  REQUIRE(version != NULL);
  TRY(openDriver());
  return status(cuda.driverGetVersion(version));
}

HIP_API hipError_t hipGetDeviceCount(int *count) {
  REQUIRE(count != NULL);
  *count = 0;
  TRY(openDriver());
  TRY(status(cuda.deviceGetCount(count)));
  return *count > 0 ? hipSuccess : fail(hipErrorNoDevice, "the driver counts 0 devices");
}

HIP_API hipError_t hipSetDevice(int index) {
  return makeCurrent(index);
}

HIP_API hipError_t hipGetDevice(int *index) {
  REQUIRE(index != NULL);
  TRY(enter());
  CUdevice current;
  TRY(status(cuda.contextGetDevice(&current)));
  int count;
  TRY(status(cuda.deviceGetCount(&count)));
  for (int i = 0; i < count; i++) {
    CUdevice candidate;
    TRY(status(cuda.deviceGet(&candidate, i)));
    if (candidate == current) {
      *index = i;
      return hipSuccess;
    }
  }
  return fail(hipErrorInvalidDevice, "the current context's device is not among %d", count);
}

HIP_API hipError_t hipDeviceSynchronize(void) {
  TRY(enter());
  return status(cuda.contextSynchronize());
}

HIP_API hipError_t hipDeviceGetName(char *name, int length, hipDevice_t index) {
  REQUIRE(name != NULL && length > 0);
  CUdevice handle;
  TRY(device(index, &handle));
  return status(cuda.deviceGetName(name, length, handle));
}

/* HIP's numbers of attributes, and the driver's. */
static const struct {
  int hip;
  int cuda;
} ATTRIBUTES[] = {
    {5, CU_CLOCK_RATE},
    {19, CU_L2_CACHE_SIZE},
    {23, CU_COMPUTE_CAPABILITY_MAJOR},
    {56, CU_MAX_THREADS_PER_BLOCK},
    {57, CU_MAX_THREADS_PER_MULTIPROCESSOR},
    {59, CU_GLOBAL_MEMORY_BUS_WIDTH},
    {60, CU_MEMORY_CLOCK_RATE},
    {61, CU_COMPUTE_CAPABILITY_MINOR},
    {63, CU_MULTIPROCESSOR_COUNT},
    {71, CU_MAX_REGISTERS_PER_BLOCK},
    {72, CU_MAX_REGISTERS_PER_MULTIPROCESSOR},
    {74, CU_MAX_SHARED_MEMORY_PER_BLOCK},
    {75, CU_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN},
    {87, CU_WARP_SIZE},
    {10002, CU_MAX_SHARED_MEMORY_PER_MULTIPROCESSOR},
};

HIP_API hipError_t hipDeviceGetAttribute(int *value, int attribute, int index) {
  REQUIRE(value != NULL);
  CUdevice handle;
  TRY(device(index, &handle));
  for (size_t i = 0; i < sizeof ATTRIBUTES / sizeof ATTRIBUTES[0]; i++) {
    if (ATTRIBUTES[i].hip == attribute) {
      return status(cuda.deviceGetAttribute(value, ATTRIBUTES[i].cuda, handle));
    }
  }
  return fail(hipErrorNotSupported, "hipDeviceGetAttribute: attribute %d", attribute);
}

/* The properties that are attributes of the driver. */
#define INTEGER(field, attribute)                                                                  \
  {offsetof(hipDeviceProp_tR0600, field), attribute, sizeof(int)}
#define SIZE(field, attribute) {offsetof(hipDeviceProp_tR0600, field), attribute, sizeof(size_t)}
static const struct {
  size_t offset;
  int attribute;
  size_t bytes;
} PROPERTIES[] = {
    SIZE(sharedMemPerBlock, CU_MAX_SHARED_MEMORY_PER_BLOCK),
    INTEGER(regsPerBlock, CU_MAX_REGISTERS_PER_BLOCK),
    INTEGER(warpSize, CU_WARP_SIZE),
    SIZE(memPitch, CU_MAX_PITCH),
    INTEGER(maxThreadsPerBlock, CU_MAX_THREADS_PER_BLOCK),
    INTEGER(maxThreadsDim[0], CU_MAX_BLOCK_DIM_X),
    INTEGER(maxThreadsDim[1], CU_MAX_BLOCK_DIM_Y),
    INTEGER(maxThreadsDim[2], CU_MAX_BLOCK_DIM_Z),
    INTEGER(maxGridSize[0], CU_MAX_GRID_DIM_X),
    INTEGER(maxGridSize[1], CU_MAX_GRID_DIM_Y),
    INTEGER(maxGridSize[2], CU_MAX_GRID_DIM_Z),
    INTEGER(clockRate, CU_CLOCK_RATE),
    SIZE(totalConstMem, CU_TOTAL_CONSTANT_MEMORY),
    INTEGER(major, CU_COMPUTE_CAPABILITY_MAJOR),
    INTEGER(minor, CU_COMPUTE_CAPABILITY_MINOR),
    INTEGER(multiProcessorCount, CU_MULTIPROCESSOR_COUNT),
    INTEGER(kernelExecTimeoutEnabled, CU_KERNEL_EXEC_TIMEOUT),
    INTEGER(integrated, CU_INTEGRATED),
    INTEGER(canMapHostMemory, CU_CAN_MAP_HOST_MEMORY),
    INTEGER(computeMode, CU_COMPUTE_MODE),
    INTEGER(concurrentKernels, CU_CONCURRENT_KERNELS),
    INTEGER(ECCEnabled, CU_ECC_ENABLED),
    INTEGER(pciBusID, CU_PCI_BUS_ID),
    INTEGER(pciDeviceID, CU_PCI_DEVICE_ID),
    INTEGER(pciDomainID, CU_PCI_DOMAIN_ID),
    INTEGER(tccDriver, CU_TCC_DRIVER),
    INTEGER(asyncEngineCount, CU_ASYNC_ENGINE_COUNT),
    INTEGER(unifiedAddressing, CU_UNIFIED_ADDRESSING),
    INTEGER(memoryClockRate, CU_MEMORY_CLOCK_RATE),
    INTEGER(memoryBusWidth, CU_GLOBAL_MEMORY_BUS_WIDTH),
    INTEGER(l2CacheSize, CU_L2_CACHE_SIZE),
    INTEGER(persistingL2CacheMaxSize, CU_MAX_PERSISTING_L2_CACHE_SIZE),
    INTEGER(maxThreadsPerMultiProcessor, CU_MAX_THREADS_PER_MULTIPROCESSOR),
    INTEGER(streamPrioritiesSupported, CU_STREAM_PRIORITIES_SUPPORTED),
    SIZE(sharedMemPerMultiprocessor, CU_MAX_SHARED_MEMORY_PER_MULTIPROCESSOR),
    INTEGER(regsPerMultiprocessor, CU_MAX_REGISTERS_PER_MULTIPROCESSOR),
    INTEGER(managedMemory, CU_MANAGED_MEMORY),
    INTEGER(cooperativeLaunch, CU_COOPERATIVE_LAUNCH),
    SIZE(sharedMemPerBlockOptin, CU_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN),
    INTEGER(maxBlocksPerMultiProcessor, CU_MAX_BLOCKS_PER_MULTIPROCESSOR),
    SIZE(reservedSharedMemPerBlock, CU_RESERVED_SHARED_MEMORY_PER_BLOCK),
    SIZE(maxSharedMemoryPerMultiProcessor, CU_MAX_SHARED_MEMORY_PER_MULTIPROCESSOR),
    INTEGER(clockInstructionRate, CU_CLOCK_RATE),
};

/* The architecture's name goes to gcnArchName, as on AMD: "sm_90". */
HIP_API hipError_t hipGetDevicePropertiesR0600(hipDeviceProp_tR0600 *properties, int index) {
  REQUIRE(properties != NULL);
  CUdevice handle;
  TRY(device(index, &handle));
  hipDeviceProp_tR0600 read = {.tccDriver = 0};
  TRY(status(cuda.deviceGetName(read.name, (int)sizeof read.name, handle)));
  TRY(status(cuda.deviceGetUuid(read.uuid, handle)));
  TRY(status(cuda.deviceTotalMem(&read.totalGlobalMem, handle)));
  for (size_t i = 0; i < sizeof PROPERTIES / sizeof PROPERTIES[0]; i++) {
    int value;
    TRY(status(cuda.deviceGetAttribute(&value, PROPERTIES[i].attribute, handle)));
    char *field = (char *)&read + PROPERTIES[i].offset;
    if (PROPERTIES[i].bytes == sizeof(int)) {
      memcpy(field, &value, sizeof value);
    } else {
      size_t size = (size_t)value;
      memcpy(field, &size, sizeof size);
    }
  }
  snprintf(read.gcnArchName, sizeof read.gcnArchName, "sm_%d%d", read.major, read.minor);
  *properties = read;
  return hipSuccess;
}
