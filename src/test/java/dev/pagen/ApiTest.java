package dev.pagen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Which packages are API, and that what a version published of it is still there. What is there now
 * is written to {@code target/api.txt}: before 0.1.0 is published, that may replace {@link
 * #PUBLISHED}; afterwards only lines may be added, with a new version.
 */
class ApiTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path PUBLISHED = Path.of("src/test/resources/dev/pagen/api-0.1.0.txt");
  private static final Path NOW = Path.of("target/api.txt");
  private static final String API = "API: what is public here is held from 0.1.0 on.";
  private static final String INTERNAL = "Internal: this may change with any version.";
  private static final String OF_OUR_OWN = "Internal: for other packages of pa-gen.";
  private static final Pattern OURS = Pattern.compile("dev\\.pagen(?:\\.[a-z0-9]+)*\\.[A-Z]\\w*");

  /** Internal types that are handed out and in, without a promise about what they have inside. */
  private static final Set<String> HANDED_THROUGH =
      Set.of(
          "dev.pagen.compile.BuiltKernel",
          "dev.pagen.kernel.Argument",
          "dev.pagen.render.RenderedKernel",
          "dev.pagen.tune.Acceptance",
          "dev.pagen.tune.ChosenTuning",
          "dev.pagen.tune.Progress",
          "dev.pagen.tune.SearchSpace",
          "dev.pagen.tune.SweepResult");

  private static Set<String> packagesThatSay(String sentence) throws IOException {
    try (Stream<Path> tree = Files.walk(SOURCES)) {
      return tree.filter(file -> file.endsWith("package-info.java"))
          .filter(file -> read(file).contains(" * <p>" + sentence + "\n"))
          .map(ApiTest::packageOf)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyPackageSaysWhetherItIsApi() throws IOException {
    Set<String> saying = packagesThatSay(API);
    Set<String> internal = packagesThatSay(INTERNAL);
    assertThat(saying).doesNotContainAnyElementsOf(internal).contains("dev.pagen.serving");
    saying.addAll(internal);
    try (Stream<Path> tree = Files.walk(SOURCES.resolve("dev/pagen"))) {
      assertThat(saying)
          .hasSameElementsAs(
              tree.filter(Files::isDirectory)
                  .map(folder -> SOURCES.relativize(folder).toString().replace('/', '.'))
                  .toList());
    }
  }

  @Test
  void theBuildAndTheOverviewKnowTheSamePackages() throws IOException {
    Set<String> api = packagesThatSay(API);
    String pom = read(Path.of("pom.xml"));
    Set<String> grouped =
        Set.of(found(pom, "<title>API</title>\\s*<packages>(.*)</packages>").getFirst().split(":"));
    assertThat(grouped).hasSameElementsAs(api);
    assertThat(found(pom, "<include>(dev\\.pagen[a-z.]*)[^<]*</include>"))
        .map(name -> name.replaceFirst("\\.$", ""))
        .hasSameElementsAs(api);
    assertThat(found(read(Path.of("src/main/javadoc/overview.html")), "<li>\\{@link ([^}]*)}"))
        .hasSameElementsAs(api);
  }

  @Test
  void theBuildLeavesOutTheClassesThatSayTheyAreInternal() throws IOException {
    Set<String> api = packagesThatSay(API);
    try (Stream<Path> tree = Files.walk(SOURCES)) {
      assertThat(found(read(Path.of("pom.xml")), "<exclude>(dev\\.pagen[\\w.]*)</exclude>"))
          .hasSameElementsAs(
              tree.filter(file -> api.contains(packageOf(file)))
                  .filter(file -> file.toString().endsWith(".java"))
                  .filter(file -> !packageOf(file).equals("dev.pagen"))
                  .filter(file -> read(file).contains(" * <p>" + OF_OUR_OWN + "\n"))
                  .map(file -> packageOf(file) + "." + simpleName(file))
                  .toList());
    }
  }

  private static String packageOf(Path file) {
    return SOURCES.relativize(file.resolveSibling("")).toString().replace('/', '.');
  }

  private static String simpleName(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.(java|class)$", "");
  }

  private static List<String> found(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  @Test
  void nothingThatWasPublishedIsGone() throws Exception {
    Set<String> now = api();
    Files.createDirectories(NOW.resolveSibling(""));
    Files.write(NOW, now);
    assertThat(gone(Files.readAllLines(PUBLISHED), now))
        .as("gone, or changed, since it was published")
        .isEmpty();
    assertThat(asked(Files.readAllLines(PUBLISHED), now))
        .as("asked of whoever implements what was published")
        .isEmpty();
  }

  @Test
  void aMethodThatIsGoneOrTakesSomethingElseIsFound() throws Exception {
    String load =
        "dev.pagen.serving.KernelLibrary: public dev.pagen.attention.AttentionLauncher load";
    String other = load + "(dev.pagen.spec.AttentionSpec)";
    assertThat(api()).anyMatch(line -> line.startsWith(load + "("));
    assertThat(gone(List.of(other), api())).containsExactly(other);
  }

  @Test
  void whatImplementersWouldLackIsFound() throws IOException {
    List<String> published = Files.readAllLines(PUBLISHED);
    String open = "dev.pagen.device.Stream: public abstract long handle()";
    String sealed = "dev.pagen.attention.PageTable: public abstract int context(int)";
    Set<String> now = new TreeSet<>(published);
    assertThat(now).contains(open, sealed);
    assertThat(asked(published, now)).isEmpty();
    List<String> before = new ArrayList<>(published);
    before.removeAll(List.of(open, sealed));
    assertThat(asked(before, now)).containsExactly(open);
    before.removeIf(line -> line.startsWith("dev.pagen.device.Stream: "));
    assertThat(asked(before, now)).as("a type that is new").isEmpty();
  }

  @Test
  void whatIsThrownIsPartOfASignature() throws Exception {
    assertThat(api())
        .anyMatch(
            line -> line.endsWith("open(java.lang.String) throws java.lang.InterruptedException"));
  }

  /** New abstract methods of types that others may have implemented. */
  private static List<String> asked(List<String> published, Set<String> now) {
    return now.stream()
        .filter(line -> line.matches("\\S+: (public|protected) abstract [^(]*\\(.*"))
        .filter(line -> !published.contains(line))
        .filter(
            line -> {
              String type = line.substring(0, line.indexOf(' '));
              return published.stream()
                  .anyMatch(
                      old ->
                          old.matches(
                              "\\Q%s\\E (?!.* sealed )[^(]*\\b(interface|class) [^(]*"
                                  .formatted(type)));
            })
        .toList();
  }

  private static List<String> gone(List<String> published, Set<String> now) {
    return published.stream().filter(line -> !now.contains(line)).toList();
  }

  @Test
  void theApiNamesOnlyItselfAndWhatIsHandedThrough() throws Exception {
    Set<String> api = packagesThatSay(API);
    Set<String> others = new TreeSet<>();
    for (String line : api()) {
      OURS.matcher(line)
          .results()
          .map(MatchResult::group)
          .filter(type -> !api.contains(type.substring(0, type.lastIndexOf('.'))))
          .forEach(others::add);
    }
    assertThat(others).hasSameElementsAs(HANDED_THROUGH);
  }

  /** A line for each type and each member that other programs can use. */
  private static Set<String> api() throws Exception {
    Path classes =
        Path.of(PagenException.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> lines = new TreeSet<>();
    for (String name : packagesThatSay(API)) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(classes.resolve(name.replace('.', '/')), "*.class")) {
        for (Path file : files) {
          Class<?> type =
              Class.forName(name + "." + simpleName(file), false, ApiTest.class.getClassLoader());
          if (isOpen(type) && !isOfOurOwn(type)) {
            lines.addAll(lines(type));
          }
        }
      }
    }
    return lines;
  }

  private static boolean isOfOurOwn(Class<?> type) {
    String file = type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
    return read(SOURCES.resolve(file)).contains(" * <p>" + OF_OUR_OWN + "\n");
  }

  private static boolean isOpen(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return isOpen(type.getModifiers(), type)
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && (outer == null || isOpen(outer));
  }

  private static boolean isOpen(int modifiers, Class<?> owner) {
    return Modifier.isPublic(modifiers)
        || Modifier.isProtected(modifiers) && !Modifier.isFinal(owner.getModifiers());
  }

  private static List<String> lines(Class<?> type) {
    List<String> lines = new ArrayList<>();
    lines.add(type.getName() + ": " + type.toGenericString() + supertypes(type));
    for (Field field : type.getDeclaredFields()) {
      add(lines, type, field, field.getGenericType().getTypeName() + " " + field.getName());
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      add(lines, type, constructor, "new" + parameters(constructor));
    }
    for (Method method : type.getDeclaredMethods()) {
      if (!method.isBridge() && !isOfObject(method)) {
        String returned = method.getGenericReturnType().getTypeName();
        add(lines, type, method, returned + " " + method.getName() + parameters(method));
      }
    }
    return lines;
  }

  private static void add(List<String> lines, Class<?> type, Member member, String signature) {
    if (isOpen(member.getModifiers(), type) && !member.isSynthetic()) {
      int kept = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT;
      String modifiers = Modifier.toString(member.getModifiers() & kept);
      lines.add("%s: %s %s".formatted(type.getName(), modifiers, signature));
    }
  }

  private static boolean isOfObject(Method method) {
    return Set.of("equals", "hashCode", "toString").contains(method.getName());
  }

  private static String parameters(Executable executable) {
    return Arrays.stream(executable.getGenericParameterTypes())
        .map(Type::getTypeName)
        .collect(Collectors.joining(", ", "(", ")" + thrown(executable)));
  }

  /** Checked exceptions, which callers have to catch or declare. */
  private static String thrown(Executable executable) {
    String names =
        Arrays.stream(executable.getExceptionTypes())
            .filter(type -> !RuntimeException.class.isAssignableFrom(type))
            .map(Class::getTypeName)
            .sorted()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : " throws " + names;
  }

  private static String supertypes(Class<?> type) {
    List<String> names = new ArrayList<>();
    if (type.getGenericSuperclass() != null) {
      names.add(type.getGenericSuperclass().getTypeName());
    }
    Arrays.stream(type.getGenericInterfaces()).map(Type::getTypeName).sorted().forEach(names::add);
    return names.isEmpty() ? "" : " < " + String.join(", ", names);
  }
}
