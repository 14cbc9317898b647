package dev.pagen.emulator.isa;

import dev.pagen.codeobject.Instruction;
import dev.pagen.emulator.machine.Wave;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The registers that one instruction reads and writes, from its operands as the disassembler prints
 * them and a few rules by mnemonic: which operands are results, which results are read as well, and
 * what is used without being printed. SCC, EXEC and registers that the hardware provides are left
 * out.
 */
public final class RegisterUse {
  /** Which lanes of the vector registers an instruction concerns. */
  private enum Lanes {
    /** Those in EXEC. */
    ACTIVE,
    /** All, whatever EXEC says: matrix instructions. */
    ALL,
    /** One lane that the last operand names: {@code v_readlane} and {@code v_writelane}. */
    NAMED,
    /** The first in EXEC: {@code v_readfirstlane}. */
    FIRST
  }

  private static final int SYSTEM_FIRST = Wave.FLAT_SCRATCH;

  private static final Pattern NO_RESULT =
      Pattern.compile(
          "s_(cmp|bitcmp|branch|cbranch|waitcnt|nop|barrier|endpgm|sleep|setprio|sendmsg|setpc|trap"
              + "|icache|dcache|setreg|set_gpr_idx|inst_prefetch|sethalt|ttrace|store|atomic"
              + "|buffer_store|buffer_atomic|sched|wakeup|incperf|decperf).*"
              + "|v_nop|.*_store_.*|(global|scratch)_load_lds_.*|buffer_(wb|inv).*"
              + "|ds_(write|nop|gws).*");
  private static final Pattern LDS_RESULT =
      Pattern.compile("ds_(read|bpermute|permute|swizzle|append|consume|.*_rtn_).*");
  private static final Pattern TWO_RESULTS =
      Pattern.compile(
          "v_(add|sub|subrev|addc|subb|subbrev)_co_u32.*|v_mad_[iu]64_[iu]32.*|v_div_scale_.*");
  private static final Pattern RESULT_IS_READ =
      Pattern.compile(
          "v_(pk_)?(fmac|mac)_.*|v_dot\\d+c_.*|v_smfmac_.*|v_swap_.*|v_permlane\\d+_swap_.*"
              + "|s_(addk|mulk)_.*|s_bitset.*");
  private static final Pattern WIDE_MULTIPLY_ADD = Pattern.compile("v_mad_[iu]64_[iu]32.*");
  private static final Pattern PAIRS = Pattern.compile("v_pk_(add|mul|fma)_f32.*");
  private static final Pattern COPY =
      Pattern.compile(
          "v_mov_b(32|64)(_e32|_e64)?|v_accvgpr_.*|v_(read|write)lane_.*|s_mov_b(32|64)");

  /** Whose registers these are. */
  public final Instruction instruction;

  /** Vector registers that it reads; AGPR {@code n} is number {@code 256 + n}. */
  public final int[] vectorReads;

  /** Vector registers that it writes. */
  public final int[] vectorWrites;

  /** Scalar registers that it reads, by their operand encoding. */
  public final int[] scalarReads;

  /** Scalar registers that it writes. */
  public final int[] scalarWrites;

  private final Lanes lanes;

  /** Whether it only moves a value: what was never written stays so, and nobody is told. */
  public final boolean copies;

  /** How it combines masks, if it does. */
  private final Optional<MaskLogic> logic;

  /** Whether it reads of a mask the bits of active lanes alone. */
  public final boolean selects;

  /** Of instructions that take their first source from other lanes: how. */
  private final Optional<DppControl> dpp;

  /** How many of {@link #vectorReads} come first and are taken from other lanes. */
  public final int permuted;

  /**
   * A source register that only decides what {@link #carriedTo} becomes, so that reading it does no
   * harm by itself, or -1: the high half of a wide multiply-add's addend. Compilers use that
   * instruction for 32-bit sums too, and then leave the high half as it is.
   */
  public final int carriedFrom;

  /** The high half of such an instruction's result, or -1. */
  public final int carriedTo;

  /** Of a buffer's store: the descriptor, else -1. */
  private final int storesBy;

  /** How many of {@link #vectorReads} come first and are what such a store writes. */
  private final int storedRegisters;

  private RegisterUse(
      Instruction instruction, List<Operand> results, List<Operand> sources, Lanes lanes) {
    boolean carries =
        WIDE_MULTIPLY_ADD.matcher(instruction.mnemonic()).matches()
            && sources.getLast().isVector()
            && sources.getLast().count() == 2;
    this.carriedFrom = carries ? sources.getLast().index() + 1 : -1;
    this.carriedTo = carries ? results.getFirst().index() + 1 : -1;
    this.instruction = instruction;
    boolean stores = instruction.mnemonic().startsWith("buffer_store_") && sources.size() > 2;
    this.storesBy = stores ? descriptor(sources) : -1;
    this.storedRegisters = storesBy < 0 ? 0 : sources.getFirst().count();
    int[] reads = vectors(sources);
    this.vectorReads = carries ? Arrays.copyOf(reads, reads.length - 1) : reads;
    this.vectorWrites = vectors(results);
    this.scalarReads = scalars(sources);
    this.scalarWrites = scalars(results);
    this.lanes = lanes;
    this.copies = COPY.matcher(instruction.mnemonic()).matches();
    this.logic = MaskLogic.of(instruction);
    this.selects = instruction.mnemonic().startsWith("v_cndmask_");
    this.dpp =
        instruction.mnemonic().endsWith("_dpp")
            ? Optional.of(DppControl.of(new Modifiers(instruction.modifiers())))
            : Optional.empty();
    this.permuted =
        dpp.isPresent() && sources.getFirst().isVector() ? sources.getFirst().count() : 0;
  }

