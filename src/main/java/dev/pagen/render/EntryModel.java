package dev.pagen.render;

import dev.pagen.kernel.KernelEntry;

/** A kernel's name and the text of its parameters. */
record EntryModel(String name, String parameters) {
  static EntryModel of(KernelEntry entry) {
    return new EntryModel(entry.symbol(), entry.parameterList());
  }
}
