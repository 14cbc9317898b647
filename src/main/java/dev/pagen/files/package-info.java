/**
 * Whose files are used: what lies in pa-gen's own folders ends as code in its processes and on its
 * GPUs, so nobody but the user and root may be able to change it.
 */
@NullMarked
package dev.pagen.files;

import org.jspecify.annotations.NullMarked;
