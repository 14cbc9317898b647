package dev.pagen.report.drawing;

import dev.pagen.report.drawing.Svg.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How a series is drawn. */
public enum Style {
  /** A line with a mark at each point, and a whisker over what is usual there. */
  MARKED {
    @Override
    public void draw(Svg svg, List<Placed> points, int series) {
      svg.polyline(places(points), series);
      MARKS.draw(svg, points, series);
    }

    @Override
    void key(Svg svg, Point left, double width, int series) {
      svg.polyline(across(left, width), series);
      MARKS.key(svg, left, width, series);
    }
  },
  /** A mark at each point, and a whisker over what is usual there. */
  MARKS {
    @Override
    public void draw(Svg svg, List<Placed> points, int series) {
      double radius = points.size() > MANY ? 2.5 : 4;
      points.forEach(point -> svg.whisker(point.low, point.high, series));
      points.forEach(point -> svg.mark(point.at, series, radius, point.tip));
    }

    @Override
    void key(Svg svg, Point left, double width, int series) {
      svg.mark(middle(left, width), series, 4, "");
    }
  },
  /** What the series of that number is compared with: a dashed line with hollow marks. */
  FLOOR {
    @Override
    public void draw(Svg svg, List<Placed> points, int series) {
      svg.floor(places(points), series);
      points.stream()
          .filter(point -> !point.tip.isEmpty())
          .forEach(point -> svg.hollowMark(point.at, series, point.tip));
    }

    @Override
    void key(Svg svg, Point left, double width, int series) {
      svg.floor(across(left, width), series);
    }
  },
  /** A line over an area of what is usual, with marks at the points that say something. */
  BAND {
    @Override
    public void draw(Svg svg, List<Placed> points, int series) {
      svg.area(
          Stream.concat(
                  points.stream().map(Placed::high), points.reversed().stream().map(Placed::low))
              .toList(),
          series);
      svg.polyline(places(points), series);
      points.stream()
          .filter(point -> !point.tip.isEmpty())
          .forEach(point -> svg.mark(point.at, series, 4, point.tip));
    }

    @Override
    void key(Svg svg, Point left, double width, int series) {
      MARKED.key(svg, left, width, series);
    }
  },
  /** A line behind the others. */
  FAINT {
    @Override
    public void draw(Svg svg, List<Placed> points, int series) {
      svg.faint(places(points));
    }

    @Override
    void key(Svg svg, Point left, double width, int series) {
      svg.faint(across(left, width));
    }
  },
  /** A ring around each point. */
  RINGS {
    @Override
    public void draw(Svg svg, List<Placed> points, int series) {
      points.forEach(point -> svg.ring(point.at));
    }

    @Override
    void key(Svg svg, Point left, double width, int series) {
      svg.ring(middle(left, width));
    }
  },
  /** A star over the mark of each point. */
  STARS {
    @Override
    public void draw(Svg svg, List<Placed> points, int series) {
      points.forEach(point -> svg.star(point.at));
    }

    @Override
    void key(Svg svg, Point left, double width, int series) {
      svg.star(middle(left, width));
    }
  };

  /** From so many points on marks are small. */
  private static final int MANY = 80;

  /**
   * A point in its place.
   *
   * @param low the lower end of what is usual
   * @param high the upper end
   * @param tip what it says when it is pointed at, or empty
   */
  public record Placed(Point at, Point low, Point high, String tip) {}

  public abstract void draw(Svg svg, List<Placed> points, int series);

  /** Draws what stands for it in a legend. */
  abstract void key(Svg svg, Point left, double width, int series);

  private static List<Point> places(List<Placed> points) {
    return points.stream().map(Placed::at).toList();
  }

  private static List<Point> across(Point left, double width) {
    return new ArrayList<>(List.of(left, new Point(left.x() + width, left.y())));
  }

  private static Point middle(Point left, double width) {
    return new Point(left.x() + width / 2, left.y());
  }
}
