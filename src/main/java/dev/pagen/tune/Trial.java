package dev.pagen.tune;

import dev.pagen.spec.Tuning;

/**
 * A candidate that was tried.
 *
 * @param tuning what was tried
 * @param outcome what came of it
 */
public record Trial(Tuning tuning, Outcome outcome) {}
