package dev.pagen;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.FieldAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Family;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the packages to the table in CONTRIBUTING.md: which of them uses which, where each library
 * belongs, who may touch generated code, and who may print or end the process.
 */
class ArchitectureTest {
  private static final String ROOT = "dev.pagen";

  /** What each package uses; it may also use what those use, but see {@link #RESERVED}. */
  private static final Map<String, Set<String>> USES =
      Map.ofEntries(
          Map.entry("model", Set.of()),
          Map.entry("spec", Set.of()),
          Map.entry("kernel", Set.of("spec")),
          Map.entry("render", Set.of("kernel")),
          Map.entry("files", Set.of()),
          Map.entry("elf", Set.of()),
          Map.entry("toolchain", Set.of("files", "elf")),
          Map.entry("cache", Set.of("files")),
          Map.entry("codeobject", Set.of("spec", "elf")),
          Map.entry("device", Set.of()),
          Map.entry("hip.gen", Set.of()),
          Map.entry("hip", Set.of("hip.gen", "device")),
          Map.entry("compile", Set.of("spec", "render", "toolchain", "hip", "cache", "codeobject")),
          Map.entry("emulator.machine", Set.of("codeobject", "device")),
          Map.entry("emulator.isa", Set.of("emulator.machine")),
          Map.entry("emulator.observe", Set.of("emulator.isa")),
          Map.entry("emulator", Set.of("emulator.isa")),
          Map.entry("attention", Set.of("spec", "compile", "device")),
          Map.entry("json", Set.of("kernel")),
          Map.entry("verify", Set.of("attention", "json")),
          Map.entry("bench", Set.of("verify")),
          Map.entry("launch", Set.of("verify", "emulator", "emulator.observe")),
          Map.entry("count", Set.of("launch")),
          Map.entry("performance", Set.of("count")),
          Map.entry("tune", Set.of("bench", "performance")),
          Map.entry("serving", Set.of("model", "tune")),
          Map.entry("terminal", Set.of()),
          Map.entry("report", Set.of("terminal")),
          Map.entry("report.drawing", Set.of("report")),
          Map.entry("report.toolchain", Set.of("report", "toolchain")),
          Map.entry("report.code", Set.of("report", "model", "launch")),
          Map.entry("report.manifest", Set.of("report.code")),
          Map.entry("report.run", Set.of("report", "count")),
          Map.entry("report.page", Set.of("report.drawing", "report.toolchain", "json", "render")),
          Map.entry("report.prediction", Set.of("report.page", "report.run", "performance")),
          Map.entry("report.benchmark", Set.of("report.page", "bench")),
          Map.entry("report.tuning", Set.of("report.page", "tune")),
          Map.entry(
              "cli",
              Set.of(
                  "report.benchmark",
                  "report.manifest",
                  "report.prediction",
                  "report.tuning",
                  "serving")));

  /** Packages that only these may name, whatever their users may use. */
  private static final Map<String, Set<String>> RESERVED =
      Map.of(
          "hip.gen",
          Set.of("hip"),
          "hip",
          Set.of("compile", "serving", "cli"),
          "emulator.isa",
          Set.of("emulator", "emulator.observe"));

  /** Libraries that only these packages may name. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.of(
          "picocli", Set.of("cli"),
          "org.stringtemplate", Set.of("render"),
          "org.antlr", Set.of("render"),
          "tools.jackson",
              Set.of(
                  "model",
                  "cache",
                  "compile",
                  "json",
                  "verify",
                  "launch",
                  "tune",
                  "cli",
                  "report",
                  "report.code",
                  "report.manifest",
                  "report.run",
                  "report.prediction",
                  "report.benchmark",
                  "report.tuning",
                  "report.toolchain"));

  /**
   * Where it matters whose GPU something is for: the vocabulary, the kernel designs, AMD's code
   * objects, and the emulator, which executes those.
   */
  private static final Set<String> KNOW_VENDORS =
      Set.of("spec", "kernel", "codeobject", "emulator", "emulator.isa");

