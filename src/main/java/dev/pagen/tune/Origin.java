package dev.pagen.tune;

/**
 * Who made a record.
 *
 * @param version of pa-gen
 * @param seed of the inputs, and of what was drawn in the search
 */
public record Origin(String version, long seed) {}
