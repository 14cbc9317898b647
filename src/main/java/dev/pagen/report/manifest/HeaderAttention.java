package dev.pagen.report.manifest;

import dev.pagen.compile.BuiltKernel;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.KernelParameter;
import dev.pagen.render.SpecText;
import dev.pagen.report.Words;
import dev.pagen.report.code.ModelLayers;
import dev.pagen.spec.AttentionSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attention of a {@link KernelsHeader}: a namespace of it.
 *
 * @param name of the namespace
 * @param computes what it computes, as lines of a comment
 * @param layers numbers of a model's layers that it is for; null without a model
 * @param fields declarations of what a caller sets for a launch
 * @param addresses tensors among them
 * @param strides what is to be a multiple of something
 * @param codes one for each target
 */
record HeaderAttention(
    String name,
    String computes,
    @Nullable String layers,
    List<String> fields,
    List<Multiple> addresses,
    List<Multiple> strides,
    List<HeaderCode> codes) {

  /** A field and what it has to be a multiple of: bytes for an address, elements for a stride. */
  record Multiple(String name, int of, boolean mayBeNull) {}

  static HeaderAttention of(
      String name,
      AttentionSpec attention,
      List<BuiltKernel> kernels,
      @Nullable ModelLayers layers) {
    Map<String, KernelParameter> given = new LinkedHashMap<>();
    List<HeaderCode> codes = new ArrayList<>();
    for (BuiltKernel kernel : kernels) {
      for (KernelEntry entry : kernel.rendered().kernels()) {
        for (KernelParameter parameter : entry.parameters()) {
          if (HeaderCode.isGiven(parameter.argument(), kernel.rendered())) {
            given.putIfAbsent(parameter.name(), parameter);
          }
        }
      }
      codes.add(HeaderCode.of(codes.size(), kernel));
    }
    List<CppComment.Line> fields = new ArrayList<>();
    List<Multiple> addresses = new ArrayList<>();
    List<Multiple> strides = new ArrayList<>();
    for (KernelParameter parameter : given.values()) {
      fields.add(
          new CppComment.Line(
              HeaderCode.declaration(parameter) + " = " + initial(parameter, attention) + ";",
              HeaderCode.meaning(parameter)));
      Multiple multiple =
          new Multiple(
              parameter.name(), parameter.argument().multiple(attention), parameter.mayBeNull());
      if (parameter.isPointer()) {
        addresses.add(multiple);
      } else if (multiple.of > 1) {
        strides.add(multiple);
      }
    }
    return new HeaderAttention(
        name,
        CppComment.of(SpecText.of(attention)),
        layers == null ? null : Words.ranges(layers.layers()),
        CppComment.aligned(fields),
        addresses,
        strides,
        codes);
  }

  /** What a field is where a caller leaves it alone: no tensor, and no gaps. */
  private static String initial(KernelParameter parameter, AttentionSpec attention) {
    return switch (parameter.argument()) {
      case QUERY_STRIDE -> String.valueOf(attention.queryElements());
      case OUT_STRIDE -> String.valueOf(attention.outElements());
      case KV_PAGE_STRIDE -> String.valueOf(attention.pageElements());
      case EXTRA_PAGE_STRIDE -> String.valueOf(attention.extraPool().orElseThrow().pageElements());
      case K_PAGE_STRIDE -> apart(attention, attention.pageElements());
      case V_PAGE_STRIDE -> apart(attention, attention.valuePageElements());
      case SEQUENCE_QUERIES -> "1";
      default -> parameter.isPointer() ? "nullptr" : "0";
    };
  }

  /** Pages of so many elements, unless they lie where only the caller knows. */
  private static String apart(AttentionSpec attention, long pageElements) {
    return String.valueOf(attention.kvStrides().isPresent() ? 0 : pageElements);
  }
}
