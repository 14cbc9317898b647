package dev.pagen.cli;

import dev.pagen.terminal.Terminal;
import dev.pagen.toolchain.Host;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * Makes commands and groups of options for picocli. One whose constructor takes a {@link Host}, a
 * {@link Terminal}, or both, is given these; so a group of these is a {@code Mixin} field that
 * starts without a value.
 *
 * @param host the machine that the commands work on: its environment, and where its files lie
 * @param terminal where they show what they do
 */
record HostFactory(Host host, Terminal terminal) implements IFactory {
  @Override
  public <K> K create(Class<K> type) throws Exception {
    Map<Class<?>, Object> given = Map.of(Host.class, host, Terminal.class, terminal);
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      List<Class<?>> wanted = Arrays.asList(constructor.getParameterTypes());
      if (!wanted.isEmpty() && given.keySet().containsAll(wanted)) {
        Object[] values = wanted.stream().map(w -> Objects.requireNonNull(given.get(w))).toArray();
        return type.cast(constructor.newInstance(values));
      }
    }
    return CommandLine.defaultFactory().create(type);
  }
}
