package dev.pagen.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.RowFormat;
import dev.pagen.spec.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The order of barriers in {@code hopper/latent.stg}, as a model: score waves, value waves, the
 * copy wave and the copy engine take steps in any order. Nobody may wait forever, end a phase of
 * another's, or find something else in a slot than what it reads.
 */
class HopperBarriersTest {
  private static final int PART_SIZE = 64;
  private static final int DRAWS = 3000;

  private static AttentionSpec latent(DataType cache) {
    return latent(576, 512, cache);
  }

  private static AttentionSpec latent(int row, int value, DataType cache) {
    return AttentionSpec.of(row, 128, 1, DataType.BF16, 64, KvLayout.NHD)
        .with(s -> s.latent(value).kvDtype(cache));
  }

  private static AttentionSpec rows(RowFormat rows) {
    return new AttentionSpecBuilder(rows.row().keySize(), 128, 1).rows(rows).build();
  }

  /** Of copy waves that gather or widen, two stand for four. */
  private enum Role {
    SCORE,
    VALUE,
    COPY,
    COPY_TOO,
    ENGINE
  }

  /** How tiles get to the ring. */
  private enum Copy {
    BOXES(latent(DataType.BF16), Role.COPY),
    GATHER(latent(DataType.BF16), Role.COPY, Role.COPY_TOO),
    WIDEN(latent(DataType.FP8_E4M3), Role.COPY, Role.COPY_TOO),
    /** Rows that are all value. */
    WIDEN_VALUES(rows(RowFormat.FP8_DS_MLA_V4), Role.COPY, Role.COPY_TOO),
    BOXES_OF_VALUES(latent(512, 512, DataType.BF16), Role.COPY),
    GATHER_VALUES(latent(512, 512, DataType.BF16), Role.COPY, Role.COPY_TOO),
    SHORT_BOXES(latent(320, 256, DataType.BF16), Role.COPY),
    GATHER_SHORT(latent(320, 256, DataType.BF16), Role.COPY, Role.COPY_TOO),
    SHORTEST_BOXES(latent(256, 256, DataType.BF16), Role.COPY),
    BOXES_OF_LONG_KEYS(latent(576, 256, DataType.BF16), Role.COPY),
    WIDEN_ALL(latent(512, 512, DataType.FP8_E4M3), Role.COPY, Role.COPY_TOO);

    private final HopperLatent design;
    private final List<Role> waves;

    Copy(AttentionSpec attention, Role... waves) {
      this.design = new HopperLatent(attention, Target.SM_90);
      this.waves = List.of(waves);
    }
  }

  /** What the order could be otherwise, and with which copies that has faults. */
  private enum Order {
    AS_IT_IS,
    WEIGHTS_TAKEN_BEFORE_SCORES_ARE_THERE(Copy.BOXES, Copy.GATHER, Copy.WIDEN, Copy.WIDEN_VALUES),
    QUERIES_LEAVE_BEFORE_THE_FIRST_TILE(Copy.BOXES),
    SETS_DELIVERED_TWO_LATER(Copy.GATHER),
    SETS_DELIVERED_BEFORE_THE_LAST_PART(Copy.WIDEN, Copy.WIDEN_VALUES),
    ONE_SLOT_MORE(Copy.BOXES_OF_VALUES, Copy.SHORT_BOXES, Copy.SHORTEST_BOXES);

    private final List<Copy> faulty;

    Order(Copy... faulty) {
      this.faulty = List.of(faulty);
    }
  }

  private record Step(BooleanSupplier ready, Runnable act) {}

  /** A barrier among waves that two groups reach once each in a phase. */
  private static final class Meeting {
    private final Set<Role> there = new HashSet<>();
    private int phase;

    void reach(Role role) {
      assertThat(there.add(role)).as("%s reaches a meeting twice in a phase", role).isTrue();
      if (there.size() == 2) {
        there.clear();
        phase++;
      }
    }
  }

  /** A barrier in shared memory: a phase ends with all arrivals and all bytes that it expects. */
  private static final class Barrier {
    private final int arrivals;
    private int phase;
    private int arrived;
    private int missing;

