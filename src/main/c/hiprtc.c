#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "status.h"

/*
 * HIPRTC over NVRTC. The library is the one that the environment variable PAGEN_NVRTC names, or the
 * newest that the dynamic loader finds.
 */
static const char *const LIBRARIES[] = {"libnvrtc.so.13", "libnvrtc.so.12"};

#define NVRTC_FUNCTIONS(X)                                                                         \
  X(version, "nvrtcVersion", (int *major, int *minor))                                             \
  X(createProgram, "nvrtcCreateProgram",                                                           \
    (hiprtcProgram *, const char *source, const char *name, int headers,                           \
     const char *const *headerTexts, const char *const *headerNames))                              \
  X(destroyProgram, "nvrtcDestroyProgram", (hiprtcProgram *))                                      \
  X(compileProgram, "nvrtcCompileProgram", (hiprtcProgram, int count, const char *const *options)) \
  X(getLogSize, "nvrtcGetProgramLogSize", (hiprtcProgram, size_t *))                               \
  X(getLog, "nvrtcGetProgramLog", (hiprtcProgram, char *))                                         \
  X(getCodeSize, "nvrtcGetCUBINSize", (hiprtcProgram, size_t *))                                   \
  X(getCode, "nvrtcGetCUBIN", (hiprtcProgram, char *))

static struct {
#define MEMBER(name, symbol, parameters) int(*name) parameters;
  NVRTC_FUNCTIONS(MEMBER)
#undef MEMBER
  const char *(*getErrorString)(int);
} nvrtc;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char problem[384]; /* why there is no NVRTC; empty if there is */

static void *openLibrary(void) {
  const char *named = getenv("PAGEN_NVRTC");
  if (named != NULL && named[0] != '\0') {
    return dlopen(named, RTLD_NOW | RTLD_LOCAL);
  }
  void *library = NULL;
  for (size_t i = 0; library == NULL && i < sizeof LIBRARIES / sizeof LIBRARIES[0]; i++) {
    library = dlopen(LIBRARIES[i], RTLD_NOW | RTLD_LOCAL);
  }
  return library;
}

static void load(void) {
  void *library = openLibrary();
  if (library == NULL) {
    snprintf(problem, sizeof problem, "%s", dlerror());
    return;
  }
  void *symbol;
#define LOAD(name, symbolName, parameters)                                                         \
  symbol = dlsym(library, symbolName);                                                             \
  memcpy(&nvrtc.name, &symbol, sizeof symbol);                                                     \
  if (symbol == NULL) {                                                                            \
    snprintf(problem, sizeof problem, "NVRTC has no %s", symbolName);                              \
  }
  NVRTC_FUNCTIONS(LOAD)
  LOAD(getErrorString, "nvrtcGetErrorString", (int))
#undef LOAD
}

static hiprtcResult enterRtc(void) {
  pthread_once(&once, load);
  return problem[0] == '\0' ? HIPRTC_SUCCESS
                            : failRtc(HIPRTC_ERROR_INTERNAL_ERROR, "no NVRTC: %s", problem);
}

static hiprtcResult call(int result) {
  return statusRtc(result, nvrtc.getErrorString(result));
}

#define TRY_RTC(call)                                                                              \
  do {                                                                                             \
    hiprtcResult tried = (call);                                                                   \
    if (tried != HIPRTC_SUCCESS) {                                                                 \
      return tried;                                                                                \
    }                                                                                              \
  } while (0)