  /** Classes elsewhere that repeat whether attention is over latents, as text. */
  private static final Set<String> WRITE_LATENTS =
      Set.of(ROOT + ".json.SpecJson", ROOT + ".render.SpecText");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void everyPackageStandsInTheTable() {
    assertThat(CLASSES.stream().flatMap(c -> packageOf(c).stream()).distinct())
        .isSubsetOf(USES.keySet());
  }

  @Test
  void noPackageUsesItselfByWayOfOthers() {
    assertThat(USES.keySet()).noneMatch(p -> closure(p, USES).contains(p));
  }

  @Test
  void packagesUseOnlyWhatTheTableAllows() {
    assertThat(wrongUses(USES)).isEmpty();
  }

  @Test
  void aLibraryOutOfItsPlaceIsFound() {
    assertThat(wrongLibraryUses(Map.of("picocli", Set.of("spec"))))
        .anyMatch(use -> use.contains("dev.pagen.cli.Main"));
  }

  @Test
  void librariesStayWhereTheyBelong() {
    assertThat(wrongLibraryUses(LIBRARIES)).isEmpty();
  }

  @Test
  void onlyAKernelDesignDependsOnTheVendorOrOnLatents() {
    assertThat(designDecisions(KNOW_VENDORS, WRITE_LATENTS)).isEmpty();
  }

  @Test
  void aDesignDecisionOutOfItsPlaceIsFound() {
    assertThat(designDecisions(Set.of("spec", "emulator", "emulator.isa"), Set.of()))
        .anyMatch(use -> use.contains(".kernel.KernelDesign") && use.contains("Family"))
        .anyMatch(use -> use.contains(".kernel.KernelDesign.of") && use.contains("latent()"))
        .anyMatch(use -> use.contains(".codeobject.Occupancy.") && use.contains("Family.CDNA"))
        .anyMatch(use -> use.contains(".json.SpecJson.") && use.contains("latent()"));
  }

  @Test
  void classesOfTheKernelPackageDoNotUseEachOtherInCircles() {
    Map<String, Set<String>> uses = new HashMap<>();
    for (JavaClass type : CLASSES.that(resideInAPackage(ROOT + ".kernel"))) {
      uses.put(type.getName(), usesInKernel(type));
    }
    assertThat(uses.keySet()).hasSizeGreaterThan(15).noneMatch(c -> closure(c, uses).contains(c));
  }

  @Test
  void onlyTheEmulatorTouchesTheStateOfItsMachine() {
    assertThat(stateTouchedBy(p -> !isBelow(p, "emulator"))).isEmpty();
  }

  @Test
  void aTouchOfTheStateIsFound() {
    assertThat(stateTouchedBy(p -> p.equals("emulator.isa"))).anyMatch(use -> use.contains("Wave"));
  }

