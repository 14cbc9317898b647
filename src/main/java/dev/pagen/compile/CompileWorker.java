package dev.pagen.compile;

import dev.pagen.hip.HipException;
import dev.pagen.hip.HipRuntime;
import dev.pagen.hip.Hiprtc;
import dev.pagen.hip.HiprtcException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The program that runs in a worker process: it answers one request after the other until its
 * parent closes the socket or dies.
 *
 * <p>Requests are read on a thread of their own, so that the end of the parent ends the worker in
 * the middle of a compile too.
 */
final class CompileWorker {
  /** The compiler recurses deeply on nested templates and expressions. */
  private static final long COMPILER_STACK_BYTES = 64L << 20;

  private final Hiprtc hiprtc;
  private final LeanHiprtc lean;
  private final FutureTask<Disassembler> disassembler;
  private final String runtimeLibrary;

  private CompileWorker(String hiprtcLibrary, String disassembler, String runtimeLibrary) {
    this.hiprtc = Hiprtc.load(Path.of(hiprtcLibrary));
    this.lean = new LeanHiprtc(hiprtc::compile);
    this.disassembler = new FutureTask<>(() -> Disassembler.open(disassembler));
    this.runtimeLibrary = runtimeLibrary;
  }

  /**
   * Runs the worker.
   *
   * @param args the socket to connect to, the library of HIPRTC, the disassembler, and if there is
   *     one the library of the HIP runtime
   */
  public static void main(String[] args) {
    BlockingQueue<Message> requests = new ArrayBlockingQueue<>(1);
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(args[0]))) {
      OutputStream replies = Channels.newOutputStream(channel);
      Thread compiler =
          new Thread(null, () -> serve(args, requests, replies), "compiler", COMPILER_STACK_BYTES);
      compiler.setDaemon(true);
      compiler.start();
      InputStream in = Channels.newInputStream(channel);
      while (true) {
        requests.put(Wire.read(in));
      }
    } catch (IOException | InterruptedException e) {
      // The parent closed the socket or is gone, before this got to it perhaps; it has no use for
      // an answer.
      Scratch.deleteOrphan(Path.of(args[0]).resolveSibling(""));
      Runtime.getRuntime().halt(0);
    }
  }

  private static void serve(String[] args, BlockingQueue<Message> requests, OutputStream replies) {
    try {
      CompileWorker worker;
      try {
        worker = new CompileWorker(args[1], args[2], args.length > 3 ? args[3] : "");
      } catch (LinkageError | RuntimeException e) {
        Wire.write(replies, new Message.Failed(rootOf(e).toString(), ""));
        return;
      }
      Wire.write(replies, new Message.Ready());
      while (true) {
        Wire.write(replies, worker.answer(requests.take()));
      }
    } catch (IOException | InterruptedException e) {
      // There is nobody to answer; the reading thread has seen the end of the parent too.
      Runtime.getRuntime().halt(0);
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }

  private Message answer(Message request) {
    try {
      return switch (request) {
        case Message.Compile(CompileRequest r) -> compile(r);
        case Message.Disassemble(byte[] codeObject, String arch) ->
            new Message.Disassembled(disassembler().disassemble(codeObject, arch));
        case Message.Probe() -> probe();
        default -> new Message.Failed("not a request: " + request, "");
      };
    } catch (HiprtcException e) {
      return new Message.Failed(String.valueOf(e.getMessage()), e.log());
    } catch (HipException e) {
      return new Message.Failed(String.valueOf(e.getMessage()), "");
    } catch (LinkageError | RuntimeException | VirtualMachineError e) {
      return new Message.Failed(rootOf(e).toString(), "");
    }
  }

  /** A disassembler that does not open fails nothing but what asks for it. */
  private Disassembler disassembler() {
    disassembler.run();
    try {
      return disassembler.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Message compile(CompileRequest request) {
    if (!disassembler.isDone()) {
      // Linking it takes a tenth of a compile's time, and HIPRTC leaves other processors idle.
      Thread.ofPlatform().daemon().start(disassembler);
    }
    long start = System.nanoTime();
    Hiprtc.Output output = lean.compile(request);
    long nanoseconds = System.nanoTime() - start;
    return new Message.Compiled(output.code(), output.log(), nanoseconds);
  }

  private Message probe() {
    int devices = 0;
    String problem = "";
    String disassembling;
    try {
      disassembling = disassembler().name();
    } catch (RuntimeException e) {
      disassembling = "no disassembler: " + rootOf(e).getMessage();
    }
    if (runtimeLibrary.isEmpty()) {
      problem = "the toolchain has no HIP runtime";
    } else {
      try {
        devices = HipRuntime.load(Path.of(runtimeLibrary)).deviceCount();
      } catch (HipException | LinkageError e) {
        problem = rootOf(e).getMessage();
      }
    }
    return new Message.Probed(
        new ToolchainProbe(hiprtc.version(), disassembling, devices, String.valueOf(problem)));
  }

  private static Throwable rootOf(Throwable e) {
    Throwable root = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }
}
