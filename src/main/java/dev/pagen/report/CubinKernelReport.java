package dev.pagen.report;

import dev.pagen.codeobject.Cubin;
import dev.pagen.codeobject.CubinKernel;
import dev.pagen.codeobject.CubinOccupancy;
import dev.pagen.codeobject.CubinOccupancy.Multiprocessor;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a kernel of a cubin costs. Its instructions are not read, so bytes in flight and the mix of
 * instructions are not known.
 *
 * @param arch it is compiled for
 * @param kernel its registers, shared memory and local memory
 * @param sm what a multiprocessor has
 * @param occupancy warps that fit there, launched with as many threads as it was compiled for at
 *     most and no dynamic shared memory
 */
public record CubinKernelReport(
    String arch, CubinKernel kernel, Multiprocessor sm, CubinOccupancy occupancy)
    implements KernelReport {

  /**
   * Reads a kernel's cost.
   *
   * @throws dev.pagen.codeobject.CodeObjectException if the GPU's limits are not known here
   */
  public static CubinKernelReport of(CubinKernel kernel, Cubin cubin) {
    Multiprocessor sm = cubin.multiprocessor();
    return new CubinKernelReport(
        cubin.arch(), kernel, sm, CubinOccupancy.of(kernel, sm, kernel.maxWorkgroupSize(), 0));
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
        Words.bytes(kernel.sharedBytes()),
        kernel.localBytes() == 0 ? "0" : Words.bytes(kernel.localBytes()),
        occupancy.warpsPerSm() + " warps/SM",
        "-");
  }

  @Override
  public String text() {
    return String.join(
        "\n",
        "%s, %d threads".formatted(name(), kernel.maxWorkgroupSize()),
        "  registers   %d of a thread".formatted(kernel.registers()),
        "  spills      %s of local memory".formatted(Words.bytes(kernel.localBytes())),
        "  shared      %s of %s"
            .formatted(Words.bytes(kernel.sharedBytes()), Words.bytes(sm.sharedBytes())),
        "  occupancy   %d of %d warps/SM, %s/SM, limited by %s"
            .formatted(
                occupancy.warpsPerSm(),
                sm.warps(),
                Words.count(occupancy.blocksPerSm(), "block"),
                Words.of(occupancy.limit())),
        "  code        %d bytes".formatted(kernel.codeBytes()));
  }

  @Override
  public ObjectNode resourcesJson() {
    ObjectNode node = Json.object();
    node.put("registers", kernel.registers());
    node.put("shared_bytes", kernel.sharedBytes());
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
    node.put("threads", kernel.maxWorkgroupSize());
    node.set("resources", resourcesJson());
    node.put("code_bytes", kernel.codeBytes());
    return node;
  }
}
