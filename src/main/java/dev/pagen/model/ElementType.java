package dev.pagen.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The floating-point type a model was published in ({@code torch_dtype} or {@code dtype}). */
public enum ElementType {
  FP16("fp16", "float16", "half"),
  BF16("bf16", "bfloat16"),
  FP32("fp32", "float32", "float");

  private final String label;
  private final List<String> torchNames;

  ElementType(String label, String... torchNames) {
    this.label = label;
    this.torchNames = List.of(torchNames);
  }

  /** The type PyTorch calls {@code name}, or we do, with or without {@code torch.} before it. */
  static Optional<ElementType> ofTorch(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String bare = lower.startsWith("torch.") ? lower.substring("torch.".length()) : lower;
    return Arrays.stream(values())
        .filter(type -> type.label.equals(bare) || type.torchNames.contains(bare))
        .findFirst();
  }

  /** {@code fp16}, {@code bf16} or {@code fp32}, as the command line writes it. */
  @Override
  public String toString() {
    return label;
  }
}