  static RegisterUse of(Instruction instruction) {
    String name = instruction.mnemonic();
    List<Operand> operands = instruction.operands().stream().map(Operand::parse).toList();
    int count = Math.min(results(instruction), operands.size());
    List<Operand> results = new ArrayList<>(operands.subList(0, count));
    List<Operand> sources = new ArrayList<>(operands.subList(count, operands.size()));
    if (PAIRS.matcher(name).matches()) {
      sources = taken(sources, new Modifiers(instruction.modifiers()));
    }
    if (RESULT_IS_READ.matcher(name).matches()) {
      sources.addAll(operands.subList(0, Math.min(1, operands.size())));
    }
    if (name.startsWith("v_swap_") || name.contains("_swap_b32") && name.startsWith("v_perm")) {
      results.add(operands.get(1));
    }
    if (name.startsWith("scratch_store_")) {
      sources.remove(1); // See storedRegisters.
    }
    if (name.startsWith("buffer_atomic_")) {
      sources.addAll(operands.subList(0, 1));
    }
    if (name.startsWith("v_div_fmas_") || name.startsWith("s_cbranch_vcc")) {
      sources.add(Operand.parse("vcc"));
    }
    if (name.contains("_load_lds_") || instruction.has("lds") || name.contains("_addtid_")) {
      sources.add(Operand.parse("m0"));
    }
    return new RegisterUse(instruction, results, sources, lanes(name));
  }

  /** The lanes of the vector registers that it reads and writes. */
  public long lanes(Wave wave) {
    return switch (lanes) {
      case ALL -> -1;
      case ACTIVE -> dpp.isPresent() ? dpp.get().active(wave.exec()) : wave.exec();
      case FIRST -> wave.exec() == 0 ? 1 : Long.lowestOneBit(wave.exec());
      case NAMED -> {
        Operand lane = Operand.parse(instruction.operands().getLast());
        int number = lane.isScalar() ? wave.s[lane.index()] : Integer.decode(lane.name());
        yield 1L << number;
      }
    };
  }

  /** The lanes of the {@link #permuted} registers that it takes values from. */
  public long permutedLanes(Wave wave) {
    return dpp.isPresent() ? dpp.get().sourceLanes(wave.exec()) : 0;
  }

  /**
   * How many of {@link #vectorReads} come first and are saved to private memory. A function saves
   * registers of its caller without knowing whether they hold anything, which is no harm.
   */
  public int saved(Wave wave) {
    boolean saves = storesBy >= 0 && BufferAddressing.isScratch(wave, storesBy);
    return saves ? storedRegisters : 0;
  }

  /**
   * Where it combines masks of lanes, notes which bits of the result are known.
   *
   * @param written scalar registers of which all bits are
   * @param known bits of the others
   * @return whether it did: not where all sources are written, nor where EXEC is to be what is not
   *     known
   */
  public boolean combinesMasks(Wave wave, BitSet written, int[] known) {
    return logic.isPresent() && logic.get().follow(wave, written, known);
  }

  /** Where op_sel and op_sel_hi take both results from one register of a pair, that one alone. */
  private static List<Operand> taken(List<Operand> pairs, Modifiers modifiers) {
    List<Operand> taken = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      Operand pair = pairs.get(i);
      int low = modifiers.element("op_sel", i, 0);
      int high = modifiers.element("op_sel_hi", i, 1);
      taken.add(pair.count() == 2 && low == high ? pair.register(low) : pair);
    }
    return taken;
  }

  private static Lanes lanes(String name) {
    if (name.startsWith("v_mfma") || name.startsWith("v_smfmac")) {
      return Lanes.ALL;
    } else if (name.startsWith("v_readlane") || name.startsWith("v_writelane")) {
      return Lanes.NAMED;
    }
    return name.startsWith("v_readfirstlane") ? Lanes.FIRST : Lanes.ACTIVE;
  }

  private static int descriptor(List<Operand> sources) {
    return sources.stream()
        .filter(o -> o.isScalar() && o.count() == 4)
        .mapToInt(Operand::index)
        .findFirst()
        .orElse(-1);
  }

  /** How many of the first operands are written. */
  static int results(Instruction instruction) {
    String name = instruction.mnemonic();
    if (NO_RESULT.matcher(name).matches() || instruction.has("lds")) {
      return 0;
    } else if (name.startsWith("ds_")) {
      return LDS_RESULT.matcher(name).matches() ? 1 : 0;
    } else if (name.contains("_atomic_")) {
      return instruction.has("sc0") || instruction.has("glc") ? 1 : 0;
    }
    return TWO_RESULTS.matcher(name).matches() ? 2 : 1;
  }

  private static int[] vectors(List<Operand> operands) {
    return operands.stream().filter(Operand::isVector).flatMapToInt(RegisterUse::range).toArray();
  }

  private static int[] scalars(List<Operand> operands) {
    return operands.stream()
        .filter(Operand::isScalar)
        .flatMapToInt(RegisterUse::range)
        .filter(r -> r < SYSTEM_FIRST || r == Wave.VCC || r == Wave.VCC + 1 || r == Wave.M0)
        .toArray();
  }

  private static IntStream range(Operand operand) {
    return IntStream.range(operand.index(), operand.index() + operand.count());
  }
}
