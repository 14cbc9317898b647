package dev.pagen.model;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * What published configs leave out because the model's configuration class in Hugging Face
 * transformers (or, for Grok-1, its model code) fills it in, by {@code model_type}: the file {@code
 * class-defaults.json} beside this class.
 *
 * <p>Read from the sources of the classes and of the engines' model files. Rules of the model code
 * that no field of a config states have fields of our own, which are named here. gemma3n and gemma4
 * do not scale their scores ({@code attention_multiplier} 1), and BLOOM always has ALiBi.
 */
final class ClassDefaults {
  /** How many attention layers a block has, where it is not one (LongCat). */
  static final String ATTENTIONS_PER_BLOCK = "attention_layers_per_block";

  /** Of so many layers the first is full, and not the last. */
  static final String FULL_FIRST = "first_layer_full";

  /** The last layer is full, whatever the pattern or the list says of it. */
  static final String FULL_LAST = "last_layer_full";

  /** The class has a rule of its own for which layers have the window. */
  static final String OWN_RULE = "layers_by_a_rule";

  /** The class has a rule of its own for which layers attend, and to what: a list has to say it. */
  static final String MUST_LIST = "layers_must_be_listed";

  /** Layers with a window have twice the KV heads of the others (MiMo-V2-Flash). */
  static final String DOUBLES_SLIDING = "sliding_kv_heads_doubled";

  /** Every layer attends, beside its recurrent part (Falcon-H1). */
  static final String ALL_ATTEND = "every_layer_attends";

  /** The model code does not look at the window, unless a list says which layers have it. */
  static final String WINDOW_UNREAD = "window_unread";

  /**
   * The class has an indexer, and what it chooses: {@code tokens}, {@code blocks} of them, or
   * {@code entries} that each stand for several.
   */
  static final String INDEXER = "indexer";

  /** One projection makes keys and values: a row is both (DeepSeek V4). */
  static final String VALUES_ARE_KEYS = "values_are_keys";

  /** Rows of layers without rotary embedding have no rotary part (Mistral Large 4). */
  static final String ROWS_WITHOUT_ROPE = "rows_without_rope";

  /** The class adds a query's own token to {@code sliding_window_size}, where that stands. */
  static final String WINDOW_BEFORE_QUERY = "window_before_query";

  /** A list of fields that stand in files and that the model code does not look at. */
  static final String UNREAD = "unread";

  /** The layers have attention sinks, which are weights. */
  static final String SINKS = "attention_sinks";

  /** They have sinks where the config lists the kinds of its layers. */
  static final String SINKS_WITH_TYPES = "sinks_with_layer_types";

  /** The type of a multimodal model's language model, where that part has no type of its own. */
  private static final String LANGUAGE_MODEL = "language_model";

  private static final String GROK = "grok-1";
  private static final ObjectNode BY_MODEL_TYPE = ConfigFile.resource("class-defaults.json");
  private static final ObjectNode NONE = ConfigFile.emptyObject();

  private ClassDefaults() {}

  /** The type that a part without {@code model_type} has inside a part of another type. */
  static String typeInside(String outerType) {
    return BY_MODEL_TYPE.path(outerType).path(LANGUAGE_MODEL).asString(outerType);
  }

  /**
   * The defaults for a config.
   *
   * @param modelType its {@code model_type}
   * @param architecture its architecture: conversions of Grok-1 name their model types differently
   * @param config the config, whose objects for the rotary embedding replace the class's as a whole
   */
  static ObjectNode of(String modelType, String architecture, ObjectNode config) {
    boolean grok = (modelType + " " + architecture).toLowerCase(Locale.ROOT).contains("grok");
    String type = grok ? GROK : modelType.startsWith("RefinedWeb") ? "falcon" : modelType;
    // A config that is all text may have the name of the model that has other parts too.
    String known = BY_MODEL_TYPE.has(type) ? type : type + "_text";
    if (!(BY_MODEL_TYPE.path(known) instanceof ObjectNode defaults)) {
      return NONE;
    }
    boolean rotates = config.hasNonNull("rope_parameters") || config.hasNonNull("rope_scaling");
    return rotates ? defaults.deepCopy().remove(List.of("rope_parameters")) : defaults;
  }
}
