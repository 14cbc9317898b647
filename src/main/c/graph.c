#include "cuda_driver.h"
#include "status.h"

/* HIP's and CUDA's capture modes have the same numbers. */
HIP_API hipError_t hipStreamBeginCapture(hipStream_t stream, int mode) {
  REQUIRE(mode >= hipStreamCaptureModeGlobal && mode <= hipStreamCaptureModeRelaxed);
  TRY(enter());
  return status(cuda.beginCapture(stream, mode));
}

HIP_API hipError_t hipStreamEndCapture(hipStream_t stream, hipGraph_t *graph) {
  REQUIRE(graph != NULL);
  TRY(enter());
  return status(cuda.endCapture(stream, graph));
}

/* What a failure would leave in errorNode and log is not to be had from CUDA any more. */
HIP_API hipError_t hipGraphInstantiate(hipGraphExec_t *executable, hipGraph_t graph,
                                       hipGraphNode_t *errorNode, char *log, size_t logBytes) {
  REQUIRE(executable != NULL && graph != NULL);
  if (errorNode != NULL || log != NULL || logBytes != 0) {
    return fail(hipErrorNotSupported, "hipGraphInstantiate: an error node or a log");
  }
  TRY(enter());
  return status(cuda.graphInstantiate(executable, graph, 0));
}

HIP_API hipError_t hipGraphLaunch(hipGraphExec_t executable, hipStream_t stream) {
  REQUIRE(executable != NULL);
  TRY(enter());
  return status(cuda.graphLaunch(executable, stream));
}

HIP_API hipError_t hipGraphExecDestroy(hipGraphExec_t executable) {
  REQUIRE(executable != NULL);
  TRY(enter());
  return status(cuda.graphExecDestroy(executable));
}

HIP_API hipError_t hipGraphDestroy(hipGraph_t graph) {
  REQUIRE(graph != NULL);
  TRY(enter());
  return status(cuda.graphDestroy(graph));
}
