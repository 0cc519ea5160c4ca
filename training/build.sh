#!/bin/sh
# From corpora to model file: training/build.sh SHARED, where SHARED holds data/ and gold/.
set -eu
SHARED="$(cd "${1:-../shared}" && pwd)"
PYTHON="${PYTHON:-python3}"
case "$PYTHON" in */*) PYTHON="$(cd "$(dirname "$PYTHON")" && pwd)/$(basename "$PYTHON")" ;; esac
cd "$(dirname "$0")"
MODEL=../models/sayso-en.safetensors

# A short first run, then a longer one with fresh learning rates from its weights.
$PYTHON -m sayso_training.train --shared "$SHARED" --out work/first --minutes "${FIRST_MINUTES:-24}"
$PYTHON -m sayso_training.train --shared "$SHARED" --out work/final --minutes "${MINUTES:-88}" --seed 2 --start work/first/state.pt
$PYTHON -m sayso_training.export work/final/average.pt "$MODEL" --shared "$SHARED"
$PYTHON -m sayso_training.fixtures --model "$MODEL"
$PYTHON -m sayso_training.measure work/final/average.pt gold --shared "$SHARED"
$PYTHON -m sayso_training.measure "$MODEL" gold raw worldwide polnear statements --shared "$SHARED"
