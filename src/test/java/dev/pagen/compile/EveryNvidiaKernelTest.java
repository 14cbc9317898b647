package dev.pagen.compile;

import org.junit.jupiter.api.Tag;

/** The same with every kernel for every target. */
@Tag("slow")
class EveryNvidiaKernelTest extends NvidiaKernelMatrixTest {
  @Override
  int inTurn() {
    return 1;
  }
}
