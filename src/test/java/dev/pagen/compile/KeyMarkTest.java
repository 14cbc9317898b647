package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.cache.CacheKey;
import dev.pagen.cache.CacheResult.Origin;
import dev.pagen.cache.KernelCache;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Reading;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.render.RenderedKernel;
import dev.pagen.render.Renderer;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.toolchain.TestToolchain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A code object says which key it was compiled for, and is otherwise what it would be without. */
@Tag("compiler")
class KeyMarkTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"GFX90A", "GFX942", "GFX950"})
  void costsNoInstructionAndNoRegister(Target target) {
    AttentionSpec attention = AttentionSpec.of(64, 4, 1, DataType.BF16, 16, KvLayout.NHD);
    RenderedKernel rendered =
        new Renderer()
            .render(
                new KernelSpec(
                    attention, KernelDesign.of(attention, target).defaultTuning(), target));
    CacheKey key = CacheKey.of(rendered.source(), List.of("-O3"), target.arch(), "compiler");
    try (Compiler compiler =
        Compiler.open(TestToolchain.get(), CompilerSettings.keepingFailuresIn(folder))) {
      byte[] without = compile(compiler, rendered.source(), target);
      byte[] with = compile(compiler, KeyMark.in(rendered.source(), key), target);
      assertThat(text(with)).contains(key.hex());
      assertThat(text(without)).doesNotContain(key.hex());
      assertThat(with.length - without.length).isBetween(65, 1024);
      assertThat(CodeObject.read(with).kernels())
          .extracting(kernel -> kernel.resources() + " " + kernel.metadata().arguments())
          .isEqualTo(
              CodeObject.read(without).kernels().stream()
                  .map(kernel -> kernel.resources() + " " + kernel.metadata().arguments())
                  .toList());
      assertThat(instructions(compiler, with, target))
          .isNotEmpty()
          .isEqualTo(instructions(compiler, without, target));
    }
  }

  @Test
  void theCodeOfAnotherKernelIsCompiledAnewAndNotServed() throws IOException {
    AttentionSpec attention = AttentionSpec.of(64, 4, 1, DataType.BF16, 16, KvLayout.NHD);
    KernelSpec wanted = spec(attention.withSoftCap(30));
    KernelSpec other = spec(attention.withSoftCap(50));
    byte[] code;
    try (KernelBuilder builder = builder()) {
      code = builder.build(wanted).codeObject();
      Path stolen = entry(builder.key(other));
      builder.build(other);
      assertThat(text(code)).contains(builder.key(wanted).hex());
      Reseal.code(stolen, entry(builder.key(wanted)));
    }
    try (KernelBuilder builder = builder()) {
      BuiltKernel built = builder.build(wanted);
      assertThat(built.result().origin()).isEqualTo(Origin.COMPILED);
      assertThat(built.codeObject()).isEqualTo(code);
    }
    try (KernelBuilder builder = builder()) {
      assertThat(builder.build(wanted).result().origin()).isEqualTo(Origin.DISK);
    }
  }

  /** Puts one entry's code into another, and makes the checksums fit. */
  private static final class Reseal {
    static void code(Path from, Path to) throws IOException {
      byte[] code = Files.readAllBytes(from.resolve("code.co"));
      Files.write(to.resolve("code.co"), code);
      StringBuilder text = new StringBuilder();
      for (String line : Files.readAllLines(to.resolve("entry.properties"))) {
        if (line.startsWith("code.co.size=")) {
          text.append("code.co.size=").append(code.length).append('\n');
        } else if (line.startsWith("code.co.crc32c=")) {
          text.append("code.co.crc32c=").append(crc(code)).append('\n');
        } else if (!line.startsWith("checksum=")) {
          text.append(line).append('\n');
        }
      }
      String sum = crc(text.toString().getBytes(StandardCharsets.UTF_8));
      Files.writeString(to.resolve("entry.properties"), text + "checksum=" + sum + "\n");
    }

    private static String crc(byte[] bytes) {
      java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
      crc.update(bytes);
      return Long.toHexString(crc.getValue());
    }
  }

  private KernelBuilder builder() {
    return KernelBuilder.open(
        TestToolchain.get(),
        new KernelCache(folder.resolve("cache")),
        CompilerSettings.keepingFailuresIn(folder.resolve("failed")));
  }

  private Path entry(CacheKey key) {
    return folder
        .resolve("cache")
        .resolve(key.hex().substring(0, 2))
        .resolve(key.hex().substring(2));
  }

  private static KernelSpec spec(AttentionSpec attention) {
    return new KernelSpec(
        attention, KernelDesign.of(attention, Target.GFX942).defaultTuning(), Target.GFX942);
  }

  private static byte[] compile(Compiler compiler, String source, Target target) {
    return compiler.compile(Kernels.request("marked", source, target.arch())).codeObject();
  }

  /** What is to be executed, as text and as bits, without the addresses, which differ. */
  private static List<String> instructions(Compiler compiler, byte[] code, Target target) {
    Reading<String> listing = compiler.disassemble(code, target.arch());
    try (Stream<String> lines = listing.value().orElseThrow().lines()) {
      return lines
          .filter(line -> line.startsWith("\t"))
          .map(line -> line.replaceFirst("// [0-9A-F]+:", ""))
          .toList();
    }
  }

  private static String text(byte[] code) {
    return new String(code, StandardCharsets.ISO_8859_1);
  }
}
