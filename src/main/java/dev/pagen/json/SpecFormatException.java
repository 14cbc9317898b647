package dev.pagen.json;

import dev.pagen.PagenException;

/** JSON that should say what to compute, and lacks a part or has a word that means nothing. */
public final class SpecFormatException extends PagenException {
  SpecFormatException(String message) {
    super(message);
  }
}
