/*
 * Plans batches with pa_gen_plan.h for PlannerAgreementTest: kernels and batches come on standard
 * input, and a line of numbers for each batch goes to standard output.
 */
#include "pa_gen_plan.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_KERNELS = 200, MOST_SEQUENCES = 1000 };

static struct pa_gen_kernels kernels[MOST_KERNELS];
static int32_t contexts[MOST_SEQUENCES];

static int64_t number(void) {
  int64_t value;
  if (scanf("%" SCNd64, &value) != 1) {
    exit(1);
  }
  return value;
}

static int32_t small(void) { return (int32_t)number(); }

static double cost(void) {
  double value;
  if (scanf("%lf", &value) != 1) {
    exit(1);
  }
  return value;
}

static void read_kernels(struct pa_gen_kernels *k) {
  struct pa_gen_planner *p = &k->planner;
  p->partition_size = small();
  p->work_list = small();
  p->q_len = small();
  p->window = small();
  p->chunk = small();
  p->block_tokens = small();
  p->longest_partition = small();
  p->workgroups = small();
  p->workgroups_per_cu = small();
  p->costs.token_bytes = cost();
  p->costs.partial_bytes = cost();
  p->costs.start = cost();
  p->costs.token = cost();
  p->costs.merge = cost();
  p->costs.merge_partition = cost();
  k->buffer_count = small();
  for (int i = 0; i < k->buffer_count; i++) {
    struct pa_gen_buffer *b = &k->buffers[i];
    b->part = small();
    b->when_split = small();
    b->of_item = number();
    b->of_sequence = number();
    b->constant = number();
  }
  k->kernel_count = small();
  for (int i = 0; i < k->kernel_count; i++) {
    struct pa_gen_kernel *kernel = &k->kernels[i];
    for (int d = 0; d < 3; d++) {
      kernel->grid[d] = small();
    }
    kernel->threads = small();
    kernel->when_split = small();
  }
}

/* Of the bytes it says those of the plan, or of a workspace that serves smaller batches too. */
static const char *plan_next(const struct pa_gen_kernels *k, struct pa_gen_plan *plan) {
  const int32_t compute_units = small();
  const int32_t sequences = small();
  const int32_t max_context = small();
  const int32_t workspace = small();
  if (max_context >= 0) {
    const char *why_not = pa_gen_plan_longest(k, compute_units, sequences, max_context, plan);
    if (why_not == NULL && workspace) {
      return pa_gen_workspace(k, compute_units, sequences, max_context, plan->bytes);
    }
    return why_not;
  }
  for (int32_t s = 0; s < sequences; s++) {
    contexts[s] = small();
  }
  return pa_gen_plan_batch(k, compute_units, sequences, contexts, plan);
}

int main(void) {
  const int count = small();
  for (int i = 0; i < count; i++) {
    read_kernels(&kernels[i]);
  }
  for (int left = small(); left > 0; left--) {
    const struct pa_gen_kernels *k = &kernels[small()];
    struct pa_gen_plan plan;
    if (plan_next(k, &plan) != NULL) {
      puts("refused");
      continue;
    }
    printf("%d %d %d %d %d", plan.sequences, plan.max_context, plan.partition_size,
           plan.max_partitions, plan.max_items);
    for (int i = 0; i < k->kernel_count; i++) {
      printf(" %d %d %d", plan.grid[i][0], plan.grid[i][1], plan.grid[i][2]);
    }
    for (int i = 0; i < k->buffer_count; i++) {
      printf(" %" PRId64, plan.offset[i]);
    }
    for (int i = 0; i < PA_GEN_PARTS; i++) {
      printf(" %" PRId64, plan.bytes[i]);
    }
    putchar('\n');
  }
  return 0;
}
