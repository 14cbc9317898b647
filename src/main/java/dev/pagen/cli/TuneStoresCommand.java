package dev.pagen.cli;

import dev.pagen.report.Json;
import dev.pagen.report.Words;
import dev.pagen.toolchain.Host;
import dev.pagen.tune.Acceptance;
import dev.pagen.tune.StoreListing;
import dev.pagen.tune.Tunings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code pa-gen tune stores}: where tunings are looked for. */
@Command(
    name = "stores",
    header = "List the stores in which tunings are looked for, the first one first.",
    description = {
      "",
      "These are what PAGEN_TUNINGS names (files and folders, colons between them),",
      "then those in /etc/pa-gen, then yours, then those that come with pa-gen. Of",
      "records for workloads that are as near, one in the place that comes first is",
      "taken; the files of a folder count as one place."
    },
    footer = {"", "Example:", "  PAGEN_TUNINGS=/shared/tunings pa-gen tune stores"})
final class TuneStoresCommand implements Callable<Integer> {
  @Mixin private Output output;

  private final Host host;

  TuneStoresCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    Acceptance acceptance = Acceptance.of(host);
    List<StoreListing> stores = Tunings.open(host).stores();
    ObjectNode document = Json.object().put("accept", acceptance.toString());
    ArrayNode list = document.putArray("stores");
    for (StoreListing store : stores) {
      output.text().printf("%-13s  %s%n", store.layer(), store.store());
      output.text().printf("%-13s  %s%n", "", text(store));
      list.add(json(store));
    }
    output.text().printf("%nRecords have to be of the same %s.%n", required(acceptance));
    output.finish(document);
    return ExitCode.DONE.code();
  }

  private static String required(Acceptance acceptance) {
    return switch (acceptance) {
      case EXACT ->
          "device, driver, compiler and template;%nbundled ones of the same device and template"
              .formatted();
      case DEVICE_AND_TEMPLATE -> "device and template (%s)".formatted(Acceptance.VARIABLE);
    };
  }

  private static String text(StoreListing store) {
    return store
        .problem()
        .orElseGet(
            () ->
                "%s of %s on %s%s"
                    .formatted(
                        Words.count(store.records(), "record"),
                        Words.count(store.kernels(), "kernel"),
                        store.devices().isEmpty()
                            ? "no device"
                            : String.join(", ", store.devices()),
                        store.unreadable() == 0
                            ? ""
                            : "; %s cannot be read"
                                .formatted(Words.count(store.unreadable(), "line"))));
  }

  private static ObjectNode json(StoreListing store) {
    ObjectNode node =
        Json.object()
            .put("whose", Words.of(store.layer()))
            .put("store", store.store())
            .put("records", store.records())
            .put("kernels", store.kernels())
            .put("unreadable", store.unreadable());
    ArrayNode devices = node.putArray("devices");
    store.devices().forEach(devices::add);
    store.problem().ifPresent(why -> node.put("problem", why));
    return node;
  }
}
