package dev.pagen.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells files that only the user and root can have written from those that others can, as ssh and
 * git do before they read theirs. Permissions count, and access control lists as far as they show
 * in them; a file system without owners and permissions gives nothing to go by, and passes.
 */
public final class Ownership {
  /** The variable that says that whoever can write to pa-gen's folders is trusted. */
  public static final String TRUST = "PAGEN_TRUST_HOME";

  /** Nobody but this process's user and root is trusted. */
  public static final Ownership OWN = new Ownership(user());

  /** Everybody is trusted. */
  public static final Ownership ANYBODY = new Ownership(Optional.empty());

  private static final int ROOT = 0;
  private static final int OTHERS_WRITE = 0022;
  private static final int EVERYBODY_WRITES = 0002;
  private static final int STICKY = 01000;

  private static final int FILE_TYPE = 0170000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;

  private static final Pattern PLAIN = Pattern.compile("[\\w/.,+@=:-]*");

  private final Optional<Integer> user;

  Ownership(Optional<Integer> user) {
    this.user = user;
  }

  /** What an environment asks for: {@link #OWN}, unless {@code PAGEN_TRUST_HOME} is 1. */
  public static Ownership of(Map<String, String> environment) {
    return environment.getOrDefault(TRUST, "").equals("1") ? ANYBODY : OWN;
  }

  private static Optional<Integer> user() {
    try {
      return Optional.of((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Why a file or folder of pa-gen's is not to be used; empty if it may be, or is not there. What
   * lies above and in it is not looked at.
   */
  public Optional<String> doubt(Path place) {
    return user.isEmpty() ? Optional.empty() : doubt(place, OTHERS_WRITE, 0);
  }

  /**
   * Returns if {@code folder} may be used, or is not there. Of the folders above it, none may be
   * writable for everybody, unless it is sticky, as {@code /tmp} is: a folder could be taken away
   * and another put in its place. Links are followed, and held to the same.
   *
   * @throws UntrustedFileException if somebody else owns it, or others can write to it
   */
  public void require(Path folder) {
    if (user.isEmpty()) {
      return;
    }
    Path place = folder.toAbsolutePath().normalize();
    Optional<String> doubt = doubt(place);
    for (Path above : above(place)) {
      doubt = doubt.or(() -> doubt(above, EVERYBODY_WRITES, STICKY));
    }
    if (doubt.isPresent()) {
      throw refusal(doubt.get());
    }
  }

  /**
   * Returns if {@code places}, the folders on the way to them from {@code folder}, and that itself
   * may be used, as far as they are there.
   *
   * @throws UntrustedFileException if somebody else owns one, or others can write to it
   */
  public void requireAll(Path folder, List<Path> places) {
    Set<Path> all = new LinkedHashSet<>();
    for (Path place : places) {
      for (Path at = place; at.startsWith(folder) && all.add(at); ) {
        at = Objects.requireNonNull(at.getParent());
      }
    }
    for (Path place : all) {
      Optional<String> doubt = doubt(place);
      if (doubt.isPresent()) {
        throw refusal(doubt.get());
      }
    }
  }

  private static UntrustedFileException refusal(String doubt) {
    return new UntrustedFileException(
        ("%s. Whoever can change it can have you run their code, so it is not used. If nobody has,"
                + " mend it with that command; or set PAGEN_HOME to a folder of your own, or %s=1"
                + " where all who can write there are trusted, as in a container.")
            .formatted(doubt, TRUST));
  }

  /** The folders above a place, by the names that lead to it and by those that links stand for. */
  private static Set<Path> above(Path place) {
    Set<Path> all = new LinkedHashSet<>(parents(place));
    Path there = place;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      all.addAll(parents(there.toRealPath()));
    } catch (IOException e) {
      // It vanished; what leads to it is listed.
    }
    return all;
  }

  private static List<Path> parents(Path place) {
    List<Path> parents = new ArrayList<>();
    for (Path parent = place.getParent(); parent != null; parent = parent.getParent()) {
      parents.add(parent);
    }
    return parents;
  }

  private Optional<String> doubt(Path place, int forbidden, int excuse) {
    try {
      Map<String, Object> attributes =
          Files.readAttributes(place, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
      boolean link = (mode(attributes) & FILE_TYPE) == LINK;
      boolean owned = isTrusted(attributes);
      if (link && owned) {
        attributes = Files.readAttributes(place, "unix:uid,mode");
        owned = isTrusted(attributes);
      }
      boolean above = excuse != 0;
      if (!owned && (link || !above)) {
        return Optional.of(
            "%s belongs to another user, %s (\"chown -R %d %s\" makes it yours)"
                .formatted(place, name(place), user.orElseThrow(), quoted(place)));
      }
      int mode = mode(attributes);
      boolean alone = above || (mode & FILE_TYPE) != FOLDER;
      return (mode & forbidden) != 0 && (mode & excuse) == 0
          ? Optional.of(
              "Others can write to %s (\"chmod %sgo-w %s\" ends that)"
                  .formatted(place, alone ? "" : "-R ", quoted(place)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // It is not there, or whoever opens it will hear of it.
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty(); // Not a file system with owners and permissions.
    }
  }

  private boolean isTrusted(Map<String, Object> attributes) {
    Object owner = attributes.get("uid");
    return Integer.valueOf(ROOT).equals(owner) || user.orElseThrow().equals(owner);
  }

  private static int mode(Map<String, Object> attributes) {
    return (Integer) Objects.requireNonNull(attributes.get("mode"));
  }

  /** As a shell takes it. */
  private static String quoted(Path place) {
    String text = place.toString();
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static String name(Path place) {
    try {
      return Files.getOwner(place).getName();
    } catch (IOException | UnsupportedOperationException e) {
      return "unknown";
    }
  }
}
