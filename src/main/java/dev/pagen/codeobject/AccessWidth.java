package dev.pagen.codeobject;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many bytes a memory or LDS instruction moves, read off its mnemonic. */
public final class AccessWidth {
  private static final Pattern DWORDS = Pattern.compile("dword(?:x(\\d+))?");
  private static final Pattern FORMAT = Pattern.compile("format_(d16_)?(xyzw|xyz|xy|x)");
  private static final Pattern BITS = Pattern.compile("_[biuf](8|16|32|64|96|128)");

  private AccessWidth() {}

  /**
   * Bytes per lane (of the wave, for scalar loads); the two-address forms {@code ds_read2_b32} and
   * the like count both. 0 for an instruction that moves nothing this way.
   */
  public static int bytes(String mnemonic) {
    return switch (InstructionClass.of(mnemonic).unit()) {
      case VECTOR_MEMORY, SCALAR_MEMORY -> memoryBytes(mnemonic);
      case LDS -> ldsBytes(mnemonic);
      default -> 0;
    };
  }

  private static int memoryBytes(String mnemonic) {
    Matcher format = FORMAT.matcher(mnemonic);
    if (format.find()) {
      return format.group(2).length() * (format.group(1) == null ? 4 : 2);
    }
    Matcher dwords = DWORDS.matcher(mnemonic);
    if (dwords.find()) {
      return 4 * (dwords.group(1) == null ? 1 : Integer.parseInt(dwords.group(1)));
    }
    if (mnemonic.contains("byte")) {
      return 1;
    }
    if (mnemonic.contains("short")) {
      return 2;
    }
    return mnemonic.contains("_atomic_") ? atomicBytes(mnemonic) : 0;
  }

  private static int atomicBytes(String mnemonic) {
    return mnemonic.endsWith("_x2") || mnemonic.endsWith("64") ? 8 : 4;
  }

  private static int ldsBytes(String mnemonic) {
    Matcher bits = BITS.matcher(mnemonic);
    if (!bits.find()) {
      return 0;
    }
    int bytes = Integer.parseInt(bits.group(1)) / 8;
    boolean two = mnemonic.startsWith("ds_read2") || mnemonic.startsWith("ds_write2");
    return two ? 2 * bytes : bytes;
  }
}
