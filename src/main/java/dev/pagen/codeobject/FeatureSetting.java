package dev.pagen.codeobject;

/** How a code object was compiled with regard to a hardware feature that can be on or off. */
public enum FeatureSetting {
  /** The target has no such feature. */
  UNSUPPORTED,
  /** The code runs either way. */
  ANY,
  /** The code needs the feature off. */
  OFF,
  /** The code needs the feature on. */
  ON;

  /** From the two bits of the ELF flags, code object V4 and later. */
  static FeatureSetting ofBits(int bits) {
    return values()[bits & 3];
  }
}
