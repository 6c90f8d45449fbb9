# The steps of the project by name: `just` lists them, `.ci/run` runs those that decide. Without just (it comes with
# `cargo install just` or `pip install rust-just`), each is the command under its name.

set shell := ["bash", "-euo", "pipefail", "-c"]

# certificates that the tests make, good and damaged, for the verifiers of others
export RATIFY_VERIFIER_FILES := env("RATIFY_VERIFIER_FILES", justfile_directory() / "target/certificates")

[private]
default:
    @"{{ just_executable() }}" --list --unsorted

# types, while you work
check:
    cargo check --workspace --all-targets

# formatting
fmt:
    cargo fmt --all --check

# what came in: licences, sources, crates that are banned
deny:
    cargo deny --workspace --locked check licenses bans sources

# lints, with warnings denied
lint:
    cargo clippy --workspace --all-targets --locked --quiet -- -D warnings

# the documentation of every item, with warnings denied
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items --locked --quiet

# everything that the tests need
build:
    cargo test --workspace --locked --quiet --no-run

# the README's test command, or a part of it: just test --test it seats
test *part:
    cargo test --locked --quiet {{ part }}

# the forms that pages have, written anew by all tests together (tests/it/forms.txt)
forms:
    RATIFY_FORMS="{{ justfile_directory() }}/tests/it/forms.txt" scripts/with-postgres cargo test --locked --quiet --test it

# all tests, or a part of them, on PostgreSQL too, on a server that lives as long as the tests
test-pg *part:
    scripts/with-postgres cargo test --locked --quiet {{ part }}

# certificates (of this moment, unless CI says that they are), checked by openbadgeslib, the DCC's verifier-core, qpdf, pdfua and poppler
verify:
    [ -n "${CI:-}" ] || cargo test --locked --quiet --test it verifier_files
    [ -d tests/verifiers/node_modules ] || npm --prefix tests/verifiers ci --silent --no-audit --no-fund
    node tests/verifiers/dcc.mjs "$RATIFY_VERIFIER_FILES"
    python3 tests/verifiers/others.py "$RATIFY_VERIFIER_FILES"

# each fuzzer for a short while, two at a time
fuzz seconds="20":
    scripts/fuzz {{ seconds }}

# the site in Chromium: `just browser office` runs office.test.mjs
browser *files:
    [ -n "${RATIFY_BIN:-}" ] || cargo build --locked --quiet
    [ -d tests/browser/node_modules ] || npm --prefix tests/browser ci --silent --no-audit --no-fund
    cd tests/browser && RATIFY_PICTURES=0 RATIFY_BIN="${RATIFY_BIN:-$PWD/../../target/debug/ratify}" \
      node --test --test-concurrency=2 $(for name in {{ files }}; do echo "$name.test.mjs"; done)

# one of the benchmarks whose figures the README has: just bench rush
bench *what:
    cargo run --release --locked -- bench {{ what }}

# all of it, as it decides
ci:
    .ci/run
