package dev.pagen.report.code;

import dev.pagen.codeobject.CubinKernel;
import dev.pagen.codeobject.CubinOccupancy;
import dev.pagen.report.Json;
import dev.pagen.report.Words;
import dev.pagen.spec.Target;
import dev.pagen.terminal.Screen;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a kernel of a cubin costs. Its instructions are not read, so bytes in flight and the mix of
 * instructions are not known.
 *
 * @param target it is compiled for
 * @param kernel its registers, shared memory and local memory
 * @param threads of one block
 * @param dynamicShared bytes of shared memory that a launch adds to what the kernel declares
 * @param occupancy warps that fit on a multiprocessor, and what limits them
 */
public record CubinKernelReport(
    Target target, CubinKernel kernel, int threads, int dynamicShared, CubinOccupancy occupancy)
    implements KernelReport {

  /** Reads a kernel's cost, launched with as many threads as it was compiled for at most. */
  public static CubinKernelReport of(CubinKernel kernel, Target target, int dynamicShared) {
    int threads = kernel.maxWorkgroupSize();
    return new CubinKernelReport(
        target,
        kernel,
        threads,
        dynamicShared,
        CubinOccupancy.of(kernel, target, threads, dynamicShared));
  }

  @Override
  public String arch() {
    return target.arch();
  }

  private long sharedBytes() {
    return (long) kernel.sharedBytes() + dynamicShared;
  }

  @Override
  public String name() {
    return kernel.name();
  }

  @Override
  public List<String> cells() {
    return List.of(
        String.valueOf(kernel.registers()),
        "-",
        Words.bytes(sharedBytes()),
        kernel.localBytes() == 0 ? "0" : Words.bytes(kernel.localBytes()),
        occupancy.warpsPerSm() + " warps/SM",
        "-");
  }

  @Override
  public String text(Screen screen) {
    return String.join(
        "\n",
        "%s, %d threads".formatted(name(), threads),
        "  registers   %d of a thread".formatted(kernel.registers()),
        "  spills      %s of local memory".formatted(Words.bytes(kernel.localBytes())),
        "  shared      %s of %s"
            .formatted(Words.bytes(sharedBytes()), Words.bytes(target.ldsBytesPerWorkgroup())),
        "  occupancy   %d of %d warps/SM, %s/SM, limited by %s"
            .formatted(
                occupancy.warpsPerSm(),
                CubinOccupancy.warpSlots(target),
                Words.count(occupancy.blocksPerSm(), "block"),
                Words.of(occupancy.limit())),
        "  code        %d bytes".formatted(kernel.codeBytes()));
  }

  @Override
  public ObjectNode resourcesJson() {
    ObjectNode node = Json.object();
    node.put("registers", kernel.registers());
    node.put("shared_bytes", sharedBytes());
    node.put("local_bytes", kernel.localBytes());
    node.put("barriers", kernel.barriers());
    node.put("warps_per_sm", occupancy.warpsPerSm());
    node.put("blocks_per_sm", occupancy.blocksPerSm());
    node.put("limited_by", Words.of(occupancy.limit()));
    return node;
  }

  @Override
  public ObjectNode json() {
    ObjectNode node = Json.object();
    node.put("name", name());
    node.put("threads", threads);
    node.set("resources", resourcesJson());
    node.put("code_bytes", kernel.codeBytes());
    return node;
  }
}
