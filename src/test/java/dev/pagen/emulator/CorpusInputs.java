package dev.pagen.emulator;

import java.util.Random;

/** Drawn words of one kind: special ones in all pairs, then random ones. */
enum CorpusInputs {
  INTEGERS(
      0,
      1,
      2,
      5,
      7,
      31,
      32,
      33,
      0xff,
      0x7fff,
      0x8000,
      0xffff,
      0x10000,
      -1,
      -2,
      0x8000_0000,
      0x7fff_ffff,
      0x8000_8000,
      0x0f0e_0d0c,
      0x8080_8080,
      0x7f7f_7f7f) {
    @Override
    int random(Random random) {
      return random.nextInt() >> (random.nextInt(4) * random.nextInt(8));
    }
  },
  FLOATS(
      0f,
      -0f,
      1f,
      -1f,
      0.5f,
      1.5f,
      -2.5f,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      Float.MIN_NORMAL,
      Float.MIN_VALUE,
      -0x1.8p-130f,
      0x1.fffffep-1f,
      0x1p23f,
      0x1.000002p22f,
      0x1p31f,
      -0x1p31f,
      0x1p32f,
      65504f,
      65519f,
      65520f,
      0x1p-24f,
      0x1p-25f) {
    @Override
    int random(Random random) {
      int bits = random.nextInt();
      boolean signals = (bits & 0x7f80_0000) == 0x7f80_0000 && (bits & 0x40_0000) == 0;
      return signals ? bits | 0x40_0000 : bits;
    }
  },
  /** Positive floats from 2^-20 to 2^20. */
  POSITIVE(1f, 2f, 4f, 0.25f, 3f, 0.75f) {
    @Override
    int random(Random random) {
      return bits(Math.scalb(1 + random.nextFloat(), random.nextInt(-20, 20)));
    }
  },
  /** Quarters from -9 to 9. */
  QUARTERS(0f, 1f, -1f, 0.25f, -0.75f) {
    @Override
    int random(Random random) {
      return bits(random.nextInt(-36, 37) / 4f);
    }
  },
  /** Pairs of halves that are quarters from -4 to 4. */
  HALF_QUARTERS(0x3c00_0000, 0x0000_bc00, 0x3400_b400) {
    @Override
    int random(Random random) {
      return half(random.nextInt(-16, 17) / 4f) | half(random.nextInt(-16, 17) / 4f) << 16;
    }
  },
  /** Positive halves from 2^-8 to 2^8. */
  HALF_POSITIVE(0x3c00, 0x4000, 0x4400, 0x3400) {
    @Override
    int random(Random random) {
      return half(Math.scalb(1 + random.nextFloat(), random.nextInt(-8, 8)));
    }
  },
  /** Pairs of any halves but NaNs that signal. */
  HALVES(
      0, 0x8000, 0x3c00, 0xbc00, 0x7bff, 0xfbff, 0x7c00, 0xfc00, 0x7e00, 1, 0x8001, 0x03ff, 0x0400,
      0x3c01, 0x6400, 0x6801) {
    @Override
    int random(Random random) {
      return quiet(random.nextInt(1 << 16)) | quiet(random.nextInt(1 << 16)) << 16;
    }
  },
  /** Exponents to scale by. */
  EXPONENTS(0, 1, -1, 5, -6, -24, 30, -30) {
    @Override
    int random(Random random) {
      return random.nextInt(-40, 41);
    }
  },
  /** Whole numbers as floats that every small format holds. */
  SMALL_WHOLE(0f, 1f, 2f, -3f, 4f) {
    @Override
    int random(Random random) {
      return bits((float) random.nextInt(-4, 5));
    }
  };

  private final int[] specials;

  CorpusInputs(int... specials) {
    this.specials = specials;
  }

  CorpusInputs(float first, float... others) {
    specials = new int[others.length + 1];
    specials[0] = bits(first);
    for (int i = 0; i < others.length; i++) {
      specials[i + 1] = bits(others[i]);
    }
  }

  abstract int random(Random random);

  /** Words for operand 0, 1 or 2 of a case. */
  int[] draw(int operand, int count, Random random) {
    int[] words = new int[count];
    int n = specials.length;
    for (int i = 0; i < count; i++) {
      int at = operand == 0 ? i % n : operand == 1 ? i / n % n : random.nextInt(n);
      words[i] = i < Math.min(n * n, count / 2) ? specials[at] : random(random);
    }
    return words;
  }

  private static int bits(float value) {
    return Float.floatToRawIntBits(value);
  }

  private static int half(float value) {
    return Float.floatToFloat16(value) & 0xffff;
  }

  private static int quiet(int half) {
    return (half & 0x7c00) == 0x7c00 && (half & 0x3ff) != 0 ? half | 0x200 : half;
  }
}
