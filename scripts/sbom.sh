#!/usr/bin/env bash
# A release's bill of materials: every crate that is in the program, with its licence, as CycloneDX.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v cargo-cyclonedx >/dev/null || cargo install cargo-cyclonedx --locked --quiet
cargo cyclonedx --format json --spec-version 1.5 --override-filename ratify.cdx --quiet
# the same of the crates of the workspace: all of it is in the program's own
rm -f crates/*/ratify.cdx.json
echo "ratify.cdx.json: $(grep -c '"bom-ref"' ratify.cdx.json) parts"
