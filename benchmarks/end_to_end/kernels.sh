#!/usr/bin/env bash
# Writes the kernels that the scripts here take, and those that write their caches: for the model that
# accuracy.py trains, for a layer of Llama 3.1 8B, and for one of Grok-1 at TP 8.
#
#   benchmarks/end_to_end/kernels.sh FOLDER [ARCH [more options of pa-gen generate]]
#
# PA_GEN names the launcher where it is not ./pa-gen.
set -euo pipefail

out=${1:?give the folder for the kernels}
arch=${2:-sm_90}
shift $(($# < 2 ? $# : 2))
for heads in 8:2 32:8 6:1; do
  for cache in bf16:none fp8_e4m3:head int8:head; do
    ${PA_GEN:-./pa-gen} generate --head-size 128 --q-heads "${heads%:*}" --kv-heads "${heads#*:}" \
      --dtype bf16 --kv-dtype "${cache%:*}" --kv-scales "${cache#*:}" --page-size 16 \
      --page-table block_table --cache-write --arch "$arch" --out "$out" "$@"
  done
done
