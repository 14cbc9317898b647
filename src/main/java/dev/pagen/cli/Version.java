package dev.pagen.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Names the build and the Java it runs on. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"pa-gen " + ofBuild(), "Java " + Runtime.version()};
  }

  /** The version the build wrote into the jar's manifest; {@code unpackaged} outside a jar. */
  static String ofBuild() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("unpackaged");
  }
}