    Barrier(int arrivals) {
      this.arrivals = arrivals;
    }

    void arrive(int expected) {
      assertThat(arrived).as("arrivals of a phase that has all").isLessThan(arrivals);
      arrived++;
      missing += expected;
      end();
    }

    void bring() {
      missing--;
      end();
    }

    private void end() {
      if (arrived == arrivals && missing == 0) {
        phase++;
        arrived = 0;
      }
    }

    /** As the hardware sees it: by the parity of the phase that is asked for. */
    boolean over(int parity) {
      return phase % 2 != parity;
    }
  }

  private static final class Run {
    private final Order order;
    private final Copy copy;
    private final int tiles;
    private final Random random;
    private final HopperLatent design;
    private final int parts;
    private final int rest;
    private final int firstSet;
    private final String[] slots;
    private final Barrier[] full = new Barrier[4];
    private final Barrier[] empty;
    private final Meeting taken = new Meeting();
    private final Meeting given = new Meeting();
    private final Meeting scores = new Meeting();
    private final List<Step> arriving = new ArrayList<>();
    private final Map<Integer, Integer> shares = new HashMap<>();
    private final Map<Role, List<Step>> steps = new EnumMap<>(Role.class);
    private int weights = -1;

    Run(Order order, Copy copy, int tiles, Random random) {
      this.order = order;
      this.copy = copy;
      this.tiles = tiles;
      this.random = random;
      design = copy.design;
      parts = design.attention().headSize() / PART_SIZE;
      rest = parts - design.attention().valueSize() / PART_SIZE;
      firstSet = design.firstSet();
      slots = new String[design.slots() + (order == Order.ONE_SLOT_MORE ? 1 : 0)];
      empty = new Barrier[slots.length];
      Arrays.setAll(full, i -> new Barrier(copy.waves.size()));
      Arrays.setAll(empty, i -> new Barrier(1));
      for (int i = 0; i < design.heldParts(); i++) {
        slots[i] = "queries";
      }
      for (Role role : Role.values()) {
        steps.put(role, new ArrayList<>());
      }
      switch (copy) {
        case BOXES, BOXES_OF_VALUES, SHORT_BOXES, SHORTEST_BOXES, BOXES_OF_LONG_KEYS -> boxes();
        case GATHER, GATHER_VALUES, GATHER_SHORT -> copy.waves.forEach(this::gather);
        case WIDEN, WIDEN_VALUES, WIDEN_ALL -> copy.waves.forEach(this::widen);
      }
      scoreWaves();
      valueWaves();
    }

    private void step(Role role, BooleanSupplier ready, Runnable act) {
      steps.get(role).add(new Step(ready, act));
    }

    private void act(Role role, Runnable act) {
      step(role, () -> true, act);
    }

    private void meet(Role role, Meeting meeting) {
      int[] phase = new int[1];
      act(
          role,
          () -> {
            phase[0] = meeting.phase;
            meeting.reach(role);
          });
      step(role, () -> meeting.phase > phase[0], () -> {});
    }

    private int slot(int tile, int part) {
      return (design.heldParts() + tile * parts + part) % slots.length;
    }

    private static String name(int tile, int part) {
      return "part %d of tile %d".formatted(part, tile);
    }

    private void read(int tile, int from, int to) {
      for (int part = from; part < to; part++) {
        assertThat(slots[slot(tile, part)]).isEqualTo(name(tile, part));
      }
    }

    private void release(int tile, int from, int to) {
      for (int part = from; part < to; part++) {
        slots[slot(tile, part)] = "free";
        empty[slot(tile, part)].arrive(0);
      }
    }

    private Barrier set(int tile, int part) {
      return full[tile % 2 * 2 + (part >= firstSet ? 1 : 0)];
    }

