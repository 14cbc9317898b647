package dev.pagen.render;

/**
 * The templates of a CDNA kernel that depend on whether a value is as long as a key. Their names
 * begin with {@code same} where it is, else with {@code apart}.
 *
 * @param differ whether it is not
 */
record CdnaSizes(boolean differ) {
  private String template(String name) {
    return (differ ? "apart_" : "same_") + name;
  }

  String keySlices() {
    return template("key_slices");
  }

  String valueSurplus() {
    return template("value_surplus");
  }

  String setValueSurplus() {
    return template("set_value_surplus");
  }

  String stagedRows() {
    return template("staged_rows");
  }

  String stageValue() {
    return template("stage_value");
  }

  String copiedSlices() {
    return template("copied_slices");
  }

  String copiedTile() {
    return template("copied_tile");
  }

  String copiedPlaces() {
    return template("copied_places");
  }

  String copiedRows() {
    return template("copied_rows");
  }

  String copiedValues() {
    return differ ? "copied_values" : "copied_rows";
  }

  String copiedTiles() {
    return template("copied_tiles");
  }
}
