package dev.pagen.codeobject;

import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.FileBytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code NT_AMDGPU_METADATA} note: the target's id and what is noted about each kernel. */
record MetadataNote(Optional<String> target, List<KernelMetadata> kernels) {
  static final String OWNER = "AMDGPU";
  static final int TYPE = 32;

  /** Far more than any driver takes: 1 MiB. */
  private static final int MOST_ARGUMENT_BYTES = 1 << 20;

  static MetadataNote read(FileBytes content) {
    Fields root = new Fields("the note", MessagePack.read(content));
    List<KernelMetadata> kernels = new ArrayList<>();
    for (Object kernel : root.list("amdhsa.kernels")) {
      kernels.add(kernel(new Fields("a kernel", kernel)));
    }
    return new MetadataNote(root.optionalText("amdhsa.target"), List.copyOf(kernels));
  }

  private static KernelMetadata kernel(Fields kernel) {
    List<KernelArgument> arguments = new ArrayList<>();
    for (Object argument : kernel.list(".args")) {
      arguments.add(argument(new Fields("an argument", argument)));
    }
    arguments.sort(Comparator.comparingInt(KernelArgument::offset));
    return new KernelMetadata(
        kernel.text(".name"),
        kernel.text(".symbol"),
        arguments,
        kernel.number(".kernarg_segment_size", 0, MOST_ARGUMENT_BYTES),
        kernel.number(".kernarg_segment_align"),
        kernel.number(".group_segment_fixed_size"),
        kernel.number(".private_segment_fixed_size"),
        kernel.number(".wavefront_size"),
        kernel.number(".sgpr_count"),
        kernel.number(".vgpr_count"),
        kernel.numberOr(".agpr_count", 0),
        kernel.numberOr(".sgpr_spill_count", 0),
        kernel.numberOr(".vgpr_spill_count", 0),
        kernel.number(".max_flat_workgroup_size", 1, Integer.MAX_VALUE),
        kernel.flag(".uses_dynamic_stack"));
  }

  private static KernelArgument argument(Fields argument) {
    return new KernelArgument(
        argument.optionalText(".name"),
        argument.optionalText(".type_name"),
        argument.number(".offset", 0, MOST_ARGUMENT_BYTES),
        argument.number(".size", 0, MOST_ARGUMENT_BYTES),
        argument.text(".value_kind"),
        argument.optionalText(".address_space"),
        argument.optionalText(".actual_access").or(() -> argument.optionalText(".access")));
  }

  /** A map of the note, with errors that name the field they miss. */
  private record Fields(String what, Map<?, ?> map) {
    Fields(String what, Object value) {
      if (!(value instanceof Map<?, ?> map)) {
        throw new CodeObjectException("the metadata note is damaged: " + what + " is not a map");
      }
      this(what, map);
    }

    List<?> list(String key) {
      Object value = map.get(key);
      if (value == null) {
        return List.of();
      }
      if (value instanceof List<?> list) {
        return list;
      }
      throw wrong(key, "a list", value);
    }

    String text(String key) {
      return optionalText(key).orElseThrow(() -> wrong(key, "a text", null));
    }

    Optional<String> optionalText(String key) {
      Object value = map.get(key);
      if (value == null) {
        return Optional.empty();
      }
      if (value instanceof String text) {
        return Optional.of(text);
      }
      throw wrong(key, "a text", value);
    }

    int number(String key) {
      return number(key, 0, Integer.MAX_VALUE);
    }

    int number(String key, int least, int most) {
      if (map.get(key) instanceof Long value && value >= least && value <= most) {
        return value.intValue();
      }
      throw wrong(key, "a number from %d to %d".formatted(least, most), map.get(key));
    }

    int numberOr(String key, int otherwise) {
      return map.containsKey(key) ? number(key) : otherwise;
    }

    boolean flag(String key) {
      return Boolean.TRUE.equals(map.get(key));
    }

    private CodeObjectException wrong(String key, String wanted, @Nullable Object found) {
      return new CodeObjectException(
          "the metadata note is damaged: %s of %s should be %s, but is %s"
              .formatted(key, what, wanted, found == null ? "missing" : found));
    }
  }
}
