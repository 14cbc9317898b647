package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Loads that go to LDS in every spelling that a target has: lane l's word lands at M0 + offset + 4
 * l, a load of 12 or 16 bytes at M0 + offset + 16 l; the offset is that of the address in memory
 * too.
 */
class LoadsToLdsTest {
  private static final int M0 = 256;
  private static final int POISON = 0x5a5a_5a5a;

  @ParameterizedTest
  @CsvSource({
    "GFX90A, 'global_load_dword v[0:1], off offset:16 lds', 4",
    "GFX90A, 'global_load_ubyte v[0:1], off offset:16 lds', 1",
    "GFX90A, 'global_load_sbyte v[0:1], off lds', -1",
    "GFX90A, 'global_load_ushort v[0:1], off lds', 2",
    "GFX90A, 'global_load_sshort v[0:1], off offset:8 lds', -2",
    "GFX90A, 'global_load_dword v2, s[4:5] offset:16 lds', 4",
    "GFX90A, 'buffer_load_dword v2, s[8:11], 0 offen lds', 4",
    "GFX90A, 'buffer_load_ubyte v2, s[8:11], 0 offen offset:4 lds', 1",
    "GFX942, 'buffer_load_sshort v2, s[8:11], 0 offen lds', -2",
    "GFX942, 'global_load_lds_dword v[0:1], off offset:16', 4",
    "GFX942, 'global_load_lds_ubyte v2, s[4:5] offset:16', 1",
    "GFX950, 'global_load_lds_dwordx3 v[0:1], off offset:16', 12",
    "GFX950, 'global_load_lds_dwordx4 v2, s[4:5]', 16",
    "GFX950, 'buffer_load_dwordx3 v2, s[8:11], 0 offen lds', 12",
    "GFX950, 'buffer_load_dwordx4 v2, s[8:11], 0 offen offset:32 lds', 16",
  })
  void landWhereM0SaysInOrderOfLanes(Target target, String instruction, int size) {
    OneWave wave = new OneWave(target);
    Random random = new Random(instruction.hashCode());
    byte[] memory = new byte[4096];
    random.nextBytes(memory);
    long base = wave.memory.allocate(memory.length);
    wave.memory.write(base, memory);
    poisonLds(wave);
    long exec = random.nextLong();
    wave.wave.setExec(exec);
    wave.scalar(Wave.M0, M0).scalar(4, (int) base).scalar(5, (int) (base >>> 32));
    wave.scalar(8, (int) base).scalar(9, (int) (base >>> 32)).scalar(10, 4096).scalar(11, 0);
    int[] at = new int[64];
    for (int lane = 0; lane < 64; lane++) {
      at[lane] = 16 * random.nextInt(200);
      long address = base + at[lane];
      wave.vector(0, lane, (int) address).vector(1, lane, (int) (address >>> 32));
      wave.vector(2, lane, at[lane]);
    }
    wave.execute(instruction);
    int offset =
        instruction.contains("offset:")
            ? Integer.parseInt(instruction.replaceAll(".*offset:(\\d+).*", "$1"))
            : 0;
    int bytes = Math.abs(size);
    int words = Math.max(1, bytes / 4);
    int pitch = words == 1 ? 4 : 16;
    int[] expected = new int[1024];
    java.util.Arrays.fill(expected, POISON);
    for (int lane = 0; lane < 64; lane++) {
      for (int i = 0; (exec >>> lane & 1) != 0 && i < words; i++) {
        int from = at[lane] + offset + 4 * i;
        expected[(M0 + offset + pitch * lane) / 4 + i] = word(memory, from, bytes, size < 0);
      }
    }
    assertThat(lds(wave)).as(instruction).isEqualTo(expected);
  }

  private static int word(byte[] memory, int from, int bytes, boolean signed) {
    int value = 0;
    int count = Math.min(4, bytes);
    for (int i = count - 1; i >= 0; i--) {
      value = value << 8 | memory[from + i] & 0xff;
    }
    int spare = 32 - 8 * count;
    return signed ? value << spare >> spare : value;
  }

  private static void poisonLds(OneWave wave) {
    for (int i = 0; i < 1024; i++) {
      wave.wave.group.lds.segment.set(ValueLayout.JAVA_INT_UNALIGNED, 4L * i, POISON);
    }
  }

  private static int[] lds(OneWave wave) {
    int[] words = new int[1024];
    for (int i = 0; i < words.length; i++) {
      words[i] = wave.wave.group.lds.segment.get(ValueLayout.JAVA_INT_UNALIGNED, 4L * i);
    }
    return words;
  }

  @ParameterizedTest
  @CsvSource({
    "GFX90A, 'scratch_load_dword v2, off offset:4 lds'",
    "GFX942, 'scratch_load_lds_dword v2, off offset:4'",
    "GFX950, 'scratch_load_lds_dword v2, off offset:4'",
  })
  void privateMemoryToo(Target target, String instruction) {
    OneWave wave = new OneWave(target);
    wave.wave.setExec(-1);
    poisonLds(wave);
    wave.scalar(Wave.M0, M0).vectorOfAll(2, 8);
    for (int lane = 0; lane < 64; lane++) {
      wave.vector(3, lane, 1000 + lane);
    }
    wave.execute("scratch_store_dword v2, v3, off offset:4", instruction);
    assertThat(lds(wave)[(M0 + 4) / 4 + 37]).isEqualTo(1037);
  }

  @Test
  void laterTargetsHaveInstructionsOfTheirOwnForIt() {
    OneWave wave = new OneWave(Target.GFX942);
    wave.vectorOfAll(0, 0).vectorOfAll(1, 0);
    assertThatThrownBy(() -> wave.execute("global_load_dword v[0:1], off lds"))
        .isInstanceOf(UnmodelledException.class);
    assertThatThrownBy(
            () -> new OneWave(Target.GFX90A).execute("global_load_dwordx4 v[0:1], off lds"))
        .isInstanceOf(UnmodelledException.class)
        .hasMessageContaining("gfx90a has no load of 16 bytes to LDS");
  }
}
