package dev.pagen.spec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A parameterized test of what only AMD's targets have, for each of them. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@EnumSource(value = dev.pagen.spec.Target.class, mode = Mode.MATCH_ANY, names = "GFX.*")
public @interface CdnaTargets {}
