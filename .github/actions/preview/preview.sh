#!/usr/bin/env bash
# Previews a stack with the policy pack, then says what the change does to access. Never fails by itself: the action's last step does, after the comment.
# In: STACK, PACK_CONFIG, INVENTORY, SCIM_TOKEN. Out: report, name, pack-status and report-status in GITHUB_OUTPUT.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
name=${STACK//[^A-Za-z0-9._-]/-}
work=${RUNNER_TEMP:-/tmp}/access-$name
report=$work/report
mkdir -p "$report"

# Committed stack files hold no ciphertext: the token goes into this runner's copy, by standard input.
if [ -n "${SCIM_TOKEN:-}" ]; then
  printf %s "$SCIM_TOKEN" | pulumi config set --secret federation:scimToken --stack "$STACK" || exit 1
fi

pack=(--policy-pack "$root/policy")
if [ -n "${PACK_CONFIG:-}" ]; then pack+=(--policy-pack-config "$PACK_CONFIG"); fi
pulumi preview --stack "$STACK" --diff --non-interactive --color never "${pack[@]}" > "$work/preview.txt" 2>&1
pack_status=$?
cat "$work/preview.txt"

report_status=2
if pulumi preview --stack "$STACK" --json --show-sames --non-interactive --color never > "$work/preview.json"; then
  inventory=()
  if [ -n "${INVENTORY:-}" ]; then inventory=(--inventory "$INVENTORY"); fi
  write() { node "$root/cli/bin.cjs" report "$work/preview.json" --stack "$STACK" "${inventory[@]}" --format "$1" --out "$report/report.$2"; }
  write markdown md
  report_status=$?
  # The same answer in other forms: what was wrong is told by the first.
  if [ "$report_status" != 2 ]; then write json json; write html html; fi
fi
tail -c 4000 "$work/preview.txt" > "$work/preview-end.txt"
if [ -f "$report/report.md" ]; then cat "$report/report.md" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"; fi
{
  echo "report=$report"
  echo "name=$name"
  echo "pack-status=$pack_status"
  echo "report-status=$report_status"
} >> "$GITHUB_OUTPUT"
