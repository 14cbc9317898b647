package dev.pagen.emulator;

import dev.pagen.codeobject.Instruction;

/**
 * An instruction as the interpreter holds it.
 *
 * @param next word index of the instruction after it
 */
record Step(Instruction instruction, Operation operation, int next) {}
