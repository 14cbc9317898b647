#!/usr/bin/env bash
# Times the decode kernels of four models over batches, contexts and page sizes, each beside its floor,
# and a ragged batch. Prints the share of the floor as Markdown; the numbers go to a CSV file.
#
#   benchmarks/shapes.sh shapes.csv [more options of pa-gen bench, such as --arch sm_90]
#
# PA_GEN names the launcher where it is not ./pa-gen, PAGE_SIZES what to try where it is not "1 16".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

csv=${1:?give the CSV file to write}
shift
pa_gen=${PA_GEN:-./pa-gen}
models=(llama-3.1-70b:8 llama-3.1-8b:1 qwen3-32b:4 gemma-2-27b:2)
batches=1,16,128,512

# 64 lengths from 1 to 65536, as many between 1 and 2 as between 32768 and 65536.
ragged=$(awk 'BEGIN { for (i = 0; i < 64; i++) printf "%s%d", i ? "," : "", exp(i / 63 * log(65536)) + 0.5 }')

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

bench() { # model:tp page-size options...
  local model=$1 page=$2 file="$scratch/run.csv"
  shift 2
  # Every kind of layer that the model has reads the cache alike; full attention stands for all.
  $pa_gen bench "examples/models/${model%:*}.json" --tp "${model#*:}" --layers full \
    --page-size "$page" --seed 1 --csv "$file" "$@" >"$scratch/log" || { cat "$scratch/log" >&2; return 1; }
  awk -v model="${model%:*} TP${model#*:}" 'NR == 1 { print "model," $0 } NR > 1 { print model "," $0 }' "$file"
}

for model in "${models[@]}"; do
  for page in ${PAGE_SIZES:-1 16}; do
    for context in 128 2048 16384; do
      bench "$model" "$page" --context "$context" --over batch --values "$batches" "$@"
    done
    bench "$model" "$page" --contexts "$ragged" "$@"
  done
done | sed -u -e 1b -e '/^model,/d' >"$csv"

awk -F, '
  NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
  {
    shape = $at["sequences"] " x " $at["max_context"]
    if ($at["tokens"] != $at["sequences"] * $at["max_context"]) shape = "ragged"
    if (!(shape in seen)) { seen[shape] = 1; shapes[++count] = shape }
    row = $at["model"] ", page size " $at["page_size"]
    if (!(row in rows)) { rows[row] = 1; order[++lines] = row }
    share[row, shape] = sprintf("%.0f", 100 * $at["share_of_floor"])
  }
  END {
    printf "| share of the floor, %% |"
    for (i = 1; i <= count; i++) printf " %s |", shapes[i]
    printf "\n| --- |"
    for (i = 1; i <= count; i++) printf " ---: |"
    printf "\n"
    for (l = 1; l <= lines; l++) {
      printf "| %s |", order[l]
      for (i = 1; i <= count; i++) printf " %s |", share[order[l], shapes[i]]
      printf "\n"
    }
  }' "$csv"
