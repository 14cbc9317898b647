/**
 * Specs in JSON: manifests, workload folders, reports and the tuning store all write them in one
 * form ({@link dev.pagen.json.SpecJson}).
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.json;

import org.jspecify.annotations.NullMarked;
