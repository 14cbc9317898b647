package dev.pagen.codeobject;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What an instruction does, as far as its cost goes. Every mnemonic belongs to the first class of
 * this list whose pattern it matches. Mnemonics: the CDNA 2 to 4 instruction set documents.
 */
public enum InstructionClass {
  /** Matrix multiply-accumulate. */
  MATRIX(Unit.MATRIX, "v_s?mfma.*"),
  /** Moves to and from accumulation registers. */
  ACCUMULATOR_MOVE(Unit.VECTOR, "v_accvgpr_.*"),
  /** Quarter-rate functions: exp, log, reciprocal, root, sine. */
  TRANSCENDENTAL(Unit.VECTOR, "v_(exp|log|rcp|rcp_iflag|rsq|sqrt|sin|cos)_.*"),
  /** Conversions of two or more values at once. */
  PACKED_CONVERSION(Unit.VECTOR, "v_cvt_(pk|scalef32_pk|scalef32_sr_pk|pkrtz|pknorm|sr_pk).*"),
  /** Conversions of one value. */
  CONVERSION(Unit.VECTOR, "v_cvt_.*"),
  /** Values handed between lanes without LDS. */
  LANE_EXCHANGE(Unit.VECTOR, "v_(permlane|readlane|readfirstlane|writelane).*|v_.*_dpp"),
  /** Arithmetic on two values packed in a register, or on a pair of registers. */
  PACKED_ALU(Unit.VECTOR, "v_(pk_|dot).*"),
  /** Other vector arithmetic, moves and comparisons. */
  VECTOR_ALU(Unit.VECTOR, "v_.*"),

  /** Loads from global memory straight to LDS. */
  GLOBAL_TO_LDS(Unit.VECTOR_MEMORY, "(global|buffer)_load_lds_.*"),
  GLOBAL_LOAD(Unit.VECTOR_MEMORY, "global_load_.*"),
  GLOBAL_STORE(Unit.VECTOR_MEMORY, "global_store_.*"),
  FLAT_LOAD(Unit.VECTOR_MEMORY, "flat_load_.*"),
  FLAT_STORE(Unit.VECTOR_MEMORY, "flat_store_.*"),
  BUFFER_LOAD(Unit.VECTOR_MEMORY, "t?buffer_load_.*"),
  BUFFER_STORE(Unit.VECTOR_MEMORY, "t?buffer_store_.*"),
  /** Reads of private memory; on gfx90a these are buffer loads, which look like any other. */
  SCRATCH_LOAD(Unit.VECTOR_MEMORY, "scratch_load_.*"),
  SCRATCH_STORE(Unit.VECTOR_MEMORY, "scratch_store_.*"),
  /** Atomic operations on memory. */
  MEMORY_ATOMIC(Unit.VECTOR_MEMORY, "(global|flat|buffer)_atomic_.*"),
  /** Write-back and invalidation of caches. */
  CACHE_CONTROL(Unit.CACHE, "buffer_(wb|inv|gl).*|s_(dcache|icache)_.*"),

  /** Values handed between lanes through LDS's crossbar. */
  LDS_EXCHANGE(Unit.LDS, "ds_(bpermute|permute|swizzle)_.*"),
  /** Reads that transpose 16-lane tiles on the way. */
  LDS_TRANSPOSE_READ(Unit.LDS, "ds_read_b\\d+_tr_.*"),
  LDS_READ(Unit.LDS, "ds_read.*"),
  LDS_WRITE(Unit.LDS, "ds_write.*"),
  /** Atomic and other operations on LDS. */
  LDS_OTHER(Unit.LDS, "ds_.*"),

  /** Loads through the scalar cache. */
  SCALAR_LOAD(Unit.SCALAR_MEMORY, "s_(buffer_|scratch_)?load_.*"),
  /** Other scalar memory operations. */
  SCALAR_MEMORY_OTHER(Unit.SCALAR_MEMORY, "s_(buffer_|scratch_)?(store|atomic)_.*|s_mem.*"),
  BARRIER(Unit.CONTROL, "s_barrier.*"),
  WAIT(Unit.CONTROL, "s_waitcnt.*|s_sleep.*"),
  BRANCH(Unit.CONTROL, "s_c?branch.*|s_(setpc|swappc|call)_.*|s_endpgm.*"),
  NOP(Unit.CONTROL, "s_nop.*"),
  /** Scheduling hints, mode changes, messages and traps. */
  CONTROL(Unit.CONTROL, "s_(setprio|setreg|getreg|sendmsg|trap|sethalt|inst|set_gpr|ttrace).*"),
  SCALAR_ALU(Unit.SCALAR, "s_.*"),
  /** Whatever this list does not know. */
  OTHER(Unit.OTHER, ".*");

  /** The part of a compute unit that executes a class. */
  public enum Unit {
    MATRIX,
    VECTOR,
    SCALAR,
    VECTOR_MEMORY,
    SCALAR_MEMORY,
    LDS,
    CACHE,
    CONTROL,
    OTHER
  }

  private static final Map<String, InstructionClass> KNOWN = new ConcurrentHashMap<>();

  private final Unit unit;
  private final Pattern mnemonics;

  InstructionClass(Unit unit, String mnemonics) {
    this.unit = unit;
    this.mnemonics = Pattern.compile(mnemonics);
  }

  /** The class of a mnemonic, without regard to modifiers. */
  public static InstructionClass of(String mnemonic) {
    // Asked for at every instruction that runs; the map locks when it may have to compute.
    InstructionClass known = KNOWN.get(mnemonic);
    return known != null ? known : KNOWN.computeIfAbsent(mnemonic, InstructionClass::find);
  }

  private static InstructionClass find(String mnemonic) {
    for (InstructionClass candidate : values()) {
      if (candidate.mnemonics.matcher(mnemonic).matches()) {
        return candidate;
      }
    }
    return OTHER;
  }

  /** The class of an instruction; a load with the {@code lds} modifier goes to LDS. */
  public static InstructionClass of(Instruction instruction) {
    InstructionClass kind = of(instruction.mnemonic());
    return instruction.has("lds") && kind.loadsVectorMemory() ? GLOBAL_TO_LDS : kind;
  }

  /** The part of a compute unit that executes it. */
  public Unit unit() {
    return unit;
  }

  /** Whether it brings bytes from global memory to a wave (private memory does not count). */
  public boolean loadsVectorMemory() {
    return switch (this) {
      case GLOBAL_TO_LDS, GLOBAL_LOAD, FLAT_LOAD, BUFFER_LOAD -> true;
      default -> false;
    };
  }

  /**
   * Whether {@code vmcnt} counts it on gfx90a, gfx942 and gfx950, where stores count as loads do.
   */
  public boolean countsAsVectorMemory() {
    return unit == Unit.VECTOR_MEMORY;
  }
}
