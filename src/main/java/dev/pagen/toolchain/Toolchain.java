package dev.pagen.toolchain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A run-time compiler that was found or installed, with what is needed to run it.
 *
 * @param origin how it was found
 * @param root the folder it was found in: a ROCm or CUDA root, a bundle's unpacked root, or the
 *     folder of the library
 * @param hiprtc the library to load that exports HIPRTC: {@code libhiprtc.so.N}, or on NVIDIA this
 *     project's
 * @param nvrtc the {@code libnvrtc.so.N} that {@code hiprtc} compiles with, on NVIDIA
 * @param disassembler what turns code objects to text; always there on AMD
 * @param hipRuntime the library to load that exports the HIP runtime, where there is one: {@code
 *     libamdhip64.so.N}, or on NVIDIA this project's
 * @param loader the dynamic loader to start a compile worker under, where the libraries need a
 *     newer C library than the machine has
 * @param libraryPath folders to search for libraries before the system's own, in order: the
 *     loader's {@code --library-path}, or {@code LD_LIBRARY_PATH} where there is no loader; may be
 *     empty
 * @param identity names everything that decides what code comes out (the SHA-256 of each library
 *     that compiles, and no path); part of every cache key, and equal on two machines that have the
 *     same files
 * @param version for people, such as {@code HIPRTC 6.4.3-5 (LLVM 21)}
 */
public record Toolchain(
    Origin origin,
    Path root,
    Path hiprtc,
    Optional<Path> nvrtc,
    Optional<Disassembler> disassembler,
    Optional<Path> hipRuntime,
    Optional<Path> loader,
    List<Path> libraryPath,
    String identity,
    String version) {

  /** Where a toolchain came from; each vendor's in the order in which they are tried. */
  public enum Origin {
    /** Named by the user. */
    EXPLICIT,
    /** The {@code ROCM_PATH} environment variable. */
    ROCM_PATH,
    /** The {@code ROCM_HOME} environment variable, which PyTorch's builds go by. */
    ROCM_HOME,
    /** The {@code HIP_PATH} environment variable, which {@code hipcc} goes by. */
    HIP_PATH,
    /** {@code /opt/rocm}, and its like with a version. */
    OPT_ROCM,
    /** The {@code CUDA_HOME} or {@code CUDA_PATH} environment variable. */
    CUDA_HOME,
    /** {@code /usr/local/cuda} and its like with a version, and {@code /opt/cuda}. */
    USR_LOCAL_CUDA,
    /** The system's library folders. */
    SYSTEM,
    /**
     * The packages of the user's Pythons: {@code rocm-sdk-core}, {@code nvidia-cuda-nvrtc},
     * PyTorch; and conda's environments.
     */
    PYTHON,
    /** The private bundle that pa-gen installs without root. */
    BUNDLE
  }

  /** What turns a code object into text. */
  public sealed interface Disassembler {
    /** AMD's code object manager, {@code libamd_comgr.so.N}. */
    record Comgr(Path path) implements Disassembler {}

    /** CUDA's program {@code nvdisasm}. */
    record Nvdisasm(Path path) implements Disassembler {}

    /** The library or the program. */
    Path path();
  }

  public Toolchain {
    libraryPath = List.copyOf(libraryPath);
  }

  /** Whose GPUs it compiles for. */
  public Vendor vendor() {
    return nvrtc.isPresent() ? Vendor.NVIDIA : Vendor.AMD;
  }
}
