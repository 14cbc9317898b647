/*
 * Plans launches of pa-gen's kernels: the algorithm of docs/formats.md ("The planner"), in C99 that
 * is C++ too. It allocates nothing, keeps nothing, and needs no library.
 *
 * A struct pa_gen_kernels has what a kernel's manifest says in "planner", "workspace" and "kernels".
 */
#ifndef PA_GEN_PLAN_H
#define PA_GEN_PLAN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { PA_GEN_MAX_KERNELS = 3, PA_GEN_MAX_BUFFERS = 7, PA_GEN_MAX_CONTEXT = 1 << 30 };

/* Rounds of workgroups after which more partitions are not tried. */
enum { PA_GEN_FULL = 4 };

/* Quantities in a grid, where it has no plain number. */
enum { PA_GEN_SEQUENCES = -1, PA_GEN_MAX_PARTITIONS = -2, PA_GEN_MAX_ITEMS = -3 };

/* Parts of the workspace: memory that is allocated in one piece. */
enum { PA_GEN_PARTIALS, PA_GEN_ARRIVALS, PA_GEN_WORK_LIST, PA_GEN_PARTS };

/* "planner": the names are those of the manifest. */
struct pa_gen_planner {
  int32_t partition_size;
  int32_t work_list;
  int32_t q_len, window, chunk;
  int32_t block_tokens, longest_partition;
  int32_t workgroups, workgroups_per_cu;
  struct {
    double token_bytes, partial_bytes, start, token, merge, merge_partition;
  } costs;
};

/* One of "workspace". */
struct pa_gen_buffer {
  int32_t part;
  int32_t when_split; /* 0 where "needed_when" is "always" */
  int64_t of_item, of_sequence, constant;
};

/* One of "kernels". */
struct pa_gen_kernel {
  int32_t grid[3];
  int32_t threads;
  int32_t when_split; /* 1 where "launched_when" is "split" */
};

struct pa_gen_kernels {
  struct pa_gen_planner planner;
  int32_t buffer_count, kernel_count;
  struct pa_gen_buffer buffers[PA_GEN_MAX_BUFFERS];
  struct pa_gen_kernel kernels[PA_GEN_MAX_KERNELS];
};

struct pa_gen_plan {
  int32_t sequences, max_context, partition_size, max_partitions, max_items;
  int32_t grid[PA_GEN_MAX_KERNELS][3];  /* zeros: not launched */
  int64_t offset[PA_GEN_MAX_BUFFERS];   /* in its part; -1: not needed, pass null */
  int64_t bytes[PA_GEN_PARTS];
};

static inline int64_t pa_gen_ceil_div(int64_t a, int64_t b) { return (a + b - 1) / b; }

/* Tokens that the queries of a sequence of so many tokens see. */
static inline int32_t pa_gen_reach(const struct pa_gen_planner *p, int32_t context) {
  const int32_t position = context > p->q_len ? context - p->q_len : 0;
  if (p->chunk > 0) return context - position / p->chunk * p->chunk;
  return p->window > 0 && position >= p->window ? context - (position - p->window + 1) : context;
}

/* The most that queries see of sequences of up to so many tokens. */
static inline int32_t pa_gen_longest_reach(const struct pa_gen_planner *p, int32_t max_context) {
  const int64_t most = (int64_t)(p->chunk > 0 ? p->chunk : p->window) + p->q_len - 1;
  return (p->chunk > 0 || p->window > 0) && most < max_context ? (int32_t)most : max_context;
}

/*
 * The time of a launch, in bytes that memory moves in it. Sums and products are exact below 2^53: a
 * compiler may fuse them.
 */
static inline double pa_gen_time(const struct pa_gen_planner *p, int64_t slots, int64_t groups,
                                 int64_t partitions, int64_t tokens) {
  const double partial = partitions > 1 ? p->costs.partial_bytes : 0;
  const double bytes = (double)tokens * p->costs.token_bytes + partial;
  const double alone = (double)tokens * p->costs.token;
  const int64_t rounds = groups * partitions / slots;
  const int64_t last = groups * partitions % slots;
  const double full = (double)slots * bytes;
  const double rest = (double)last * bytes;
  double time = (double)rounds * (p->costs.start + (full > alone ? full : alone));
  if (last > 0) time += p->costs.start + (rest > alone ? rest : alone);
  if (partitions > 1) time += p->costs.merge + (double)partitions * p->costs.merge_partition;
  return time;
}