    private void boxes() {
      int first = design.heldParts();
      for (int n = 0; n < tiles * parts; n++) {
        int tile = n / parts;
        int part = n % parts;
        Barrier set = set(tile, part);
        if (tile == 1 && part == 0) {
          step(Role.COPY, () -> set(0, firstSet).over(0), () -> {});
        }
        int lap = (first + n) / slots.length;
        step(
            Role.COPY,
            () -> empty[slot(tile, part)].over((lap + 1) % 2),
            () -> {
              if (part == 0 || part == firstSet) {
                set.arrive(part == 0 ? firstSet : parts - firstSet);
              }
              slots[slot(tile, part)] = "on its way";
              arriving.add(
                  new Step(
                      () -> true,
                      () -> {
                        slots[slot(tile, part)] = name(tile, part);
                        set.bring();
                      }));
            });
      }
    }

    /** One wave's copies: a set is delivered once the next has been asked for. */
    private void gather(Role wave) {
      int late = order == Order.SETS_DELIVERED_TWO_LATER ? 2 : 1;
      List<int[]> coming = new ArrayList<>();
      List<Integer> sets = new ArrayList<>();
      for (int n = 0; n < tiles * parts; n++) {
        int tile = n / parts;
        int part = n % parts;
        int slot = slot(tile, part);
        int lap = (design.heldParts() + n) / slots.length;
        int[] missing = part == 0 || part == firstSet ? new int[1] : coming.getLast();
        if (part == 0 || part == firstSet) {
          coming.add(missing);
          sets.add(n);
        }
        step(
            wave,
            () -> empty[slot].over((lap + 1) % 2),
            () -> {
              missing[0]++;
              slots[slot] = "on its way";
              arriving.add(
                  new Step(
                      () -> true,
                      () -> {
                        missing[0]--;
                        if (shares.merge(slot, 1, Integer::sum) == copy.waves.size()) {
                          shares.remove(slot);
                          slots[slot] = name(tile, part);
                        }
                      }));
            });
        if ((part == firstSet - 1 || part == parts - 1) && sets.size() > late) {
          deliver(wave, coming.get(sets.size() - 1 - late), sets.get(sets.size() - 1 - late));
        }
      }
      for (int i = Math.max(0, sets.size() - late); i < sets.size(); i++) {
        deliver(wave, coming.get(i), sets.get(i));
      }
    }

    /** One wave widens its share of each part for which there is room. */
    private void widen(Role wave) {
      int early = order == Order.SETS_DELIVERED_BEFORE_THE_LAST_PART ? 1 : 0;
      for (int n = 0; n < tiles * parts; n++) {
        int tile = n / parts;
        int part = n % parts;
        int slot = slot(tile, part);
        int lap = (design.heldParts() + n) / slots.length;
        boolean last = part == firstSet - 1 - early || part == parts - 1 - early;
        step(
            wave,
            () -> empty[slot].over((lap + 1) % 2),
            () -> {
              slots[slot] = "on its way";
              if (shares.merge(slot, 1, Integer::sum) == copy.waves.size()) {
                shares.remove(slot);
                slots[slot] = name(tile, part);
              }
            });
        if (last) {
          act(wave, () -> set(tile, part).arrive(0));
        }
      }
    }

    private void deliver(Role wave, int[] missing, int number) {
      step(wave, () -> missing[0] == 0, () -> set(number / parts, number % parts).arrive(0));
    }

    private void releaseQueries() {
      for (int i = 0; i < design.heldParts(); i++) {
        slots[i] = "free";
        empty[i].arrive(0);
      }
    }

    private void awaitTile(int tile) {
      for (int part : List.of(0, firstSet)) {
        step(Role.SCORE, () -> set(tile, part).over(tile / 2 % 2), () -> {});
      }
      act(Role.SCORE, () -> read(tile, 0, parts));
    }

    private void give(int tile) {
      meet(Role.SCORE, taken);
      act(Role.SCORE, () -> weights = tile);
      act(Role.SCORE, () -> given.reach(Role.SCORE));
    }

