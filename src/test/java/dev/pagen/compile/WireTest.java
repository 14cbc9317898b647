package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireTest {
  private static final Random RANDOM = new Random(11);

  static Stream<Message> messages() {
    return Stream.of(
        new Message.Compile(
            new CompileRequest("decode-h128", text(), "gfx942", List.of("-O3", text(), ""))),
        new Message.Compile(new CompileRequest("n", "", "gfx90a:xnack-", List.of())),
        new Message.Disassemble(bytes(3000), "gfx950"),
        new Message.Probe(),
        new Message.Ready(),
        new Message.Compiled(bytes(100_000), text(), RANDOM.nextLong()),
        new Message.Disassembled(text()),
        new Message.Probed(new ToolchainProbe("9.0", "3.0", 8, text())),
        new Message.Failed(text(), ""));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void carriesEveryMessageUnchanged(Message message) throws IOException {
    ByteArrayInputStream stream = new ByteArrayInputStream(frames(message, message));

    assertThat(Wire.read(stream)).usingRecursiveComparison().isEqualTo(message);
    assertThat(Wire.read(stream)).usingRecursiveComparison().isEqualTo(message);
    assertThatExceptionOfType(EOFException.class).isThrownBy(() -> Wire.read(stream));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void refusesAFrameCutShortAnywhere(Message message) throws IOException {
    byte[] whole = frames(message);
    for (int cut : List.of(1, 3, 4, whole.length / 2, whole.length - 1)) {
      byte[] part = Arrays.copyOf(whole, Math.min(cut, whole.length - 1));
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> Wire.read(new ByteArrayInputStream(part)));
    }
  }

  @Test
  void refusesLengthsAndKindsThatCannotBe() {
    for (int length : List.of(0, -1, Wire.MAX_FRAME + 1, Integer.MAX_VALUE)) {
      byte[] frame = ByteBuffer.allocate(8).putInt(length).array();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> Wire.read(new ByteArrayInputStream(frame)))
          .withMessageContaining(Integer.toString(length));
    }
    byte[] unknown = ByteBuffer.allocate(5).putInt(1).put((byte) 99).array();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Wire.read(new ByteArrayInputStream(unknown)))
        .withMessageContaining("99");
  }

  private static byte[] frames(Message... messages) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Message message : messages) {
      Wire.write(out, message);
    }
    return out.toByteArray();
  }

  /** Text with characters of one to four bytes. */
  private static String text() {
    return RANDOM
        .ints(RANDOM.nextInt(1, 5000), 0, 4)
        .mapToObj(i -> List.of("a\n", "é", "€", "😀").get(i))
        .collect(Collectors.joining());
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
