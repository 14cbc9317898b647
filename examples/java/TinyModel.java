import dev.pagen.serving.KernelLibrary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A small decoder of Llama's kind, whole, in plain Java. It has an embedding, RMSNorm, rotary
 * positions, grouped-query attention over a paged KV cache, SwiGLU, logits, and takes the likeliest
 * token. Its weights are drawn from a seed, so that what it writes makes no sense; but it is the
 * same whoever computes the attention: {@link PlainAttention} in Java, or {@link KernelAttention},
 * which launches pa-gen's kernel.
 *
 * <p>Options: {@code --attention plain|kernel|both} (both), {@code --device} of the kernel ({@code
 * auto}, {@code hip:0}, {@code emulator:gfx942}), {@code --tokens} to generate (12), {@code
 * --seed}.
 */
final class TinyModel {
  static final int LAYERS = 2;
  static final int QUERY_HEADS = 4;
  static final int KV_HEADS = 2;
  static final int HEAD_SIZE = 32;
  private static final int HIDDEN = QUERY_HEADS * HEAD_SIZE;

  private static final int NONE = -1;
  private static final double EPSILON = 1e-5;
  private static final double ROPE_BASE = 10_000;
  private static final List<String> PROMPTS = List.of("paged attention", "a page", "decode it");
  private static final int LONGEST = PROMPTS.getFirst().length();

  /** Attention of the newest token of each sequence over all its tokens. */
  interface Attention {
    /** From queries {@code [sequences, query heads * head size]} to as many numbers. */
    float[][] attend(int layer, float[][] queries);
  }

  private final TinyWeights weights;
  private final PagedCache cache;
  private final Attention attention;

  private TinyModel(TinyWeights weights, PagedCache cache, Attention attention) {
    this.weights = weights;
    this.cache = cache;
    this.attention = attention;
  }

  private static final List<String> OPTIONS =
      List.of("--attention", "--device", "--tokens", "--seed");

  public static void main(String[] args) throws Exception {
    boolean understood = true;
    for (int i = 0; i < args.length; i += 2) {
      understood &= OPTIONS.contains(args[i]) && i + 1 < args.length;
    }
    String which = option(args, "--attention", "both");
    String device = option(args, "--device", "auto");
    String number = option(args, "--tokens", "12");
    String seed = option(args, "--seed", "4");
    understood &= List.of("plain", "kernel", "both").contains(which);
    understood &= number.matches("[1-9]\\d{0,5}") && seed.matches("\\d{1,18}");
    if (!understood) {
      System.err.println(
          "TinyModel [--attention plain|kernel|both] [--device auto|hip:0|emulator:gfx942]"
              + " [--tokens N] [--seed N]");
      System.exit(2);
    }
    int tokens = Integer.parseInt(number);
    TinyWeights weights = TinyWeights.draw(HIDDEN, LAYERS, Long.parseLong(seed));
    List<List<Integer>> plain = new ArrayList<>();
    List<List<Integer>> kernel = new ArrayList<>();
    if (!which.equals("kernel")) {
      PagedCache cache = new PagedCache(PROMPTS.size(), LONGEST + tokens);
      plain.addAll(new TinyModel(weights, cache, new PlainAttention(cache)).generate(tokens));
      print("attention in Java", plain);
    }
    if (!which.equals("plain")) {
      PagedCache cache = new PagedCache(PROMPTS.size(), LONGEST + tokens);
      try (KernelLibrary library = KernelLibrary.open(device);
          KernelAttention attention = new KernelAttention(library, cache)) {
        library.notices().forEach(System.err::println);
        kernel.addAll(new TinyModel(weights, cache, attention).generate(tokens));
        print("attention by a kernel on " + library.description(), kernel);
      }
    }
    if (which.equals("both")) {
      System.out.println(plain.equals(kernel) ? "The tokens are the same." : "THE TOKENS DIFFER.");
      System.exit(plain.equals(kernel) ? 0 : 1);
    }
  }

  private static String option(String[] args, String name, String otherwise) {
    int at = Arrays.asList(args).indexOf(name);
    return at < 0 || at + 1 == args.length ? otherwise : args[at + 1];
  }

