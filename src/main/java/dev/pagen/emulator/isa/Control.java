package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B32;
import static dev.pagen.emulator.isa.ValueType.B64;

import dev.pagen.emulator.machine.AddressSpace;
import dev.pagen.emulator.machine.LaneFault;
import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.emulator.machine.Wave;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Branches, calls, barriers, hardware registers, and what only orders memory or time. */
final class Control {
  private static final Pattern HARDWARE_REGISTER =
      Pattern.compile("hwreg\\((\\w+)(?:,\\s*(\\d+),\\s*(\\d+))?\\)");

  /**
   * Instructions without effect here: every access is complete and visible when the next
   * instruction begins, and time is not modelled.
   */
  private static final List<String> NO_EFFECT =
      List.of(
          "s_nop",
          "s_waitcnt",
          "s_waitcnt_vscnt",
          "s_setprio",
          "s_sched_barrier",
          "s_inst_prefetch",
          "s_icache_inv",
          "s_dcache_inv",
          "s_dcache_wb",
          "s_dcache_inv_vol",
          "s_dcache_wb_vol",
          "s_sethalt",
          "s_incperflevel",
          "s_decperflevel",
          "s_ttracedata",
          "buffer_wbinvl1",
          "buffer_wbinvl1_vol",
          "buffer_wbl2",
          "buffer_inv",
          "buffer_invl2",
          "ds_nop",
          "s_wakeup");

  /** Workgroups go to the accelerator dies in turn. */
  private static final int XCDS = 8;

  private Control() {}

  static void register(InstructionTable t) {
    NO_EFFECT.forEach(name -> t.add(name, d -> w -> {}));
    t.add("s_endpgm", d -> w -> w.state = Wave.State.ENDED);
    t.add("s_endpgm_saved", d -> w -> w.state = Wave.State.ENDED);
    t.add("s_barrier", d -> w -> w.state = Wave.State.AT_BARRIER);
    t.add("s_sleep", d -> w -> w.state = Wave.State.YIELDED);
    t.add("s_trap", Control::trap);
    t.add("s_branch", d -> branch(d, w -> true));
    t.add("s_cbranch_scc0", d -> branch(d, w -> !w.scc));
    t.add("s_cbranch_scc1", d -> branch(d, w -> w.scc));
    t.add("s_cbranch_vccz", d -> branch(d, w -> w.vcc() == 0));
    t.add("s_cbranch_vccnz", d -> branch(d, w -> w.vcc() != 0));
    t.add("s_cbranch_execz", d -> branch(d, w -> w.exec() == 0));
    t.add("s_cbranch_execnz", d -> branch(d, w -> w.exec() != 0));
    t.add(
        "s_getpc_b64",
        d -> {
          int to = d.scalarRegister(0);
          return w -> w.setPair(to, w.group.listing.addressOf(w.pc));
        });
    t.add(
        "s_setpc_b64",
        d -> {
          ScalarSource address = d.scalar(0, B64);
          return w -> w.pc = w.group.listing.indexOf(address.get(w));
        });
    t.add(
        "s_swappc_b64",
        d -> {
          int to = d.scalarRegister(0);
          ScalarSource address = d.scalar(1, B64);
          return w -> {
            long target = address.get(w);
            w.setPair(to, w.group.listing.addressOf(w.pc));
            w.pc = w.group.listing.indexOf(target);
          };
        });
    t.add(
        "s_call_b64",
        d -> {
          int to = d.scalarRegister(0);
          int words = d.instruction.encoding().getFirst().shortValue();
          return w -> {
            w.setPair(to, w.group.listing.addressOf(w.pc));
            w.pc += words;
          };
        });
    t.add("s_set_gpr_idx_on", RegisterIndexing::on);
    t.add("s_set_gpr_idx_off", d -> w -> w.mode &= ~Wave.INDEXING);
    t.add("s_set_gpr_idx_idx", RegisterIndexing::index);
    t.add("s_set_gpr_idx_mode", RegisterIndexing::mode);
    t.add("s_getreg_b32", Control::getRegister);
    t.add("s_setreg_b32", d -> setRegister(d, d.scalar(1, B32)));
    t.add("s_setreg_imm32_b32", d -> setRegister(d, d.scalar(1, B32)));
  }

  private static Operation branch(Decoding d, Predicate<Wave> condition) {
    int words = d.instruction.encoding().getFirst().shortValue();
    if (words == -1) {
      return w -> endless(condition.test(w));
    }
    return w -> {
      if (condition.test(w)) {
        w.pc += words;
      }
    };
  }

  /** A branch to itself changes nothing that it looks at. */
  private static void endless(boolean taken) {
    if (taken) {
      throw new LaneFault(-1, "this branch goes to itself: the wave can never go on");
    }
  }

  private static Operation trap(Decoding d) {
    return w -> {
      throw new LaneFault(-1, "the program trapped (an assertion or abort in the kernel)");
    };
  }

  private static Operation getRegister(Decoding d) {
    int to = d.scalarRegister(0);
    Field field = Field.of(d.operand(1).name());
    ToIntFunction<Wave> source =
        switch (field.register()) {
          case "HW_REG_MODE" -> w -> w.mode;
          case "HW_REG_XCC_ID" -> w -> (int) (w.group.linearId % XCDS);
          case "HW_REG_SH_MEM_BASES" ->
              w ->
                  (AddressSpace.SHARED_APERTURE & 0xffff_0000)
                      | AddressSpace.PRIVATE_APERTURE >>> 16;
          default -> throw new UnmodelledException("hardware register " + field.register());
        };
    return w -> w.s[to] = source.applyAsInt(w) >>> field.offset() & field.mask();
  }

  private static Operation setRegister(Decoding d, ScalarSource source) {
    Field field = Field.of(d.operand(0).name());
    if (!field.register().equals("HW_REG_MODE")) {
      throw new UnmodelledException("writing hardware register " + field.register());
    }
    return w -> {
      int mask = field.mask() << field.offset();
      w.mode = (w.mode & ~mask) | ((int) source.get(w) << field.offset() & mask);
    };
  }

  /** Bits of a hardware register. */
  private record Field(String register, int offset, int size) {
    static Field of(String text) {
      Matcher m = HARDWARE_REGISTER.matcher(text);
      if (!m.matches()) {
        throw new UnmodelledException("hardware register " + text);
      }
      return m.group(2) == null
          ? new Field(m.group(1), 0, 32)
          : new Field(m.group(1), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
    }

    int mask() {
      return size == 32 ? -1 : (1 << size) - 1;
    }
  }
}
