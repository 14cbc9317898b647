/**
 * What all reports are made of: tables, words, JSON.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.report;

import org.jspecify.annotations.NullMarked;