    private void scoreWaves() {
      int right = rest + design.rightParts();
      act(
          Role.SCORE,
          () -> assertThat(Arrays.copyOf(slots, design.heldParts())).containsOnly("queries"));
      if (order == Order.QUERIES_LEAVE_BEFORE_THE_FIRST_TILE) {
        act(Role.SCORE, this::releaseQueries);
      }
      awaitTile(0);
      if (order != Order.QUERIES_LEAVE_BEFORE_THE_FIRST_TILE) {
        act(Role.SCORE, this::releaseQueries);
      }
      act(Role.SCORE, () -> read(0, 0, parts));
      act(Role.SCORE, () -> release(0, 0, rest));
      for (int tile = 1; tile < tiles; tile++) {
        int now = tile;
        act(Role.SCORE, () -> read(now - 1, rest, right));
        awaitTile(now);
        give(now - 1);
        act(Role.SCORE, () -> read(now - 1, rest, right));
        act(Role.SCORE, () -> release(now - 1, rest, right));
        act(Role.SCORE, () -> read(now, 0, parts));
        act(Role.SCORE, () -> scores.reach(Role.SCORE));
        act(Role.SCORE, () -> release(now, 0, rest));
      }
      give(tiles - 1);
      act(Role.SCORE, () -> scores.reach(Role.SCORE));
      act(Role.SCORE, () -> read(tiles - 1, rest, right));
      act(Role.SCORE, () -> read(tiles - 1, rest, right));
    }

    private void valueWaves() {
      int left = rest + design.rightParts();
      boolean early = order == Order.WEIGHTS_TAKEN_BEFORE_SCORES_ARE_THERE;
      act(Role.VALUE, () -> taken.reach(Role.VALUE));
      for (int tile = 0; tile < tiles; tile++) {
        int now = tile;
        meet(Role.VALUE, given);
        act(Role.VALUE, () -> assertThat(weights).isEqualTo(now));
        act(Role.VALUE, () -> assertThat(weights).isEqualTo(now));
        if (early && now + 1 < tiles) {
          act(Role.VALUE, () -> taken.reach(Role.VALUE));
        }
        meet(Role.VALUE, scores);
        if (!early && now + 1 < tiles) {
          act(Role.VALUE, () -> taken.reach(Role.VALUE));
        }
        act(Role.VALUE, () -> read(now, left, parts));
        act(Role.VALUE, () -> read(now, left, parts));
        act(Role.VALUE, () -> release(now, left, parts));
      }
    }

    /** Everybody takes steps, some more often than others, until there are none. */
    void finish() {
      int[] pace = random.ints(Role.values().length, 1, 40).toArray();
      Map<Role, Integer> done = new EnumMap<>(Role.class);
      while (true) {
        List<Role> able = new ArrayList<>();
        boolean left = false;
        for (Role role : Role.values()) {
          int next = done.getOrDefault(role, 0);
          boolean more = role == Role.ENGINE ? !arriving.isEmpty() : next < steps.get(role).size();
          left |= more;
          if (more && (role == Role.ENGINE || steps.get(role).get(next).ready().getAsBoolean())) {
            for (int i = 0; i < pace[role.ordinal()]; i++) {
              able.add(role);
            }
          }
        }
        if (!left) {
          return;
        }
        assertThat(able).as("all wait").isNotEmpty();
        Role role = able.get(random.nextInt(able.size()));
        if (role == Role.ENGINE) {
          arriving.remove(random.nextInt(arriving.size())).act().run();
        } else {
          steps.get(role).get(done.getOrDefault(role, 0)).act().run();
          done.merge(role, 1, Integer::sum);
        }
      }
    }
  }

  private static void finish(Order order, Copy copy, int tiles) {
    Random random = new Random(tiles);
    for (int i = 0; i < DRAWS / tiles; i++) {
      new Run(order, copy, tiles, random).finish();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 30})
  void nobodyWaitsForeverOrReadsWhatIsNotThere(int tiles) {
    for (Copy copy : Copy.values()) {
      finish(Order.AS_IT_IS, copy, tiles);
    }
  }

  @Test
  void otherOrdersHaveFaults() {
    for (Order order : Order.values()) {
      for (Copy copy : order.faulty) {
        assertThatThrownBy(() -> finish(order, copy, 5))
            .as("%s with %s", order, copy)
            .isInstanceOf(AssertionError.class);
      }
    }
  }
}