/* Tokens of one workgroup for so many sequences of which queries see so many tokens. */
static inline int32_t pa_gen_partition(const struct pa_gen_planner *p, int32_t compute_units,
                                       int64_t sequences, int32_t reach) {
  const int64_t slots = (int64_t)compute_units * p->workgroups_per_cu;
  const int64_t groups = (sequences > 1 ? sequences : 1) * p->workgroups;
  const int64_t blocks = reach > 0 ? pa_gen_ceil_div(reach, p->block_tokens) : 1;
  const int64_t most = p->longest_partition / p->block_tokens;
  int64_t partitions = pa_gen_ceil_div(blocks, most > 1 ? most : 1);
  int64_t best = 0;
  double least = 0;
  for (;;) {
    const int64_t size = pa_gen_ceil_div(blocks, partitions);
    const double time =
        pa_gen_time(p, slots, groups, pa_gen_ceil_div(blocks, size), size * p->block_tokens);
    if (best == 0 || time < least) {
      least = time;
      best = size;
    }
    if (size == 1) break;
    partitions = pa_gen_ceil_div(blocks, size - 1);
    if (groups * (partitions - 1) > PA_GEN_FULL * slots) break;
  }
  return (int32_t)(best * p->block_tokens);
}

static inline int32_t pa_gen_extent(const struct pa_gen_plan *plan, int32_t extent) {
  switch (extent) {
    case PA_GEN_SEQUENCES: return plan->sequences;
    case PA_GEN_MAX_PARTITIONS: return plan->max_partitions;
    case PA_GEN_MAX_ITEMS: return plan->max_items;
    default: return extent;
  }
}

/*
 * The rest of a plan: grids, offsets and bytes. "partition" is the tokens of one workgroup, or 0
 * where the device chooses them for a work list of "items". Returns NULL, or why there is no plan.
 */
static inline const char *pa_gen_lay_out(const struct pa_gen_kernels *k, int32_t sequences,
                                         int32_t max_context, int32_t partition, int64_t items,
                                         struct pa_gen_plan *plan) {
  int64_t partitions = items - sequences + 1;
  if (sequences < 0 || max_context < 0 || max_context > PA_GEN_MAX_CONTEXT || partition < 0) {
    return "there are no such batches";
  }
  if (partition > 0) {
    const int32_t reach = pa_gen_longest_reach(&k->planner, max_context);
    partition = partition < PA_GEN_MAX_CONTEXT ? partition : PA_GEN_MAX_CONTEXT;
    partitions = reach > 0 ? pa_gen_ceil_div(reach, partition) : 1;
    items = sequences * partitions;
  }
  if (items > INT32_MAX || partitions > INT32_MAX) {
    return "more partitions than a launch can have";
  }
  plan->sequences = sequences;
  plan->max_context = max_context;
  plan->partition_size = partition;
  plan->max_partitions = (int32_t)partitions;
  plan->max_items = (int32_t)items;
  for (int i = 0; i < k->kernel_count; i++) {
    const struct pa_gen_kernel *kernel = &k->kernels[i];
    const int launched = sequences > 0 && (!kernel->when_split || partitions > 1);
    for (int d = 0; d < 3; d++) {
      plan->grid[i][d] = launched ? pa_gen_extent(plan, kernel->grid[d]) : 0;
    }
    if (plan->grid[i][1] > 65535 || plan->grid[i][2] > 65535 ||
        (int64_t)plan->grid[i][0] * kernel->threads > UINT32_MAX) {
      return "more workgroups than a grid can have";
    }
  }
  for (int part = 0; part < PA_GEN_PARTS; part++) plan->bytes[part] = 0;
  for (int i = 0; i < k->buffer_count; i++) {
    const struct pa_gen_buffer *b = &k->buffers[i];
    plan->offset[i] = -1;
    if (b->when_split && partitions == 1) continue;
    plan->offset[i] = pa_gen_ceil_div(plan->bytes[b->part], 256) * 256;
    plan->bytes[b->part] =
        plan->offset[i] + items * b->of_item + sequences * b->of_sequence + b->constant;
  }
  return NULL;
}

