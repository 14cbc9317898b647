/**
 * Reads a model's Hugging Face {@code config.json} into the attention shapes that kernels are
 * generated for: {@link dev.pagen.model.ModelReader} gives a {@link dev.pagen.model.Model} with one
 * {@link dev.pagen.model.AttentionLayer} per kind of layer. What a config leaves to its model class
 * (defaults, layer patterns, Grok-1's cap) is filled in by model type; a model whose attention
 * cannot be stated in these terms is refused by name with a {@link dev.pagen.model.ModelException}.
 *
 * <p>API: what is public here is held from 0.1.0 on.
 */
@NullMarked
package dev.pagen.model;

import org.jspecify.annotations.NullMarked;