  @Test
  void onlyTheCommandLinePrintsOrExits() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".cli", ROOT + ".hip.gen")
            .and()
            // A process of its own, whose parent reads its output.
            .doNotHaveFullyQualifiedName(ROOT + ".compile.CompileWorker")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .orShould()
            .callMethodWhere(target(name("printStackTrace")))
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.IO")
            .allowEmptyShould(true);
    rule.check(CLASSES);
  }

  /** What a command needs, it is given. */
  @Test
  void noCommandReachesUpToMain() {
    ArchRule rule =
        noClasses()
            .that()
            // Plays the user, at build time.
            .doNotHaveFullyQualifiedName(ROOT + ".cli.ClassCacheTraining")
            .and()
            .haveNameNotMatching(".*\\.cli\\.Main(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(ROOT + ".cli.Main");
    rule.check(CLASSES);
  }

  /** Uses of a constant of {@code Family}, and questions whether attention is over latents. */
  private static List<String> designDecisions(Set<String> packages, Set<String> classes) {
    return CLASSES.stream()
        .filter(c -> !packages.contains(packageOf(c).orElse("")))
        .filter(c -> !classes.contains(c.getName()))
        .flatMap(c -> c.getAccessesFromSelf().stream())
        .filter(
            access ->
                access instanceof JavaFieldAccess field && isConstant(field.getTarget())
                    || access.getTargetOwner().isEquivalentTo(AttentionSpec.class)
                        && access.getTarget().getName().equals("latent"))
        .map(JavaAccess::getDescription)
        .toList();
  }

  /** Uses, by such packages, of fields of the machine that are not constants. */
  private static List<String> stateTouchedBy(Predicate<String> packages) {
    return CLASSES.stream()
        .filter(c -> packages.test(packageOf(c).orElse("")))
        .flatMap(c -> c.getFieldAccessesFromSelf().stream())
        .filter(a -> a.getTargetOwner().getPackageName().equals(ROOT + ".emulator.machine"))
        .filter(
            a ->
                a.getTarget().resolveMember().stream()
                    .noneMatch(f -> f.getModifiers().contains(JavaModifier.STATIC)))
        .map(JavaAccess::getDescription)
        .toList();
  }

  private static boolean isConstant(FieldAccessTarget field) {
    return field.getOwner().isEquivalentTo(Family.class)
        && field.getRawType().isEquivalentTo(Family.class);
  }

  /** What a class uses of its package; a sealed interface names its own, and they name it. */
  private static Set<String> usesInKernel(JavaClass type) {
    boolean sealed = type.reflect().isSealed();
    return type.getDirectDependenciesFromSelf().stream()
        .map(Dependency::getTargetClass)
        .filter(used -> used.getPackageName().equals(ROOT + ".kernel") && !used.equals(type))
        .filter(used -> !sealed || !used.isAssignableTo(type.getName()))
        .map(JavaClass::getName)
        .collect(Collectors.toSet());
  }

  private static List<String> wrongUses(Map<String, Set<String>> uses) {
    return dependencies()
        .filter(
            d -> {
              Optional<String> from = packageOf(d.getOriginClass());
              Optional<String> to = packageOf(d.getTargetClass());
              if (to.isEmpty() || from.equals(to)) {
                return false;
              }
              return from.isEmpty() || !mayUse(from.get(), to.get(), uses);
            })
        .map(Dependency::getDescription)
        .toList();
  }

  private static boolean mayUse(String from, String to, Map<String, Set<String>> uses) {
    return RESERVED.containsKey(to)
        ? RESERVED.get(to).contains(from)
        : closure(from, uses).contains(to);
  }

  private static List<String> wrongLibraryUses(Map<String, Set<String>> libraries) {
    return dependencies()
        .filter(
            d ->
                libraries.entrySet().stream()
                    .filter(l -> isBelow(d.getTargetClass().getPackageName(), l.getKey()))
                    .anyMatch(
                        l -> !l.getValue().contains(packageOf(d.getOriginClass()).orElse(""))))
        .map(Dependency::getDescription)
        .toList();
  }

  private static Stream<Dependency> dependencies() {
    return CLASSES.stream().flatMap(c -> c.getDirectDependenciesFromSelf().stream());
  }

  /** All that {@code start} uses, directly or by way of others. */
  private static Set<String> closure(String start, Map<String, Set<String>> uses) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(uses.getOrDefault(start, Set.of()));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (seen.add(next)) {
        open.addAll(uses.getOrDefault(next, Set.of()));
      }
    }
    return seen;
  }

  /** The row of the table that a class belongs to; empty for the root and for other libraries. */
  private static Optional<String> packageOf(JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith(ROOT + ".")) {
      return Optional.empty();
    }
    String below = name.substring(ROOT.length() + 1);
    return USES.keySet().stream()
        .filter(p -> isBelow(below, p))
        .max(Comparator.comparingInt(String::length))
        .or(() -> Optional.of(below));
  }

  private static boolean isBelow(String name, String packageName) {
    return name.equals(packageName) || name.startsWith(packageName + ".");
  }
}
