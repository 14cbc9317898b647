package dev.pagen.render;

import dev.pagen.PagenException;

/** A template asked for something that the model does not have: a fault of this library. */
public final class RenderException extends PagenException {
  public RenderException(String message) {
    super(message);
  }
}
