package dev.pagen.report.manifest;

import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.Reading;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.json.SpecJson;
import dev.pagen.kernel.Argument;
import dev.pagen.kernel.Extent;
import dev.pagen.render.RenderedKernel;
import dev.pagen.report.Json;
import dev.pagen.report.code.CodeObjectReport;
import dev.pagen.report.code.ModelLayers;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Tuning;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON that lies beside a code object and tells another program how to launch it. */
public final class Manifest {
  private static final int FORMAT = 2;

  private Manifest() {}

  /**
   * The manifest of a built kernel with the report on its code object. What the report does not
   * know is left out, and {@code unread} says why: the rest is what launching takes.
   *
   * @param tuningFrom where its tuning comes from
   * @param layers which of a model's layers it is for, if a model was given
   */
  public static ObjectNode of(
      BuiltKernel kernel,
      Reading<CodeObjectReport> report,
      ObjectNode tuningFrom,
      Optional<ModelLayers> layers) {
    Optional<GpuCode> code = report.value().map(CodeObjectReport::code);
    KernelSpec spec = kernel.rendered().spec();
    AttentionSpec attention = spec.attention();
    Tuning tuning = spec.tuning();
    ObjectNode manifest = Json.object();
    manifest.put("format", FORMAT);
    manifest.put("name", kernel.name());
    manifest.put("target", spec.target().arch());
    manifest.put("target_id", code.map(GpuCode::targetId).orElse(spec.target().arch()));
    manifest.put("key", kernel.result().entry().key().hex());
    manifest.put("compiler", kernel.result().entry().compilerIdentity());
    layers.ifPresent(of -> of.put(manifest));
    manifest.set("attention", SpecJson.write(attention));
    manifest.set("tuning", SpecJson.write(tuning));
    manifest.set("tuning_from", tuningFrom);
    manifest.set("workload", workload(kernel.rendered()));
    LaunchJson.put(manifest, kernel.rendered(), code);
    for (JsonNode node : manifest.get("kernels")) {
      String symbol = node.get("symbol").stringValue();
      report
          .value()
          .ifPresent(r -> ((ObjectNode) node).set("resources", r.kernel(symbol).resourcesJson()));
    }
    CodeObjectReport.whyUnread(report).ifPresent(why -> manifest.put("unread", why));
    return manifest;
  }

  private static ObjectNode workload(RenderedKernel kernel) {
    ObjectNode workload = Json.object();
    workload.put(Argument.SEQUENCES.toString(), "sequences of the batch");
    if (kernel.planned()) {
      workload.put("max_context", "tokens of the longest sequence");
      workload.put(
          "looked_up",
          kernel.spec().attention().selectsTokens()
              ? "slots in the list of the query; what is behind a list, other rows and other scales"
                  + " may be anything"
              : "tokens that a query of the sequence sees; other page numbers, rows and scales may"
                  + " be anything");
    } else {
      workload.put(
          Extent.Quantity.TOKENS.toString(), "rows of key: new tokens, and rows that pad them");
      workload.put("looked_up", "new tokens; other page numbers may be anything");
    }
    return workload;
  }
}
