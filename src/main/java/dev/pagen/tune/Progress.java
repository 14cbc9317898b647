package dev.pagen.tune;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a sweep is.
 *
 * @param best so far
 * @param tried candidates, those that a store had included
 * @param failed of them, that have no time
 * @param remaining candidates of the space
 * @param left of the budget
 */
public record Progress(Optional<Trial> best, int tried, int failed, int remaining, Duration left) {}
