# A CUDA toolkit that is the stand-in header here and the fake driver that FAKE_DRIVER names.
add_library(CUDA::cuda_driver INTERFACE IMPORTED)
set_target_properties(CUDA::cuda_driver PROPERTIES
  INTERFACE_INCLUDE_DIRECTORIES "${CMAKE_CURRENT_LIST_DIR}"
  INTERFACE_LINK_LIBRARIES "${FAKE_DRIVER}")
