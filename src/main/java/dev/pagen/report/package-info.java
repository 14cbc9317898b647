/** What people and programs read: tables, the manifest of a kernel, JSON. */
@NullMarked
package dev.pagen.report;

import org.jspecify.annotations.NullMarked;
