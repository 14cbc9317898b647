#!/usr/bin/env bash
# Tunes the decode kernels of the example models over batches and contexts: what the store that comes with
# pa-gen was made with.
#
#   benchmarks/tune.sh all.jsonl [more options of pa-gen tune, such as --device hip:0,hip:1]
#   ./pa-gen tune merge all.jsonl --best 3 --out h200.jsonl
#
# PA_GEN names the launcher where it is not ./pa-gen.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

store=${1:?give the store to write}
shift
pa_gen=${PA_GEN:-./pa-gen}

tune() { # model tensor-parallel page-size batch context options...
  local model=$1 tp=$2 page=$3 batch=$4 context=$5
  shift 5
  $pa_gen tune "examples/models/$model.json" --tp "$tp" --page-size "$page" --batch "$batch" --context "$context" \
    --seed 1 --strategy exhaustive --budget 60s --resume --store "$store" \
    --fix schedule=grid --fix non-temporal=true "$@"
}

for workload in 512:2048 128:2048 16:2048 1:2048 128:16384 16:16384 1:16384; do
  batch=${workload%:*} context=${workload#*:}
  tune grok-1 8 1 "$batch" "$context" "$@"
  for model in llama-3.1-70b:8 llama-3.1-8b:1 qwen3-32b:4 gemma-2-27b:2 gpt-oss-120b:4; do
    tune "${model%:*}" "${model#*:}" 16 "$batch" "$context" "$@"
  done
  tune llama-3.1-70b 8 16 "$batch" "$context" --kv-dtype fp8_e4m3 "$@"
  tune deepseek-v3 8 64 "$batch" "$context" "$@"
done
