#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Hold the description of the API against the NLGov API Design Rules: bash scripts/spectral.sh [openapi.json]
# Needs node and npm. Without a file the description is made from the code, with PYTHON (default: .venv/bin/python).
set -euo pipefail
cd "$(dirname "$0")/.."
command -v npm >/dev/null || { echo "npm is not on this machine; on Debian: apt-get install npm"; exit 2; }

work="$(mktemp -d "${TMPDIR:-/tmp}/vijfveld-spectral-XXXXXX")"
trap 'rm -rf "$work"' EXIT
cp tests/vendor/adr/package.json tests/vendor/adr/package-lock.json tests/vendor/adr/linter.yaml "$work/"
document="${1:-$work/openapi.json}"
if [ $# -eq 0 ]; then
  VIJFVELD_HOME="$work/home" VIJFVELD_ADDRESS=https://node.voorbeeld.nl VIJFVELD_FROM=beheer@voorbeeld.nl \
    DJANGO_SETTINGS_MODULE=vijfveld.site.settings PYTHONPATH="src:.${PYTHONPATH:+:$PYTHONPATH}" \
    "${PYTHON:-.venv/bin/python}" -m vijfveld.site.api.document "$document"
fi
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --silent)
status=0
"$work/node_modules/.bin/spectral" lint --quiet --ruleset "$work/linter.yaml" --fail-severity error \
  --display-only-failures --format json "$document" > "$work/found.json" || status=$?
node -e '
  const found = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8") || "[]");
  for (const each of found) console.log(`${each.code} at ${each.path.join(".")}: ${each.message}`);
  console.log(`${found.length} errors against the API Design Rules`);
  process.exit(found.length ? 1 : 0);
' "$work/found.json" && [ "$status" -eq 0 ]
