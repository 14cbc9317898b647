package dev.pagen.model;

import dev.pagen.PagenException;

/**
 * A model config that cannot be read, or that describes attention this project does not generate,
 * or a tensor-parallel degree that does not fit the model's heads.
 */
public final class ModelException extends PagenException {
  ModelException(String message) {
    super(message);
  }

  ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
