package dev.pagen.codeobject;

import java.util.List;

/** What it takes to launch a kernel, as its code says. */
public sealed interface GpuKernel permits CompiledKernel, CubinKernel {
  /** The name to launch it by. */
  String name();

  /** Its arguments in the order of their offset, hidden ones included. */
  List<KernelArgument> arguments();

  /** Bytes of its argument block. */
  int argumentBytes();

  /** Most threads of a workgroup that it was compiled for. */
  int maxWorkgroupSize();
}
