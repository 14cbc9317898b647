package dev.pagen.render;

import dev.pagen.kernel.HopperWidened;
import dev.pagen.spec.DataType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The matrix instruction for scores of {@link HopperWidened}, as assembly names its operands.
 *
 * @param columns of the product: a column for each of a query row's two parts
 * @param keyType type of the keys
 * @param products numbers of the registers of the product, in lines
 * @param keyOperand number of the keys' place
 * @param queryOperand number of the queries'
 * @param ahead products that are on their way while one is added to a tile's scores
 */
record WidenedModel(
    int columns,
    String keyType,
    List<List<Integer>> products,
    int keyOperand,
    int queryOperand,
    int ahead) {
  private static final int LINE = 4;

  static WidenedModel of(HopperWidened design) {
    int products = design.products();
    List<List<Integer>> lines =
        IntStream.range(0, products / LINE)
            .mapToObj(line -> IntStream.range(line * LINE, (line + 1) * LINE).boxed().toList())
            .toList();
    boolean e5m2 = design.attention().kvDtype() == DataType.FP8_E5M2;
    return new WidenedModel(
        design.columns(), e5m2 ? "e5m2" : "e4m3", lines, products, products + 1, design.ahead());
  }
}