/*
 * Plans for as many sequences of at most "max_context" tokens (0 to 2^30), of whatever length they
 * are at a launch: what a captured graph needs.
 */
static inline const char *pa_gen_plan_longest(const struct pa_gen_kernels *k, int32_t compute_units,
                                              int32_t sequences, int32_t max_context,
                                              struct pa_gen_plan *plan) {
  const struct pa_gen_planner *p = &k->planner;
  const int64_t slots = (int64_t)compute_units * p->workgroups_per_cu;
  if (compute_units < 1) return "a device has compute units";
  if (p->work_list && p->partition_size == 0) {
    const int64_t items = sequences + 2 * pa_gen_ceil_div(slots, p->workgroups);
    return pa_gen_lay_out(k, sequences, max_context, 0, items, plan);
  }
  const int32_t partition =
      p->partition_size > 0 ? p->partition_size
                            : pa_gen_partition(p, compute_units, sequences,
                                               pa_gen_longest_reach(p, max_context));
  return pa_gen_lay_out(k, sequences, max_context, partition, 0, plan);
}

/*
 * Bytes of each part of a workspace that serves every plan_longest of 1 to "sequences" sequences of
 * at most "max_context" tokens. A small batch may need more than a large one, which is split less.
 */
static inline const char *pa_gen_workspace(const struct pa_gen_kernels *k, int32_t compute_units,
                                           int32_t sequences, int32_t max_context,
                                           int64_t bytes[PA_GEN_PARTS]) {
  const int64_t slots = (int64_t)compute_units * k->planner.workgroups_per_cu;
  const int64_t few = PA_GEN_FULL * slots / k->planner.workgroups;
  for (int part = 0; part < PA_GEN_PARTS; part++) bytes[part] = 0;
  /* The largest first, and then those that are not all split alike. */
  for (int32_t n = sequences; n >= 0; n = n - 1 > few ? (int32_t)few : n - 1) {
    struct pa_gen_plan plan;
    const char *why_not = pa_gen_plan_longest(k, compute_units, n, max_context, &plan);
    if (why_not != NULL) return why_not;
    for (int part = 0; part < PA_GEN_PARTS; part++) {
      if (plan.bytes[part] > bytes[part]) bytes[part] = plan.bytes[part];
    }
  }
  return sequences < 0 ? "there are no such batches" : NULL;
}

/* Plans for the tokens that a batch really has: contexts[sequences]. */
static inline const char *pa_gen_plan_batch(const struct pa_gen_kernels *k, int32_t compute_units,
                                            int32_t sequences, const int32_t *contexts,
                                            struct pa_gen_plan *plan) {
  const struct pa_gen_planner *p = &k->planner;
  int32_t max_context = 0, max_reach = 0;
  int64_t total = 0;
  for (int32_t s = 0; s < sequences; s++) {
    const int32_t reach = pa_gen_reach(p, contexts[s]);
    max_context = contexts[s] > max_context ? contexts[s] : max_context;
    max_reach = reach > max_reach ? reach : max_reach;
    total += reach;
  }
  if (p->partition_size > 0 || p->work_list || compute_units < 1) {
    return pa_gen_plan_longest(k, compute_units, sequences, max_context, plan);
  }
  const int64_t alike = max_reach > 0 ? pa_gen_ceil_div(total, max_reach) : 0;
  const int32_t partition = pa_gen_partition(p, compute_units, alike, max_reach);
  return pa_gen_lay_out(k, sequences, max_context, partition, 0, plan);
}

#ifdef __cplusplus
}
#endif

#endif
