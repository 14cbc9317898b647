package dev.pagen.report.tuning;

import dev.pagen.report.Words;
import dev.pagen.report.drawing.Axis;
import dev.pagen.report.drawing.Figure;
import dev.pagen.report.drawing.Style;
import dev.pagen.report.drawing.Style.Placed;
import dev.pagen.report.drawing.Svg;
import dev.pagen.report.drawing.Svg.Point;
import dev.pagen.spec.Tuning;
import dev.pagen.tune.MainEffects;
import dev.pagen.tune.MainEffects.Effect;
import dev.pagen.tune.MainEffects.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Main effects: a panel for each parameter, with a mark for each of its values at what it costs on
 * average; all on one scale.
 */
final class EffectsChart {
  private static final int TOP = 44;
  private static final int GAP = 16;

  /**
   * A drawing that is narrower has lower panels, and does not say how many candidates there are.
   */
  private static final int NARROW = 500;

  private static final int SERIES = 0;

  private final Svg svg;
  private final MainEffects effects;
  private final Tuning best;
  private final Axis axis;
  private final boolean narrow;
  private final double left;
  private final double height;

  /** A panel: an effect, and where it is drawn. */
  private record Panel(Effect effect, int row, double left, double width) {}

  private EffectsChart(Svg svg, MainEffects effects, Tuning best) {
    this.svg = svg;
    this.effects = effects;
    this.best = best;
    this.narrow = svg.width() < NARROW;
    this.height = narrow ? 120 : 170;
    this.axis =
        Axis.linear(
            "time in units of the floor",
            effects.effects().stream().mapToDouble(e -> e.best().cost()).min().orElse(1),
            effects.effects().stream().mapToDouble(e -> e.worst().cost()).max().orElse(1));
    this.left = axis.labelRoom();
  }

  /** Draws effects, at least one, with a ring around the values of the best candidate. */
  static Figure of(String caption, MainEffects effects, Tuning best) {
    return new Figure(
        "What each tuning parameter costs (ringed: what the best has)",
        caption,
        svg -> new EffectsChart(svg, effects, best).draw());
  }

  private void draw() {
    List<Panel> panels = panels();
    int rows = panels.getLast().row() + 1;
    svg.words(0, 14, "start", "soft", axis.title());
    for (int row = 0; row < rows; row++) {
      for (double tick : axis.ticks()) {
        double y = down(tick, row);
        svg.line(new Point(left, y), new Point(svg.width(), y), "grid");
        svg.words(left - 8, y + 4, "end", "", Axis.label(tick));
      }
    }
    panels.forEach(this::draw);
    svg.reach(TOP + rows * row() - 12);
  }

  /** As many beside each other as there is room for. */
  private List<Panel> panels() {
    List<Panel> panels = new ArrayList<>();
    int row = 0;
    double x = left + GAP;
    for (Effect effect : effects.effects()) {
      double widest =
          effect.levels().stream().mapToDouble(level -> Svg.room(name(level))).max().orElse(0);
      double width =
          Math.max(
              effect.levels().size() * Math.max(narrow ? 32 : 48, widest + 10),
              Svg.room(effect.parameter().toString()));
      if (x + width > svg.width() && x > left + GAP) {
        row++;
        x = left + GAP;
      }
      double room = Math.min(width, svg.width() - x);
      panels.add(new Panel(effect, row, x, room));
      x += room + GAP;
    }
    return panels;
  }

  private void draw(Panel panel) {
    double bottom = TOP + panel.row() * row() + height;
    List<Level> levels = panel.effect().levels();
    String parameter = panel.effect().parameter().toString();
    double step = panel.width() / levels.size();
    svg.words(panel.left(), bottom - height - 6, "start", "strong", parameter);
    double roomOfName = levels.stream().mapToDouble(level -> Svg.room(name(level))).max().orElse(0);
    int every = (int) Math.ceil((roomOfName + 2) / step);
    List<Placed> points = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      Point at = new Point(panel.left() + (i + 0.5) * step, down(level.cost(), panel.row()));
      points.add(new Placed(at, at, at, tip(parameter, level)));
      if (level.value().equals(panel.effect().parameter().get(best))) {
        svg.ring(at);
      }
      if (i % every == 0) {
        svg.words(at.x(), bottom + 20, "middle", "", name(level));
      }
      if (!narrow) {
        svg.words(at.x(), bottom + 36, "middle", "small", "n=" + level.candidates());
      }
    }
    Style.MARKED.draw(svg, points, SERIES);
  }

  private double row() {
    return height + (narrow ? 60 : 76);
  }

  private static String tip(String parameter, Level level) {
    return String.format(
        Locale.ROOT,
        "%s=%s: %.3f times the floor's time on average%n%s with a time",
        parameter,
        level.value(),
        level.cost(),
        Words.count(level.candidates(), "candidate"));
  }

  private static String name(Level level) {
    return level.value().replace("workgroup", "wg");
  }

  private double down(double cost, int row) {
    return TOP + row * row() + height * (1 - axis.place(cost));
  }
}
