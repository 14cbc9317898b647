#!/usr/bin/env bash
# Tunes the decode kernels of the example models over batches and contexts: what the store that comes with
# pa-gen was made with.
#
#   benchmarks/tune.sh all.jsonl [more options of pa-gen tune, such as --device hip:0,hip:1]
#   ./pa-gen tune merge all.jsonl --best 2 --out sm_90.jsonl
#
# PA_GEN names the launcher where it is not ./pa-gen.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

store=${1:?give the store to write}
shift
pa_gen=${PA_GEN:-./pa-gen}

workloads=512x2048,32x2048,1x2048,32x16384,1x16384

tune() { # model tensor-parallel page-size options...
  local model=$1 tp=$2 page=$3
  shift 3
  $pa_gen tune "examples/models/$model.json" --tp "$tp" --page-size "$page" --workloads "$workloads" \
    --seed 1 --strategy exhaustive --budget 10m --resume --store "$store" \
    --only buffering=2,3 --only waves=2,4,8 --only tile=16,32,64 \
    --fix schedule=grid --fix non-temporal=true "$@"
}

tune deepseek-v3 8 64 --fix reduce=kernel "$@"
tune deepseek-v3 8 64 --fix reduce=kernel --kv-dtype fp8_e4m3 "$@"
tune deepseek-v3 1 64 --fix reduce=kernel "$@"

set -- --fix reduce=last-workgroup "$@"
tune grok-1 8 1 "$@"
tune llama-3.1-70b 8 16 "$@"
tune llama-3.1-70b 8 16 --kv-dtype fp8_e4m3 "$@"
for model in llama-3.1-8b:1 qwen3-32b:4 gpt-oss-120b:4 gemma-2-27b:2; do
  tune "${model%:*}" "${model#*:}" 16 "$@"
done
