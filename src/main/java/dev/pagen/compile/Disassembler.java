package dev.pagen.compile;

import dev.pagen.codeobject.InstructionDecoder;
import dev.pagen.codeobject.Listing;
import dev.pagen.hip.Comgr;
import java.nio.file.Path;
import java.util.Optional;

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

  /**
   * The instructions of a code object as text.
   *
   * @throws RuntimeException of some kind, with the reason, if that cannot be had
   */
  String disassemble(byte[] codeObject, String arch);

  /** What it is, for people. */
  String name();

  /** AMD's. */
  record OfComgr(Comgr comgr) implements Disassembler {
    private static final String ISA_PREFIX = "amdgcn-amd-amdhsa--";

    @Override
    public String disassemble(byte[] codeObject, String arch) {
      return Listing.of(codeObject, arch, this::open);
    }

    private InstructionDecoder open(String arch, byte[] memory, long start) {
      Comgr.Decoder decoder = comgr.decoder(ISA_PREFIX + arch, memory, start);
      return new InstructionDecoder() {
        @Override
        public Optional<Decoded> at(long address) {
          return decoder.at(address).map(i -> new Decoded(i.text(), i.bytes(), i.target()));
        }

        @Override
        public void close() {
          decoder.close();
        }
      };
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
      throw new UnsupportedOperationException("there is no nvdisasm");
    }

    @Override
    public String name() {
      return "no disassembler";
    }
  }
}
