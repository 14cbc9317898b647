package dev.pagen.attention;

import dev.pagen.kernel.Argument;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvScales;

/** What addresses and strides must be; each check returns, or throws a {@link LaunchException}. */
final class LaunchChecks {
  static final int WIDE_ALIGNMENT = 16;

  private LaunchChecks() {}

  /** What all kernels have that read or write a KV cache by a page table. */
  static void caches(AttentionSpec spec, AttentionTensors tensors) {
    aligned(Argument.QUERY_START_LOC, tensors, Integer.BYTES);
    aligned(Argument.KEY_CACHE, tensors, WIDE_ALIGNMENT);
    aligned(Argument.VALUE_CACHE, tensors, WIDE_ALIGNMENT);
    aligned(Argument.KV_INDPTR, tensors, Integer.BYTES);
    aligned(Argument.KV_PAGE_INDICES, tensors, Integer.BYTES);
    aligned(Argument.KV_LAST_PAGE_LEN, tensors, Integer.BYTES);
    aligned(Argument.BLOCK_TABLE, tensors, Integer.BYTES);
    aligned(Argument.SEQ_LENS, tensors, Integer.BYTES);
    stride(
        Argument.BLOCK_TABLE_STRIDE,
        tensors.get(Argument.BLOCK_TABLE_STRIDE),
        Integer.BYTES,
        Integer.BYTES,
        0);
    boolean scaled = spec.kvScales() != KvScales.NONE;
    present(Argument.K_SCALE, tensors, scaled);
    present(Argument.V_SCALE, tensors, scaled && spec.hasValueCache());
    pageStrides(spec, tensors.keyPageStride(), tensors.valuePageStride());
  }

  private static void pageStrides(AttentionSpec spec, long keys, long values) {
    int bytes = spec.kvDtype().bytes();
    if (spec.kvStrides().isPresent()) {
      stride(Argument.K_PAGE_STRIDE, keys, bytes, WIDE_ALIGNMENT, 0);
      stride(Argument.V_PAGE_STRIDE, values, bytes, WIDE_ALIGNMENT, 0);
    } else if (spec.hasValueCache() && keys != values) {
      throw new LaunchException(
          "Pages of keys are %d elements apart and pages of values %d; a kernel without KV strides takes one page stride for both."
              .formatted(keys, values));
    } else {
      stride(Argument.KV_PAGE_STRIDE, keys, bytes, WIDE_ALIGNMENT, spec.pageElements());
    }
  }

  static void aligned(Argument argument, AttentionTensors tensors, int alignment) {
    aligned(argument.toString(), tensors.get(argument), alignment);
  }

  static void aligned(String name, long address, int alignment) {
    if (address % alignment != 0) {
      throw new LaunchException(
          "%s is at 0x%x; it must be aligned to %d bytes.".formatted(name, address, alignment));
    }
  }

  /** Of what only some specs have. */
  static void present(Argument argument, AttentionTensors tensors, boolean wanted) {
    aligned(argument, tensors, Float.BYTES);
    if (wanted && tensors.get(argument) == 0) {
      throw new LaunchException("%s is null; this kernel reads or writes it.".formatted(argument));
    }
  }

  static void stride(Argument name, long stride, int elementBytes, int alignment, long least) {
    if (stride < least || stride * elementBytes % alignment != 0) {
      throw new LaunchException(
          "%s is %d elements; it must be a multiple of %d and at least %d."
              .formatted(name, stride, alignment / elementBytes, least));
    }
  }
}
