#!/bin/sh
# From corpora to model file: training/build.sh SHARED, where SHARED holds data/ and gold/.
set -eu
SHARED="$(cd "${1:-../shared}" && pwd)"
PYTHON="${PYTHON:-python3}"
case "$PYTHON" in */*) PYTHON="$(cd "$(dirname "$PYTHON")" && pwd)/$(basename "$PYTHON")" ;; esac
cd "$(dirname "$0")"
MODEL=../models/sayso-en.safetensors

# A short first run, then two longer ones, each with fresh learning rates from the weights before.
$PYTHON -m sayso_training.train --shared "$SHARED" --out work/first --minutes "${FIRST_MINUTES:-24}"
$PYTHON -m sayso_training.train --shared "$SHARED" --out work/second --minutes "${SECOND_MINUTES:-88}" --seed 2 --start work/first/state.pt
$PYTHON -m sayso_training.train --shared "$SHARED" --out work/final --minutes "${MINUTES:-92}" --seed 3 --start work/second/state.pt
$PYTHON -m sayso_training.export work/final/average.pt "$MODEL" --shared "$SHARED"
$PYTHON -m sayso_training.fixtures --model "$MODEL"
$PYTHON -m sayso_training.measure work/final/average.pt gold --shared "$SHARED"
$PYTHON -m sayso_training.measure "$MODEL" gold raw worldwide polnear statements events --shared "$SHARED"

# The tables of the coder, from the program built with this model.
cd .. && cargo build --release && cargo build --release -p sayso-coder --example mention_pairs && cd training
$PYTHON -m sayso_training.same_event --shared "$SHARED"
cd .. && cargo build --release && cd training
$PYTHON -m sayso_training.calibrate --shared "$SHARED"
