package dev.pagen.fuzz;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.Instruction;
import dev.pagen.codeobject.InstructionDecoder;
import dev.pagen.codeobject.KernelDescriptor;
import dev.pagen.codeobject.Listing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/**
 * A compiled code object that lies beside the tests, with what its instructions mean: mutants of it
 * are disassembled by what is known of the sample, so that it takes no compiler.
 */
final class CodeSample {
  private static final int MOST_WORDS = 5;

  private final byte[] bytes;
  private final Map<List<Integer>, String> known = new HashMap<>();
  private final List<List<Integer>> encodings;
  private final List<Integer> descriptors;
  private final int firstCode;
  private final int endOfCode;

  private CodeSample(byte[] bytes, String disassembly) {
    this.bytes = bytes;
    List<Instruction> instructions =
        Disassembly.parse(disassembly).functions().stream()
            .flatMap(f -> f.instructions().stream())
            .toList();
    instructions.forEach(i -> known.put(i.encoding(), i.toString()));
    encodings = List.copyOf(known.keySet());
    // Read-only data lies in these samples at an address that is its place in the file.
    descriptors =
        CodeObject.read(bytes).kernels().stream().map(k -> (int) k.descriptorAddress()).toList();
    // Compilers lay these samples' code at an address that is its place in the file, and 4 KiB.
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Instruction first = instructions.getFirst();
    int at = 0;
    while (file.getInt(at) != first.encoding().getFirst() || !follows(file, at, instructions)) {
      at += Integer.BYTES;
    }
    firstCode = at;
    endOfCode = (int) (at + instructions.getLast().next() - first.address());
  }

  private static boolean follows(ByteBuffer file, int at, List<Instruction> instructions) {
    Instruction last = instructions.getLast();
    long place = at + last.address() - instructions.getFirst().address();
    return place + 4 <= file.capacity()
        && file.getInt((int) place) == last.encoding().getFirst()
        && file.getInt(at + instructions.getFirst().size())
            == instructions.get(1).encoding().getFirst();
  }

  /** The sample whose code object is {@code NAME.co}, and its disassembly {@code NAME.s}. */
  static CodeSample of(String name) {
    return new CodeSample(
        resource(name + ".co"), new String(resource(name + ".s"), StandardCharsets.UTF_8));
  }

  /** A file beside the tests. */
  static byte[] resource(String name) {
    try (InputStream in = CodeSample.class.getResourceAsStream("/dev/pagen/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no sample " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes what is not code: headers, symbols, metadata, descriptors. */
  byte[] withOtherHeaders(Random random) {
    if (descriptors.isEmpty() || random.nextBoolean()) {
      return ByteMutation.of(bytes, firstCode, random);
    }
    int at = descriptors.get(random.nextInt(descriptors.size()));
    byte[] descriptor = Arrays.copyOfRange(bytes, at, at + KernelDescriptor.SIZE);
    byte[] changed = ByteMutation.of(descriptor, KernelDescriptor.SIZE, random);
    byte[] mutant = bytes.clone();
    System.arraycopy(changed, 0, mutant, at, changed.length);
    return mutant;
  }

  /** Puts instructions in the place of others, whole or only their first word. */
  byte[] withOtherCode(Random random) {
    ByteBuffer changed = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
    for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
      int at = firstCode + random.nextInt((endOfCode - firstCode) / 4) * 4;
      List<Integer> words = encodings.get(random.nextInt(encodings.size()));
      for (int i = 0; i < words.size() && at + 4 * i + 4 <= endOfCode; i++) {
        changed.putInt(at + 4 * i, words.get(i));
      }
    }
    return changed.array();
  }

  /**
   * What a mutant is disassembled to; what the sample does not have is no instruction. Some
   * instructions get the operands of others, as if a disassembler printed what nobody has seen.
   */
  String disassemble(byte[] mutant, Random random) {
    String arch = CodeObject.read(mutant).arch();
    return Listing.of(mutant, arch, (_, memory, start) -> new Decoder(memory, start, random));
  }

  private final class Decoder implements InstructionDecoder {
    private final ByteBuffer memory;
    private final long start;
    private final Random random;

    Decoder(byte[] memory, long start, Random random) {
      this.random = random;
      this.memory = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
      this.start = start;
    }

    @Override
    public Optional<Decoded> at(long address) {
      List<Integer> words = new ArrayList<>();
      for (long at = address - start; at + 4 <= memory.capacity(); at += 4) {
        words.add(memory.getInt((int) at));
        String text = known.get(words);
        if (text != null) {
          return Optional.of(new Decoded(other(text), 4 * words.size(), OptionalLong.empty()));
        }
        if (words.size() == MOST_WORDS) {
          break;
        }
      }
      return Optional.empty();
    }

    private String other(String text) {
      if (random.nextInt(100) > 0) {
        return text;
      }
      String donor = known.get(encodings.get(random.nextInt(encodings.size())));
      int operands = donor.indexOf(' ');
      return text.split(" ", 2)[0] + (operands < 0 ? "" : donor.substring(operands));
    }

    @Override
    public void close() {}
  }
}
