package dev.pagen.compile;

import dev.pagen.cache.CacheEntry;
import dev.pagen.cache.CacheKey;
import dev.pagen.cache.CacheRequest;
import dev.pagen.cache.CacheResult;
import dev.pagen.cache.Compiled;
import dev.pagen.cache.KernelCache;
import dev.pagen.cache.Recent;
import dev.pagen.codeobject.Reading;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.TuningCandidates;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.render.RenderedKernel;
import dev.pagen.render.Renderer;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From a kernel spec to its code object: renders, looks in the cache, compiles what is not there.
 * Safe for use by many threads; a spec that was built before costs a look-up in memory.
 */
public final class KernelBuilder implements AutoCloseable {
  /** What every kernel is compiled with, besides its target. */
  private static final List<String> OPTIONS = List.of("-O3");

  /** HIPRTC's own default is C++14, hipcc's and NVRTC's are this. */
  static final String LANGUAGE = "-std=c++17";

  private static final List<String> LINE_TABLES = List.of("-gline-tables-only");

  /** Specs that are not rendered again, at some 30 KB each. */
  static final int REMEMBERED = 256;

  private final Toolchain toolchain;
  private final KernelCache cache;
  private final Compiler compiler;
  private final List<String> furtherOptions;
  private final Renderer renderer = new Renderer();
  private final Recent<KernelSpec, Prepared> prepared = new Recent<>(REMEMBERED);

  /** What a disassembler said of those kernels whose entry in the cache has no listing. */
  private final Recent<CacheKey, Reading<String>> unlisted = new Recent<>(REMEMBERED);

  private final Recent<Defaults, Settled> settled = new Recent<>(REMEMBERED);

  private record Prepared(RenderedKernel rendered, CacheRequest request) {}

  /** A {@link SettledKernel} without the kernel, which is in the cache. */
  private record Settled(
      Tuning tuning, List<SettledKernel.PassedOver> passedOver, Optional<String> flaw) {}

  private record Defaults(AttentionSpec attention, TuningChoices choices, Target target) {
    List<Tuning> candidates() {
      return TuningCandidates.of(attention, choices, target);
    }
  }

  private KernelBuilder(
      Toolchain toolchain, KernelCache cache, Compiler compiler, List<String> furtherOptions) {
    this.toolchain = toolchain;
    this.cache = cache;
    this.compiler = compiler;
    this.furtherOptions = furtherOptions;
  }

  /** Returns a builder that has started no compile worker yet. */
  public static KernelBuilder open(
      Toolchain toolchain, KernelCache cache, CompilerSettings settings) {
    return new KernelBuilder(toolchain, cache, Compiler.open(toolchain, settings), List.of());
  }

  /**
   * This builder, which shares its compiler with the one returned, of kernels that say which source
   * line each instruction is from. Their instructions are the same, but their code objects are
   * about 40 % larger, and no two compiles give the same bytes: a line table names a temporary
   * folder of the compiler.
   */
  public KernelBuilder withLineTables() {
    return new KernelBuilder(toolchain, cache, compiler, LINE_TABLES);
  }

  /** Names the kernel of {@code spec}: its source and what compiles it. */
  public CacheKey key(KernelSpec spec) {
    return prepare(spec).request().key();
  }

  /**
   * Names the source of {@code spec} and the options that it is compiled with, whatever compiles
   * it: 64 hexadecimal digits.
   */
  public String template(KernelSpec spec) {
    CacheRequest request = prepare(spec).request();
    return CacheKey.of(request.source(), request.options(), request.arch(), "").hex();
  }

  /** What compiles, for people. */
  public String compilerVersion() {
    return toolchain.version();
  }

  /** Names all that decides what code comes out of the compiler: 12 hexadecimal digits. */
  public String compilerDigest() {
    return CacheKey.of("", List.of(), "", toolchain.identity()).shortHex();
  }

  /** Whether the kernel of {@code spec} is in the cache. */
  public boolean isCached(KernelSpec spec) {
    return cache.find(key(spec)).isPresent();
  }

  /** Starts compile workers ahead of {@link #build}; see {@link Compiler#warmUp}. */
  public void warmUp(int workers) {
    compiler.warmUp(workers);
  }

  /**
   * The kernel of {@code spec}, from the cache if it is there.
   *
   * @throws dev.pagen.spec.UnsupportedSpecException if no kernel is written for it
   * @throws CompileException if the compiler refuses the source or dies on it
   */
  public BuiltKernel build(KernelSpec spec) {
    return build(prepare(spec));
  }

  /**
   * The kernel of a default tuning, or of one that somebody fixed a part of: of the tunings that
   * {@link TuningCandidates} names the first that this compiler has enough registers for. All that
   * is compiled on the way is kept in the cache.
   *
   * @throws dev.pagen.spec.UnsupportedSpecException if no kernel is written for it
   * @throws CompileException if the compiler refuses the source or dies on it
   */
  public SettledKernel settle(AttentionSpec attention, TuningChoices choices, Target target) {
    Defaults defaults = new Defaults(attention, choices, target);
    Optional<Settled> known = settled.find(defaults);
    if (known.isPresent()) {
      Settled before = known.get();
      BuiltKernel kernel = build(new KernelSpec(attention, before.tuning(), target));
      return new SettledKernel(kernel, before.passedOver(), before.flaw());
    }
    SettledKernel kernel = settle(defaults);
    Tuning tuning = kernel.kernel().rendered().spec().tuning();
    settled.put(defaults, new Settled(tuning, kernel.passedOver(), kernel.flaw()));
    return kernel;
  }

