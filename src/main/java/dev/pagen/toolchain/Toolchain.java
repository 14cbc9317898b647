package dev.pagen.toolchain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A HIPRTC that was found or installed, with what is needed to run it.
 *
 * @param origin how it was found
 * @param root the folder it was found in: a ROCm root, a bundle's unpacked root, or the folder of
 *     the library
 * @param hiprtc the {@code libhiprtc.so.N} to load
 * @param comgr the {@code libamd_comgr.so.N} to load; it disassembles code objects
 * @param hipRuntime the {@code libamdhip64.so.N} to load, where there is one
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
    Path comgr,
    Optional<Path> hipRuntime,
    Optional<Path> loader,
    List<Path> libraryPath,
    String identity,
    String version) {

  /** Where a toolchain came from, in the order in which they are tried. */
  public enum Origin {
    /** Named by the user. */
    EXPLICIT,
    /** The {@code ROCM_PATH} environment variable. */
    ROCM_PATH,
    /** {@code /opt/rocm}. */
    OPT_ROCM,
    /** The system's library folders. */
    SYSTEM,
    /** The private bundle that pa-gen installs without root. */
    BUNDLE
  }

  public Toolchain {
    libraryPath = List.copyOf(libraryPath);
  }
}
