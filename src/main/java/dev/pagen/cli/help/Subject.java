package dev.pagen.cli.help;

import java.lang.reflect.Member;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** What options are about; those of one subject stand together, in this order. */
public enum Subject {
  OTHERS("Options:"),
  RUN("What to run on:"),
  FOREIGN("Code that was not made here:"),
  BESIDE("What to count beside it:"),
  HOW("How to compute it (what is left out gets its default):"),
  COMPILING("Compiling:"),
  GENERAL("Of every command:"),
  SPEC("What to compute:", "spec", " (what to compute)"),
  TUNING("Tuning parameters (what is left out gets its default):", "tuning", " (how)");

  private final String heading;
  private final String topic;
  private final String brief;

  Subject(String heading) {
    this(heading, "", "");
  }

  Subject(String heading, String topic, String brief) {
    this.heading = heading;
    this.topic = topic;
    this.brief = brief;
  }

  /** What stands over them. */
  String heading() {
    return heading;
  }

  /** The page of its own that many commands share, if it has one: what {@code help} takes. */
  Optional<String> topic() {
    return Optional.of(topic).filter(name -> !name.isEmpty());
  }

  /** What that page says, in brackets. */
  String brief() {
    return brief;
  }

  /** The subject whose page has that name. */
  static Optional<Subject> ofTopic(String name) {
    return Arrays.stream(values()).filter(s -> s.topic.equals(name) && !name.isEmpty()).findFirst();
  }

  /** What an option of a command is about, by the class that it is a field of. */
  static Subject of(ArgSpec option) {
    if (!(option.userObject() instanceof Member member)) {
      return OTHERS;
    }
    Class<?> holder = member.getDeclaringClass();
    About about = holder.getAnnotation(About.class);
    return about != null ? about.value() : isPicocli(holder) ? GENERAL : OTHERS;
  }

  /** Where {@code --help} and {@code --version} are from. */
  private static boolean isPicocli(Class<?> holder) {
    return holder.getPackageName().equals(CommandLine.class.getPackageName());
  }
}