  private SettledKernel settle(Defaults defaults) {
    List<SettledKernel.PassedOver> passedOver = new ArrayList<>();
    Optional<BuiltKernel> leastBad = Optional.empty();
    Fit best = new Fit(Integer.MAX_VALUE, Optional.empty());
    for (Tuning tuning : defaults.candidates()) {
      KernelSpec spec = new KernelSpec(defaults.attention(), tuning, defaults.target());
      BuiltKernel kernel = build(spec);
      Fit fit = Fit.of(kernel);
      if (fit.misfit().isEmpty()) {
        return new SettledKernel(kernel, passedOver, Optional.empty());
      }
      passedOver.add(new SettledKernel.PassedOver(tuning, fit.misfit().get()));
      if (fit.spilled() < best.spilled()) {
        best = fit;
        leastBad = Optional.of(kernel);
      }
    }
    BuiltKernel kernel = leastBad.orElseThrow();
    Tuning taken = kernel.rendered().spec().tuning();
    passedOver.removeIf(other -> other.tuning().equals(taken));
    return new SettledKernel(kernel, passedOver, best.misfit());
  }

  /**
   * The floor of {@code spec}, from the cache if it is there: the kernel that only reads what the
   * decode kernel has to read.
   *
   * @throws dev.pagen.spec.UnsupportedSpecException if no kernel is written for it
   * @throws CompileException if the compiler refuses the source or dies on it
   */
  public BuiltKernel buildFloor(KernelSpec spec) {
    return build(prepare(renderer.renderFloor(spec)));
  }

  /**
   * The merging floor of {@code spec}, from the cache if it is there: its decode kernel without the
   * arithmetic; empty where it has none.
   *
   * @throws dev.pagen.spec.UnsupportedSpecException if no kernel is written for it
   * @throws CompileException if the compiler refuses the source or dies on it
   */
  public Optional<BuiltKernel> buildMergingFloor(KernelSpec spec) {
    return renderer.renderMergingFloor(spec).map(rendered -> build(prepare(rendered)));
  }

  /**
   * The cache write of {@code spec}, from the cache if it is there: the kernel that appends new
   * tokens' keys and values to the KV cache.
   *
   * @throws dev.pagen.spec.UnsupportedSpecException if none is written for it
   * @throws CompileException if the compiler refuses the source or dies on it
   */
  public BuiltKernel buildCacheWrite(KernelSpec spec) {
    return build(prepare(renderer.renderCacheWrite(spec)));
  }

  private BuiltKernel build(Prepared kernel) {
    CacheRequest request = kernel.request();
    CacheResult result =
        cache.get(request, () -> LaneCheck.compile(request, further -> compile(request, further)));
    return new BuiltKernel(
        request.name(), kernel.rendered(), result, listing(request, result.entry()));
  }

  private Compiled compile(CacheRequest request, List<String> further) {
    List<String> options = new ArrayList<>(request.options());
    options.addAll(further);
    CompileResult result =
        compiler.compile(
            new CompileRequest(
                request.name(),
                KeyMark.in(request.source(), request.key()),
                request.arch(),
                options));
    Reading<String> listing = disassemble(result.codeObject(), request.arch());
    if (listing instanceof Reading.Unknown) {
      unlisted.put(request.key(), listing);
    }
    return new Compiled(result.codeObject(), listing.value().orElse(""), result.compileTime());
  }

  /** An entry without a listing gets one when that has become possible; it is tried once. */
  private Reading<String> listing(CacheRequest request, CacheEntry entry) {
    if (!entry.disassembly().isEmpty()) {
      return new Reading.Known<>(entry.disassembly());
    }
    return unlisted.get(
        request.key(),
        key -> {
          Reading<String> listing = disassemble(entry.codeObject(), entry.arch());
          listing
              .value()
              .ifPresent(
                  text -> {
                    cache.remove(key);
                    cache.get(
                        request, () -> new Compiled(entry.codeObject(), text, entry.compileTime()));
                  });
          return listing;
        });
  }

  private Reading<String> disassemble(byte[] codeObject, String arch) {
    return toolchain.disassembler().isEmpty()
        ? new Reading.Unknown<>("there is no nvdisasm")
        : compiler.disassemble(codeObject, arch);
  }

  private Prepared prepare(KernelSpec spec) {
    return prepared.get(spec, s -> prepare(renderer.render(s)));
  }

  private Prepared prepare(RenderedKernel rendered) {
    return new Prepared(rendered, request(rendered, toolchain.identity(), furtherOptions));
  }

  /**
   * What is asked of the cache for a kernel: compiled as a builder compiles, and named after its
   * spec and the start of its key.
   *
   * @param compilerIdentity the {@link Toolchain#identity()} of what compiles it
   */
  public static CacheRequest request(RenderedKernel rendered, String compilerIdentity) {
    String arch = KernelDesign.of(rendered.spec()).arch();
    List<String> options = new ArrayList<>(OPTIONS);
    if (Vendor.ofArch(arch) == Vendor.AMD) {
      options.add(LANGUAGE);
      options.addAll(DeviceHeader.INCLUDE);
    }
    CacheRequest request =
        new CacheRequest(rendered.name(), rendered.source(), options, arch, compilerIdentity);
    return request.named(rendered.name() + "-" + request.key().shortHex());
  }

  /** With further options the name stays that of the usual ones, whose source it is. */
  private static CacheRequest request(
      RenderedKernel rendered, String compilerIdentity, List<String> further) {
    CacheRequest usual = request(rendered, compilerIdentity);
    if (further.isEmpty()) {
      return usual;
    }
    List<String> options = new ArrayList<>(usual.options());
    options.addAll(further);
    return new CacheRequest(
        usual.name(), usual.source(), options, usual.arch(), usual.compilerIdentity());
  }

  /** Ends the compile workers. */
  @Override
  public void close() {
    compiler.close();
  }
}
