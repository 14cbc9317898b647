/**
 * pa-gen writes, compiles and caches the paged-attention decode kernel for one model, GPU and
 * dtype.
 *
 * <p>This package holds only what every other one needs: the root of the exceptions. The packages
 * below it follow the flow of a request, and each uses only those before it:
 *
 * <pre>
 * config.json -&gt; model -&gt; spec -&gt; kernel -&gt; render -&gt; compile (cache) -&gt; codeobject -&gt; device
 *     -&gt; attention -&gt; verify -&gt; bench | tune -&gt; report
 * </pre>
 *
 * <p>API: what is public here is held from 0.1.0 on.
 */
@NullMarked
package dev.pagen;

import org.jspecify.annotations.NullMarked;
