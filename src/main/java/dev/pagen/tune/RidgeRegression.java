package dev.pagen.tune;

/**
 * Linear least squares with a penalty on large weights, so that there is one solution however few
 * rows there are (Hoerl and Kennard, Technometrics 12, 1970).
 */
final class RidgeRegression {
  /** For predictions from few results. */
  static final double CAUTIOUS = 0.1;

  /** For what fits best: just enough for values that always come together to share what they do. */
  static final double SLIGHT = 1e-4;

  private RidgeRegression() {}

  /**
   * The weights w that minimise |rows w - results|² + penalty |w|².
   *
   * @param rows at least one, all as long
   * @param results one for each row
   * @param penalty above 0
   */
  static double[] fit(double[][] rows, double[] results, double penalty) {
    int n = rows[0].length;
    double[][] matrix = new double[n][n + 1];
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          matrix[i][j] += rows[r][i] * rows[r][j];
        }
        matrix[i][n] += rows[r][i] * results[r];
      }
    }
    for (int i = 0; i < n; i++) {
      matrix[i][i] += penalty;
    }
    return solve(matrix);
  }

  static double value(double[] weights, double[] row) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += weights[i] * row[i];
    }
    return sum;
  }

  /** Gauss-Jordan; a positive definite matrix needs no pivoting. */
  private static double[] solve(double[][] matrix) {
    int n = matrix.length;
    for (int i = 0; i < n; i++) {
      for (int r = 0; r < n; r++) {
        double factor = matrix[r][i] / matrix[i][i];
        for (int c = i; r != i && c <= n; c++) {
          matrix[r][c] -= factor * matrix[i][c];
        }
      }
    }
    double[] solution = new double[n];
    for (int i = 0; i < n; i++) {
      solution[i] = matrix[i][n] / matrix[i][i];
    }
    return solution;
  }
}