  private static void print(String title, List<List<Integer>> generated) {
    System.out.println(title);
    for (int s = 0; s < generated.size(); s++) {
      System.out.printf("  %-16s -> %s%n", PROMPTS.get(s), generated.get(s));
    }
  }

  /** All sequences take a token in every step; a shorter prompt begins later. */
  private List<List<Integer>> generate(int tokens) {
    List<List<Integer>> generated = new ArrayList<>();
    PROMPTS.forEach(prompt -> generated.add(new ArrayList<>()));
    for (int step = 0; step < LONGEST + tokens - 1; step++) {
      int[] next = new int[PROMPTS.size()];
      for (int s = 0; s < next.length; s++) {
        String prompt = PROMPTS.get(s);
        int position = step - LONGEST + prompt.length();
        next[s] =
            step >= LONGEST
                ? generated.get(s).getLast()
                : position < 0 ? NONE : prompt.charAt(position);
      }
      float[][] logits = logits(next);
      if (step >= LONGEST - 1) {
        for (int s = 0; s < next.length; s++) {
          generated.get(s).add(likeliest(logits[s]));
        }
      }
    }
    return generated;
  }

  /** A token of each sequence through all layers. */
  private float[][] logits(int[] tokens) {
    float[][] hidden = new float[tokens.length][HIDDEN];
    for (int s = 0; s < tokens.length; s++) {
      if (tokens[s] != NONE) {
        hidden[s] = weights.embedding().row(tokens[s]);
        cache.grow(s);
      }
    }
    for (int layer = 0; layer < LAYERS; layer++) {
      TinyWeights.Layer w = weights.layers().get(layer);
      float[][] queries = new float[tokens.length][HIDDEN];
      for (int s = 0; s < tokens.length; s++) {
        if (tokens[s] != NONE) {
          float[] x = normalised(hidden[s]);
          int position = cache.context(s) - 1;
          queries[s] = rotated(w.query().times(x), position);
          cache.append(layer, s, rotated(w.key().times(x), position), w.value().times(x));
        }
      }
      float[][] attended = attention.attend(layer, queries);
      for (int s = 0; s < tokens.length; s++) {
        hidden[s] = sum(hidden[s], w.out().times(attended[s]));
        hidden[s] = sum(hidden[s], mlp(w, normalised(hidden[s])));
      }
    }
    return Arrays.stream(hidden)
        .map(x -> weights.head().times(normalised(x)))
        .toArray(float[][]::new);
  }

  /** RMSNorm, with weights of one. */
  private static float[] normalised(float[] x) {
    double squares = 0;
    for (float element : x) {
      squares += element * element;
    }
    double factor = 1 / Math.sqrt(squares / x.length + EPSILON);
    float[] result = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] = (float) (x[i] * factor);
    }
    return result;
  }

  /** Rotary positions: in each head, elements {@code i} and {@code i + half} turn as a pair. */
  private static float[] rotated(float[] heads, int position) {
    int half = HEAD_SIZE / 2;
    float[] result = new float[heads.length];
    for (int head = 0; head < heads.length; head += HEAD_SIZE) {
      for (int i = 0; i < half; i++) {
        double angle = position * Math.pow(ROPE_BASE, -(double) i / half);
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        float a = heads[head + i];
        float b = heads[head + i + half];
        result[head + i] = (float) (a * cos - b * sin);
        result[head + i + half] = (float) (b * cos + a * sin);
      }
    }
    return result;
  }

  /** SwiGLU. */
  private static float[] mlp(TinyWeights.Layer w, float[] x) {
    float[] gate = w.gate().times(x);
    float[] up = w.up().times(x);
    for (int i = 0; i < up.length; i++) {
      up[i] *= (float) (gate[i] / (1 + Math.exp(-gate[i])));
    }
    return w.down().times(up);
  }

  private static float[] sum(float[] a, float[] b) {
    float[] result = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      result[i] = a[i] + b[i];
    }
    return result;
  }

  private static int likeliest(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }
}
