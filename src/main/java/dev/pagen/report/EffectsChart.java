package dev.pagen.report;

import dev.pagen.spec.Tuning;
import dev.pagen.tune.MainEffects;
import dev.pagen.tune.MainEffects.Effect;
import dev.pagen.tune.MainEffects.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * Main effects: a panel for each parameter, with a dot for each of its values at what it costs on
 * average; all on one scale.
 */
final class EffectsChart {
  private static final int WIDTH = LineChart.WIDTH;
  private static final int LEFT = LineChart.LEFT;
  private static final int RIGHT = LineChart.RIGHT;
  private static final int TOP = 90;
  private static final int HEIGHT = 170;
  private static final int ROW = HEIGHT + 78;
  private static final int GAP = 18;
  private static final int LEAST_SPACE = 50;
  private static final int LETTER = 8;
  private static final double DOT = 4;
  private static final double RING = 8;

  private final String subtitle;
  private final MainEffects effects;
  private final Tuning best;
  private final Axis axis;

  /** A panel: an effect, and where it is drawn. */
  private record Panel(Effect effect, int row, double left, double width) {}

  private EffectsChart(String subtitle, MainEffects effects, Tuning best) {
    this.subtitle = subtitle;
    this.effects = effects;
    this.best = best;
    this.axis =
        Axis.near(
            "time in units of the floor",
            effects.effects().stream().mapToDouble(e -> e.best().cost()).min().orElse(1),
            effects.effects().stream().mapToDouble(e -> e.worst().cost()).max().orElse(1));
  }

  /** Draws effects, at least one, with a ring around the values of the best candidate. */
  static String svg(String subtitle, MainEffects effects, Tuning best) {
    return new EffectsChart(subtitle, effects, best).svg();
  }

  private String svg() {
    List<Panel> panels = panels();
    int rows = panels.getLast().row() + 1;
    Svg svg = new Svg(WIDTH, TOP + rows * ROW);
    svg.title(LEFT, "What each tuning parameter costs (ringed: what the best has)", subtitle);
    for (int row = 0; row < rows; row++) {
      for (double tick : axis.ticks()) {
        double y = down(tick, row);
        svg.line(new Svg.Point(LEFT, y), new Svg.Point(RIGHT, y), "stroke=\"#ddd\"");
        svg.text(LEFT - 8, y + 4, "end", "", Axis.label(tick));
      }
      svg.upwards(20, TOP + row * ROW + HEIGHT / 2.0, axis.title());
    }
    panels.forEach(panel -> draw(svg, panel));
    return svg.toString();
  }

  /** As many beside each other as there is room for. */
  private List<Panel> panels() {
    List<Panel> panels = new ArrayList<>();
    int row = 0;
    double left = LEFT + GAP;
    for (Effect effect : effects.effects()) {
      int letters =
          effect.levels().stream().mapToInt(level -> name(level).length()).max().orElse(0);
      double width = effect.levels().size() * (double) Math.max(LEAST_SPACE, LETTER * letters + 10);
      if (left + width > RIGHT && left > LEFT + GAP) {
        row++;
        left = LEFT + GAP;
      }
      panels.add(new Panel(effect, row, left, width));
      left += width + GAP;
    }
    return panels;
  }

  private void draw(Svg svg, Panel panel) {
    int bottom = TOP + panel.row() * ROW + HEIGHT;
    List<Level> levels = panel.effect().levels();
    double step = panel.width() / levels.size();
    svg.text(
        panel.left(),
        bottom - HEIGHT - 10,
        "start",
        "font-weight=\"bold\"",
        panel.effect().parameter().toString());
    List<Svg.Point> line = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      double x = panel.left() + (i + 0.5) * step;
      Svg.Point dot = new Svg.Point(x, down(level.cost(), panel.row()));
      line.add(dot);
      if (level.value().equals(panel.effect().parameter().get(best))) {
        svg.dot(
            dot, RING, "fill=\"none\" stroke=\"%s\" stroke-width=\"2\"".formatted(Svg.colour(1)));
      }
      svg.text(x, bottom + 18, "middle", "", name(level));
      svg.text(
          x, bottom + 34, "middle", "fill=\"#777\" font-size=\"11\"", "n=" + level.candidates());
    }
    svg.polyline(line, "stroke=\"%s\" stroke-width=\"1.5\"".formatted(Svg.colour(0)));
    line.forEach(point -> svg.dot(point, DOT, "fill=\"%s\"".formatted(Svg.colour(0))));
  }

  private static String name(Level level) {
    return level.value().replace("workgroup", "wg");
  }

  private double down(double cost, int row) {
    return TOP + row * ROW + HEIGHT * (1 - axis.place(cost));
  }
}
