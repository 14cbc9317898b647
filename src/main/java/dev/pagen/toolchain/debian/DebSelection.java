package dev.pagen.toolchain.debian;

import dev.pagen.toolchain.debian.DebFile.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Those of many packages that one of them needs, each in the newest version that suits the others.
 * What nothing meets is remembered and no error: whether it matters the libraries will say.
 */
final class DebSelection {
  private final List<DebFile> all;
  private final Map<String, DebFile> chosen = new TreeMap<>();
  private final List<Relation> wanted = new ArrayList<>();
  private final Set<String> unmet = new LinkedHashSet<>();
  private final Deque<DebFile> open = new ArrayDeque<>();

  private DebSelection(List<DebFile> all) {
    this.all = all.stream().sorted(DebFile.NEWEST_FIRST).toList();
  }

  /** What {@code first} and the packages {@code further} need of {@code all}. */
  static DebSelection of(DebFile first, List<Relation> further, List<DebFile> all) {
    DebSelection selection = new DebSelection(all);
    selection.take(first);
    for (Relation relation : further) {
      selection.want(List.of(relation));
    }
    while (!selection.open.isEmpty()) {
      selection.open.remove().depends().forEach(selection::want);
    }
    return selection;
  }

  private void take(DebFile deb) {
    chosen.put(deb.name(), deb);
    open.add(deb);
  }

  private void want(List<Relation> alternatives) {
    if (alternatives.stream().anyMatch(this::isMet)) {
      return;
    }
    for (Relation relation : alternatives) {
      wanted.add(relation);
      Optional<DebFile> suiting = all.stream().filter(deb -> suits(deb, relation)).findFirst();
      if (suiting.isPresent()) {
        take(suiting.get());
        return;
      }
      wanted.removeLast();
    }
    unmet.add(String.join(" or ", alternatives.stream().map(Relation::toString).toList()));
  }

  private boolean isMet(Relation relation) {
    if (chosen.values().stream().anyMatch(deb -> deb.meets(relation))) {
      wanted.add(relation); // So that no later choice undoes it.
      return true;
    }
    return false;
  }

  /**
   * Whether {@code deb} is what {@code relation} asks for, and all that was wanted of it before.
   */
  private boolean suits(DebFile deb, Relation relation) {
    return deb.meets(relation)
        && wanted.stream()
            .filter(before -> before.name().equals(deb.name()))
            .allMatch(before -> before.isMetBy(deb.identity().version()));
  }

  /** The packages, by name. */
  List<DebFile> packages() {
    return List.copyOf(chosen.values());
  }

  /** What some of them ask for and is not there. */
  Set<String> unmet() {
    return unmet;
  }
}
