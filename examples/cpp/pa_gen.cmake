# pa_gen_add_kernels(TARGET MODEL config.json ARCH gfx942 [gfx950 ...] [OPTIONS --tp 8 ...])
#
# Adds an interface library TARGET: the header TARGET.hpp with the attention kernels of a model, in
# the namespace TARGET. pa-gen writes it when something is built that links TARGET, and again when
# the config changes. OPTIONS are those of "pa-gen generate".
#
# PA_GEN is the command that runs pa-gen: a list, if it has arguments.
set(PA_GEN "${CMAKE_CURRENT_LIST_DIR}/../../pa-gen" CACHE STRING "The command that runs pa-gen")

function(pa_gen_add_kernels TARGET)
  cmake_parse_arguments(PARSE_ARGV 1 KERNELS "" "MODEL" "ARCH;OPTIONS")
  if(NOT KERNELS_MODEL OR NOT KERNELS_ARCH OR KERNELS_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "pa_gen_add_kernels(TARGET MODEL FILE ARCH NAME... [OPTIONS ...])")
  endif()
  get_filename_component(model "${KERNELS_MODEL}" ABSOLUTE)
  list(JOIN KERNELS_ARCH "," arch)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/pa_gen/${TARGET}")
  add_custom_command(
    OUTPUT "${folder}/${TARGET}.hpp"
    COMMAND ${PA_GEN} generate "${model}" --arch "${arch}" ${KERNELS_OPTIONS}
            --emit cpp --namespace "${TARGET}" --out "${folder}"
    DEPENDS "${model}"
    COMMENT "Generating ${TARGET}.hpp for ${arch}"
    VERBATIM)
  add_custom_target("${TARGET}_header" DEPENDS "${folder}/${TARGET}.hpp")
  add_library("${TARGET}" INTERFACE)
  add_dependencies("${TARGET}" "${TARGET}_header")
  target_include_directories("${TARGET}" INTERFACE "${folder}")
  target_compile_features("${TARGET}" INTERFACE cxx_std_17)
endfunction()
