package dev.pagen.compile;

import dev.pagen.hip.Comgr;
import java.nio.file.Path;

/** What a worker turns code objects into text with. */
interface Disassembler {
  /** In front of the path of comgr. */
  String COMGR = "comgr:";

  /** In front of the path of nvdisasm. */
  String NVDISASM = "nvdisasm:";

  /** Where there is neither. */
  String NONE = "none";

  /**
   * The disassembler that a worker's argument names.
   *
   * @throws UnsatisfiedLinkError if it is a library that does not load
   */
  static Disassembler open(String argument) {
    if (argument.startsWith(COMGR)) {
      return new OfComgr(Comgr.load(Path.of(argument.substring(COMGR.length()))));
    }
    if (argument.startsWith(NVDISASM)) {
      return new Nvdisasm(Path.of(argument.substring(NVDISASM.length())));
    }
    return new Absent();
  }

  /** The instructions of a code object as text; empty where there is no disassembler. */
  String disassemble(byte[] codeObject, String arch);

  /** What it is, for people. */
  String name();

  /** AMD's. */
  record OfComgr(Comgr comgr) implements Disassembler {
    private static final String ISA_PREFIX = "amdgcn-amd-amdhsa--";

    @Override
    public String disassemble(byte[] codeObject, String arch) {
      return comgr.disassemble(codeObject, ISA_PREFIX + arch);
    }

    @Override
    public String name() {
      return "comgr API " + comgr.version();
    }
  }

  /** None. */
  record Absent() implements Disassembler {
    @Override
    public String disassemble(byte[] codeObject, String arch) {
      return "";
    }

    @Override
    public String name() {
      return "no disassembler";
    }
  }
}
