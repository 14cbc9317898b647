/**
 * What people and programs read: tables, the manifest of a kernel, JSON.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.report;

import org.jspecify.annotations.NullMarked;
