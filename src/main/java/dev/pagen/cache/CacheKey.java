package dev.pagen.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names one compiled kernel: the SHA-256 of all that reaches the compiler.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record CacheKey(String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final String DOMAIN = "pa-gen kernel, 1";

  /**
   * @throws IllegalArgumentException if {@code hex} is not 64 lower-case hexadecimal digits
   */
  public CacheKey {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a cache key (64 hexadecimal digits): " + hex);
    }
  }

  /**
   * The key of one compilation. Every part is hashed with its length before it, so parts cannot run
   * together.
   *
   * @param source the rendered source
   * @param options the compiler's options, in order
   * @param arch the architecture compiled for
   * @param compilerIdentity names everything that decides what code comes out of the compiler
   */
  public static CacheKey of(
      String source, List<String> options, String arch, String compilerIdentity) {
    MessageDigest digest = sha256();
    add(digest, DOMAIN);
    add(digest, source);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(options.size()).flip());
    options.forEach(option -> add(digest, option));
    add(digest, arch);
    add(digest, compilerIdentity);
    return new CacheKey(HexFormat.of().formatHex(digest.digest()));
  }

  /** The first 12 digits: enough to tell entries apart in file names and tables. */
  public String shortHex() {
    return hex.substring(0, 12);
  }

  /** Whether the digits stand in {@code code}, as a code object that was compiled for this key. */
  boolean isNamedIn(byte[] code) {
    byte[] digits = hex.getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at + digits.length <= code.length; at++) {
      if (code[at] == digits[0]
          && Arrays.equals(code, at, at + digits.length, digits, 0, digits.length)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return hex;
  }

  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
