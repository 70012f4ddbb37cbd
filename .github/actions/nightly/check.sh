#!/usr/bin/env bash
# Runs the night's checks of a stack, each whatever the others said, and keeps what each says. Never fails by itself: the issue's step does.
# In: STACK, FOUND (folder), MEMBER_ROLE (role by which verify enters the other accounts; empty: it does not, and says so).
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
mkdir -p "$FOUND"
for check in verify drift expiry; do
  more=()
  if [ "$check" = verify ] && [ -n "${MEMBER_ROLE:-}" ]; then more=(--all-accounts "$MEMBER_ROLE"); fi
  node "$root/cli/bin.cjs" "$check" --stack "$STACK" "${more[@]}" > "$FOUND/$check.txt" 2>&1
  echo "$?" > "$FOUND/$check.status"
  { printf '## %s\n\n````text\n' "$check"; cat "$FOUND/$check.txt"; printf '\n````\n'; } | tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}"
done
