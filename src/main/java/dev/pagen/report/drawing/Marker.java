package dev.pagen.report.drawing;

import static dev.pagen.report.drawing.Svg.number;

import dev.pagen.report.drawing.Svg.Point;

/** Shapes of marks. Each is a polygon around the origin. */
enum Marker {
  CIRCLE(circle()),
  SQUARE(new double[] {-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9}),
  TRIANGLE(new double[] {0, -1.25, 1.2, 0.9, -1.2, 0.9}),
  DIAMOND(new double[] {0, -1.35, 1.35, 0, 0, 1.35, -1.35, 0}),
  FALLING_TRIANGLE(new double[] {0, 1.25, 1.2, -0.9, -1.2, -0.9}),
  CROSS(
      new double[] {
        -0.4, -1.3, 0.4, -1.3, 0.4, -0.4, 1.3, -0.4, 1.3, 0.4, 0.4, 0.4, 0.4, 1.3, -0.4, 1.3, -0.4,
        0.4, -1.3, 0.4, -1.3, -0.4, -0.4, -0.4
      }),
  STAR(star());

  private final double[] corners;

  Marker(double[] corners) {
    this.corners = corners;
  }

  /** That of a series; there are six. */
  static Marker of(int series) {
    return values()[series];
  }

  /** The shape around a place. */
  String path(Point at, double radius) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < corners.length; i += 2) {
      path.append(i == 0 ? 'M' : 'L')
          .append(number(at.x() + radius * corners[i]))
          .append(' ')
          .append(number(at.y() + radius * corners[i + 1]));
    }
    return path.append('z').toString();
  }

  private static double[] circle() {
    return corners(10, 1, 1);
  }

  private static double[] star() {
    return corners(10, 1.1, 0.45);
  }

  /** Corners around the origin, at two distances by turns. */
  private static double[] corners(int count, double even, double odd) {
    double[] corners = new double[2 * count];
    for (int i = 0; i < count; i++) {
      double angle = Math.PI * (2.0 * i / count - 0.5);
      double radius = i % 2 == 0 ? even : odd;
      corners[2 * i] = radius * Math.cos(angle);
      corners[2 * i + 1] = radius * Math.sin(angle);
    }
    return corners;
  }
}
