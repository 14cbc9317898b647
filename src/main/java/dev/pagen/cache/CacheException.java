package dev.pagen.cache;

import dev.pagen.PagenException;

/**
 * A cache operation that could not go on: the thread was interrupted while another compiled the
 * same kernel, or a maintenance command could not read the folder.
 */
public final class CacheException extends PagenException {
  private static final long serialVersionUID = 1L;

  public CacheException(String message, Throwable cause) {
    super(message, cause);
  }
}
