#!/usr/bin/env bash
# The wheel, installed in a bare environment away from the checkout, does what a user does first.
set -euo pipefail
cd "$(dirname "$0")/.."
make -s wheel
wheel=$(realpath dist/*.whl) constraints=$(realpath constraints.txt) uv=$(realpath .venv/bin/uv)
export UV_CACHE_DIR=${UV_CACHE_DIR:-$HOME/.cache/uv} UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=1
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
cd "$away"
export HOME="$away/home"
mkdir -p "$HOME"
python3 -m venv env
"$uv" pip install -q --python env/bin/python -c "$constraints" "$wheel"
export GOUJI_CORPUS="sqlite:///$away/corpus.db"
printf '今年全市完成投资3.2亿元，同比增长8.5%%。\n' >report.txt
env/bin/gouji demo --no-serve >demo.txt
env/bin/gouji extract report.txt --format jsonl | grep -q '"value": "320000000"'
env/bin/gouji ingest report.txt
env/bin/gouji search '"完成投资"' --format jsonl | grep -q report.txt
echo "wheel: demo, extract, ingest and search run away from the checkout"
