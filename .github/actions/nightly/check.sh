#!/usr/bin/env bash
# Runs the night's checks of a stack, each whatever the others said, and keeps what each says. Never fails by itself: the issue's step does.
# In: STACK, FOUND (folder).
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
mkdir -p "$FOUND"
for check in verify drift expiry; do
  node "$root/cli/bin.cjs" "$check" --stack "$STACK" > "$FOUND/$check.txt" 2>&1
  echo "$?" > "$FOUND/$check.status"
  { printf '## %s\n\n````text\n' "$check"; cat "$FOUND/$check.txt"; printf '\n````\n'; } | tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}"
done
