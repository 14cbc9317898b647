package dev.pagen.compile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages as bytes: a frame is its length (4 bytes, big-endian), one byte for the kind, and the
 * fields in order; text and byte arrays are preceded by their length.
 */
final class Wire {
  /** Longest frame accepted, in bytes; a code object is a few kilobytes. */
  static final int MAX_FRAME = 256 << 20;

  private static final int COMPILE = 1;
  private static final int DISASSEMBLE = 2;
  private static final int PROBE = 3;
  private static final int READY = 4;
  private static final int COMPILED = 5;
  private static final int DISASSEMBLED = 6;
  private static final int PROBED = 7;
  private static final int FAILED = 8;

  private Wire() {}

  /** Writes one frame and flushes. */
  static void write(OutputStream stream, Message message) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(frame);
    out.writeInt(0);
    encode(out, message);
    byte[] bytes = frame.toByteArray();
    int length = bytes.length - Integer.BYTES;
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[i] = (byte) (length >>> (Byte.SIZE * (Integer.BYTES - 1 - i)));
    }
    stream.write(bytes);
    stream.flush();
  }

  /**
   * Reads one frame.
   *
   * @throws EOFException if the other side is gone
   */
  static Message read(InputStream stream) throws IOException {
    int length = new DataInputStream(stream).readInt();
    if (length < 1 || length > MAX_FRAME) {
      throw new IOException("a frame of " + length + " bytes");
    }
    byte[] frame = stream.readNBytes(length);
    if (frame.length < length) {
      throw new EOFException("a frame of " + length + " bytes ended after " + frame.length);
    }
    return decode(new DataInputStream(new ByteArrayInputStream(frame)));
  }

  private static void encode(DataOutputStream out, Message message) throws IOException {
    switch (message) {
      case Message.Compile(CompileRequest r) -> {
        out.writeByte(COMPILE);
        writeText(out, r.name());
        writeText(out, r.source());
        writeText(out, r.arch());
        out.writeInt(r.options().size());
        for (String option : r.options()) {
          writeText(out, option);
        }
      }
      case Message.Disassemble(byte[] codeObject, String arch) -> {
        out.writeByte(DISASSEMBLE);
        writeBytes(out, codeObject);
        writeText(out, arch);
      }
      case Message.Probe() -> out.writeByte(PROBE);
      case Message.Ready() -> out.writeByte(READY);
      case Message.Compiled(byte[] codeObject, String log, long nanoseconds) -> {
        out.writeByte(COMPILED);
        writeBytes(out, codeObject);
        writeText(out, log);
        out.writeLong(nanoseconds);
      }
      case Message.Disassembled(String text) -> {
        out.writeByte(DISASSEMBLED);
        writeText(out, text);
      }
      case Message.Probed(ToolchainProbe p) -> {
        out.writeByte(PROBED);
        writeText(out, p.compilerVersion());
        writeText(out, p.disassembler());
        out.writeInt(p.devices());
        writeText(out, p.deviceProblem());
      }
      case Message.Failed(String problem, String log) -> {
        out.writeByte(FAILED);
        writeText(out, problem);
        writeText(out, log);
      }
    }
  }

  private static Message decode(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case COMPILE ->
          new Message.Compile(
              new CompileRequest(readText(in), readText(in), readText(in), readTexts(in)));
      case DISASSEMBLE -> new Message.Disassemble(readBytes(in), readText(in));
      case PROBE -> new Message.Probe();
      case READY -> new Message.Ready();
      case COMPILED -> new Message.Compiled(readBytes(in), readText(in), in.readLong());
      case DISASSEMBLED -> new Message.Disassembled(readText(in));
      case PROBED ->
          new Message.Probed(
              new ToolchainProbe(readText(in), readText(in), in.readInt(), readText(in)));
      case FAILED -> new Message.Failed(readText(in), readText(in));
      default -> throw new IOException("a frame of unknown kind " + kind);
    };
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static List<String> readTexts(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(readText(in));
    }
    return texts;
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a field of " + length + " bytes in a frame with " + in.available());
    }
    return in.readNBytes(length);
  }
}
