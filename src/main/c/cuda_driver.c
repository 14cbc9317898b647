#include "cuda_driver.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "device.h"
#include "status.h"

#define LIBRARY "libcuda.so.1"

struct CudaDriver cuda;

static struct {
  pthread_once_t once;
  hipError_t problem; /* why libcuda cannot be used, hipSuccess if it can */
  char details[256];
  CUresult initialized; /* what cuInit returned, where it can */
} driver = {.once = PTHREAD_ONCE_INIT};

static void load(void) {
  void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    driver.problem = hipErrorNoDevice;
    snprintf(driver.details, sizeof driver.details, "%s", dlerror());
    return;
  }
  const char *missing = NULL;
  void *symbol;
#define LOAD(name, symbolName, parameters)                                                         \
  symbol = dlsym(library, symbolName);                                                             \
  memcpy(&cuda.name, &symbol, sizeof symbol);                                                      \
  missing = symbol == NULL && missing == NULL ? symbolName : missing;
  CUDA_FUNCTIONS(LOAD)
#undef LOAD
  if (missing != NULL) {
    driver.problem = hipErrorInsufficientDriver;
    snprintf(driver.details, sizeof driver.details, LIBRARY " has no %s", missing);
    return;
  }
  driver.initialized = cuda.init(0);
}

hipError_t openDriver(void) {
  pthread_once(&driver.once, load);
  return driver.problem == hipSuccess ? status(driver.initialized)
                                      : fail(driver.problem, "%s", driver.details);
}

hipError_t enter(void) {
  TRY(openDriver());
  hipCtx_t current = NULL;
  TRY(status(cuda.contextGetCurrent(&current)));
  return current != NULL ? hipSuccess : makeCurrent(0);
}
