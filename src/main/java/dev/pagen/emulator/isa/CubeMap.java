package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.F32;

/**
 * Where a direction (x, y, z) points on a cube map: its face, the coordinates on that face before
 * they are divided, and twice the longest component. Source: AMD's CDNA 3 ISA document.
 */
final class CubeMap {
  private CubeMap() {}

  static void register(InstructionTable t) {
    add(t, "v_cubeid_f32", CubeMap::face);
    add(t, "v_cubesc_f32", CubeMap::s);
    add(t, "v_cubetc_f32", CubeMap::t);
    add(t, "v_cubema_f32", (x, y, z) -> 2 * longest(x, y, z));
  }

  private static void add(InstructionTable t, String name, FloatForms.F3 f) {
    t.add(
        name,
        WideForm.of(
            (a, b, c, mode) -> {
              float x = Floats.input(Floats.f32(a), mode);
              float y = Floats.input(Floats.f32(b), mode);
              float z = Floats.input(Floats.f32(c), mode);
              return Floats.bits(Floats.output(f.apply(x, y, z), mode));
            },
            F32,
            F32,
            F32,
            F32));
  }

  private static boolean alongZ(float x, float y, float z) {
    return Math.abs(z) >= Math.abs(x) && Math.abs(z) >= Math.abs(y);
  }

  private static float longest(float x, float y, float z) {
    return alongZ(x, y, z) ? z : Math.abs(y) >= Math.abs(x) ? y : x;
  }

  private static float face(float x, float y, float z) {
    int axis = alongZ(x, y, z) ? 2 : Math.abs(y) >= Math.abs(x) ? 1 : 0;
    return 2 * axis + (longest(x, y, z) < 0 ? 1 : 0);
  }

  private static float s(float x, float y, float z) {
    if (alongZ(x, y, z)) {
      return z < 0 ? -x : x;
    }
    return Math.abs(y) >= Math.abs(x) ? x : x < 0 ? z : -z;
  }

  private static float t(float x, float y, float z) {
    boolean alongY = !alongZ(x, y, z) && Math.abs(y) >= Math.abs(x);
    return !alongY ? -y : y < 0 ? -z : z;
  }
}
