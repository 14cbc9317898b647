import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The weights of {@link TinyModel}: its tokens are bytes. */
record TinyWeights(Matrix embedding, List<Layer> layers, Matrix head) {
  private static final int VOCABULARY = 256;

  /** What one layer has, but for its norms. */
  record Layer(
      Matrix query, Matrix key, Matrix value, Matrix out, Matrix gate, Matrix up, Matrix down) {}

  /** Rows of weights. */
  record Matrix(float[][] rows) {
    /** Normally distributed, so that what comes out is about as large as what goes in. */
    static Matrix draw(int rows, int columns, SplittableRandom random) {
      float[][] values = new float[rows][columns];
      for (float[] row : values) {
        for (int i = 0; i < columns; i++) {
          row[i] = (float) (random.nextGaussian() / Math.sqrt(columns));
        }
      }
      return new Matrix(values);
    }

    float[] row(int number) {
      return rows[number];
    }

    float[] times(float[] x) {
      float[] result = new float[rows.length];
      for (int r = 0; r < rows.length; r++) {
        float total = 0;
        for (int i = 0; i < x.length; i++) {
          total += rows[r][i] * x[i];
        }
        result[r] = total;
      }
      return result;
    }
  }

  static TinyWeights draw(int hidden, int layers, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int keys = TinyModel.KV_HEADS * TinyModel.HEAD_SIZE;
    List<Layer> all = new ArrayList<>();
    Matrix embedding = Matrix.draw(VOCABULARY, hidden, random);
    for (int layer = 0; layer < layers; layer++) {
      all.add(
          new Layer(
              Matrix.draw(hidden, hidden, random),
              Matrix.draw(keys, hidden, random),
              Matrix.draw(keys, hidden, random),
              Matrix.draw(hidden, hidden, random),
              Matrix.draw(2 * hidden, hidden, random),
              Matrix.draw(2 * hidden, hidden, random),
              Matrix.draw(hidden, 2 * hidden, random)));
    }
    return new TinyWeights(embedding, all, Matrix.draw(VOCABULARY, hidden, random));
  }
}
