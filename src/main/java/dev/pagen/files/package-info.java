/**
 * Where pa-gen keeps its files ({@link dev.pagen.files.PagenHome}), and whose files it uses. What
 * lies in its own folders ends as code in its processes and on its GPUs, so nobody but the user and
 * root may be able to change it.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.files;

import org.jspecify.annotations.NullMarked;
