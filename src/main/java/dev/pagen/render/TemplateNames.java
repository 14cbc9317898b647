package dev.pagen.render;

/**
 * The names of templates of which a kernel has one kind or another. As a property of it, {@code
 * load} is the name of the kind's template for loads, which begins with the kind's name: {@code
 * $(k.paths.tile.load)(k)$} prints {@code register_load} or {@code copy_load}.
 *
 * @param kind what all the names begin with
 */
record TemplateNames(String kind) {
  /** The name of the template that prints {@code part}. */
  String of(String part) {
    return kind + "_" + part;
  }
}
