#!/bin/sh
# From corpora to model file: training/build.sh SHARED, where SHARED holds data/ and gold/.
set -eu
SHARED="$(cd "${1:-../shared}" && pwd)"
PYTHON="${PYTHON:-python3}"
case "$PYTHON" in */*) PYTHON="$(cd "$(dirname "$PYTHON")" && pwd)/$(basename "$PYTHON")" ;; esac
cd "$(dirname "$0")"
MODEL=../models/sayso-en.safetensors

# Each run begins with fresh learning rates from the weights before; the last two stand side by side,
# one for each core, and their weights are averaged.
train() { $PYTHON -m sayso_training.train --shared "$SHARED" --out "work/$1" --minutes "$2" --seed "$3" ${4:+--start "work/$4"}; }
train first "${FIRST_MINUTES:-24}" 1 ""
train second "${SECOND_MINUTES:-88}" 2 first/state.pt
train third "${THIRD_MINUTES:-92}" 3 second/state.pt
train fourth "${FOURTH_MINUTES:-19}" 4 third/average.pt
train fifth-a "${MINUTES:-88}" 5 fourth/average.pt &
train fifth-b "${MINUTES:-88}" 6 fourth/average.pt
wait
mkdir -p work/final
$PYTHON -m sayso_training.merge work/final/average.pt work/fourth/average.pt work/fifth-a/average.pt work/fifth-b/average.pt
$PYTHON -m sayso_training.export work/final/average.pt "$MODEL" --shared "$SHARED"
$PYTHON -m sayso_training.fixtures --model "$MODEL"
$PYTHON -m sayso_training.measure work/final/average.pt gold --shared "$SHARED"
$PYTHON -m sayso_training.measure "$MODEL" gold raw worldwide polnear statements events coreference --shared "$SHARED"

# The tables of the coder, from the program built with this model.
cd .. && cargo build --release -p sayso-coder --example country_candidates && cd training
$PYTHON -m sayso_training.home_country --shared "$SHARED"
cd .. && cargo build --release -p sayso-coder --example mention_pairs && cd training
$PYTHON -m sayso_training.same_event --shared "$SHARED"
cd .. && cargo build --release && cd training
$PYTHON -m sayso_training.calibrate --shared "$SHARED"
