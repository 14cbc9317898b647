package dev.pagen.codeobject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.FileBytes;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MessagePackTest {

  @RepeatedTest(50)
  void readsBackRandomDocumentsInEveryEncoding(RepetitionInfo repetition) throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Object value = write(random, new DataOutputStream(bytes), 0);
    assertThat(MessagePack.read(FileBytes.of(bytes.toByteArray()))).isEqualTo(value);
  }

  @Test
  void refusesADocumentThatEndsEarly() {
    assertThatThrownBy(() -> MessagePack.read(FileBytes.of(new byte[] {(byte) 0x93, 1, 2})))
        .isInstanceOf(CodeObjectException.class)
        .hasMessageContaining("cut short");
  }

  @Test
  void refusesBinaryValuesAndEndlessNesting() {
    assertThatThrownBy(() -> MessagePack.read(FileBytes.of(new byte[] {(byte) 0xc4, 0})))
        .isInstanceOf(CodeObjectException.class)
        .hasMessageContaining("0xc4");
    byte[] nested = new byte[1000];
    Arrays.fill(nested, (byte) 0x91);
    assertThatThrownBy(() -> MessagePack.read(FileBytes.of(nested)))
        .isInstanceOf(CodeObjectException.class)
        .hasMessageContaining("nested");
  }

  /** Writes a random value in one of the encodings the format allows for it. */
  private static Object write(Random random, DataOutputStream out, int depth) throws IOException {
    return switch (random.nextInt(depth > 3 ? 4 : 6)) {
      case 0 -> writeNumber(random, out);
      case 1 -> writeText(random, out);
      case 2 -> {
        boolean value = random.nextBoolean();
        out.writeByte(value ? 0xc3 : 0xc2);
        yield value;
      }
      case 3 -> {
        double value = random.nextGaussian();
        out.writeByte(0xcb);
        out.writeDouble(value);
        yield value;
      }
      case 4 -> {
        int size = writeSize(random, out, 0x90, 0xdc);
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          list.add(write(random, out, depth + 1));
        }
        yield list;
      }
      default -> {
        int size = writeSize(random, out, 0x80, 0xde);
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
          String key = writeText(random, out);
          map.put(key, write(random, out, depth + 1));
        }
        yield map;
      }
    };
  }

  private static int writeSize(Random random, DataOutputStream out, int small, int wide)
      throws IOException {
    int size = random.nextInt(6);
    switch (random.nextInt(3)) {
      case 0 -> out.writeByte(small | size);
      case 1 -> {
        out.writeByte(wide);
        out.writeShort(size);
      }
      default -> {
        out.writeByte(wide + 1);
        out.writeInt(size);
      }
    }
    return size;
  }

  private static long writeNumber(Random random, DataOutputStream out) throws IOException {
    long bits = random.nextLong();
    switch (random.nextInt(10)) {
      case 0 -> {
        out.writeByte((int) bits & 0x7f);
        return bits & 0x7f;
      }
      case 1 -> {
        out.writeByte(0xe0 | ((int) bits & 0x1f));
        return (bits & 0x1f) - 32;
      }
      case 2 -> {
        out.writeByte(0xcc);
        out.writeByte((int) bits);
        return bits & 0xff;
      }
      case 3 -> {
        out.writeByte(0xcd);
        out.writeShort((int) bits);
        return bits & 0xffff;
      }
      case 4 -> {
        out.writeByte(0xce);
        out.writeInt((int) bits);
        return bits & 0xffff_ffffL;
      }
      case 5 -> {
        out.writeByte(0xcf);
        out.writeLong(bits);
        return bits;
      }
      case 6 -> {
        out.writeByte(0xd0);
        out.writeByte((int) bits);
        return (byte) bits;
      }
      case 7 -> {
        out.writeByte(0xd1);
        out.writeShort((int) bits);
        return (short) bits;
      }
      case 8 -> {
        out.writeByte(0xd2);
        out.writeInt((int) bits);
        return (int) bits;
      }
      default -> {
        out.writeByte(0xd3);
        out.writeLong(bits);
        return bits;
      }
    }
  }

  private static String writeText(Random random, DataOutputStream out) throws IOException {
    String text = "k%d-\u00e9".formatted(random.nextInt(1_000_000));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    switch (random.nextInt(4)) {
      case 0 -> out.writeByte(0xa0 | bytes.length);
      case 1 -> {
        out.writeByte(0xd9);
        out.writeByte(bytes.length);
      }
      case 2 -> {
        out.writeByte(0xda);
        out.writeShort(bytes.length);
      }
      default -> {
        out.writeByte(0xdb);
        out.writeInt(bytes.length);
      }
    }
    out.write(bytes);
    return text;
  }
}
