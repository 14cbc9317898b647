package dev.pagen.cli;

import dev.pagen.toolchain.Host;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * Makes commands and groups of options for picocli. One whose constructor takes a {@link Host} is
 * given this one; so a group of these is a {@code Mixin} field that starts without a value.
 *
 * @param host the machine that the commands work on: its environment, and where its files lie
 */
record HostFactory(Host host) implements IFactory {
  private static final Class<?>[] ONE_HOST = {Host.class};

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (Arrays.equals(constructor.getParameterTypes(), ONE_HOST)) {
        return type.cast(constructor.newInstance(host));
      }
    }
    return CommandLine.defaultFactory().create(type);
  }
}