#define REQUIRE_RTC(condition)                                                                     \
  do {                                                                                             \
    if (!(condition)) {                                                                            \
      return failRtc(HIPRTC_ERROR_INVALID_INPUT, "%s: %s is needed", __func__, #condition);        \
    }                                                                                              \
  } while (0)

/* NVRTC's version, such as 13.0. */
HIP_API hiprtcResult hiprtcVersion(int *major, int *minor) {
  REQUIRE_RTC(major != NULL && minor != NULL);
  TRY_RTC(enterRtc());
  return call(nvrtc.version(major, minor));
}

HIP_API hiprtcResult hiprtcCreateProgram(hiprtcProgram *program, const char *source,
                                         const char *name, int headers, const char **headerTexts,
                                         const char **headerNames) {
  REQUIRE_RTC(program != NULL && source != NULL);
  TRY_RTC(enterRtc());
  return call(nvrtc.createProgram(program, source, name, headers, headerTexts, headerNames));
}

HIP_API hiprtcResult hiprtcDestroyProgram(hiprtcProgram *program) {
  REQUIRE_RTC(program != NULL);
  TRY_RTC(enterRtc());
  return call(nvrtc.destroyProgram(program));
}

/* Options of hipcc that NVRTC has under another name; NULL where its default is the same. */
static const struct {
  const char *hip;
  const char *nvrtc;
} OPTIONS[] = {
    {"-O3", NULL},
    {"-O2", "--ptxas-options=-O2"},
    {"-O1", "--ptxas-options=-O1"},
    {"-O0", "--ptxas-options=-O0"},
    {"-ffast-math", "--use_fast_math"},
    {"-ffp-contract=off", "--fmad=false"},
    {"-ffp-contract=fast", "--fmad=true"},
    {"-gline-tables-only", "--generate-line-info"},
};

/* What HIPRTC defines by itself. */
static const char *const DEFINED[] = {"-D__HIPCC_RTC__=1", "-D__HIP_PLATFORM_NVIDIA__=1"};
enum { DEFINED_COUNT = sizeof DEFINED / sizeof DEFINED[0] };

static const char OFFLOAD_ARCH[] = "--offload-arch=";
enum { LONGEST_ARCH = 32 };

/* Puts NVRTC's form of option to *translated, or NULL if NVRTC needs none; arch is room for one. */
static hiprtcResult translate(const char *option, char *arch, const char **translated) {
  REQUIRE_RTC(option != NULL);
  size_t prefix = sizeof OFFLOAD_ARCH - 1;
  if (strncmp(option, OFFLOAD_ARCH, prefix) == 0) {
    const char *name = option + prefix;
    if (arch[0] != '\0') {
      return failRtc(HIPRTC_ERROR_INVALID_OPTION, "%s: one target at a time", option);
    }
    if (strncmp(name, "sm_", 3) != 0 || strlen(name) >= LONGEST_ARCH) {
      return failRtc(HIPRTC_ERROR_INVALID_OPTION, "%s: NVIDIA's targets are sm_90 and the like",
                     option);
    }
    snprintf(arch, LONGEST_ARCH + 8, "-arch=%s", name);
    *translated = arch;
    return HIPRTC_SUCCESS;
  }
  *translated = option;
  for (size_t i = 0; i < sizeof OPTIONS / sizeof OPTIONS[0]; i++) {
    if (strcmp(option, OPTIONS[i].hip) == 0) {
      *translated = OPTIONS[i].nvrtc;
    }
  }
  return HIPRTC_SUCCESS;
}

/* What NVRTC does not know it refuses, so every option is translated, meant for NVRTC, or an error. */
HIP_API hiprtcResult hiprtcCompileProgram(hiprtcProgram program, int count, const char **options) {
  REQUIRE_RTC(program != NULL && count >= 0 && (count == 0 || options != NULL));
  TRY_RTC(enterRtc());
  const char **all = calloc((size_t)count + DEFINED_COUNT, sizeof *all);
  if (all == NULL) {
    return failRtc(HIPRTC_ERROR_OUT_OF_MEMORY, "%d options", count);
  }
  char arch[LONGEST_ARCH + 8] = "";
  int used = 0;
  for (; used < DEFINED_COUNT; used++) {
    all[used] = DEFINED[used];
  }
  hiprtcResult result = HIPRTC_SUCCESS;
  for (int i = 0; i < count && result == HIPRTC_SUCCESS; i++) {
    result = translate(options[i], arch, &all[used]);
    used += result == HIPRTC_SUCCESS && all[used] != NULL;
  }
  if (result == HIPRTC_SUCCESS && arch[0] == '\0') {
    result = failRtc(HIPRTC_ERROR_INVALID_OPTION, "%ssm_NN is missing", OFFLOAD_ARCH);
  }
  if (result == HIPRTC_SUCCESS) {
    result = call(nvrtc.compileProgram(program, used, all));
  }
  free(all);
  return result;
}

HIP_API hiprtcResult hiprtcGetProgramLogSize(hiprtcProgram program, size_t *bytes) {
  REQUIRE_RTC(program != NULL && bytes != NULL);
  TRY_RTC(enterRtc());
  return call(nvrtc.getLogSize(program, bytes));
}

HIP_API hiprtcResult hiprtcGetProgramLog(hiprtcProgram program, char *log) {
  REQUIRE_RTC(program != NULL && log != NULL);
  TRY_RTC(enterRtc());
  return call(nvrtc.getLog(program, log));
}

/* The code object is a cubin. */
HIP_API hiprtcResult hiprtcGetCodeSize(hiprtcProgram program, size_t *bytes) {
  REQUIRE_RTC(program != NULL && bytes != NULL);
  TRY_RTC(enterRtc());
  return call(nvrtc.getCodeSize(program, bytes));
}

HIP_API hiprtcResult hiprtcGetCode(hiprtcProgram program, char *code) {
  REQUIRE_RTC(program != NULL && code != NULL);
  TRY_RTC(enterRtc());
  return call(nvrtc.getCode(program, code));
}
