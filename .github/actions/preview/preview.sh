#!/usr/bin/env bash
# Previews a stack with the policy pack, then says what the change does to access. Never fails by itself: the action's last step does, after the comment.
# STACK is one stack, or the stacks of one federation with blanks between them, the core first: one report tells all of them.
# In: STACK, PACK_CONFIG, INVENTORY, SCIM_TOKEN. Out: report, name, pack-status and report-status in GITHUB_OUTPUT.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
read -ra stacks <<< "$STACK"
core=${stacks[0]}
name=${core//[^A-Za-z0-9._-]/-}
work=${RUNNER_TEMP:-/tmp}/access-$name
report=$work/report
mkdir -p "$report"

# Committed stack files hold no ciphertext: the token goes into this runner's copy, by standard input.
if [ -n "${SCIM_TOKEN:-}" ]; then
  printf %s "$SCIM_TOKEN" | pulumi config set --secret federation:scimToken --stack "$core" || exit 1
fi

pack=(--policy-pack "$root/policy")
if [ -n "${PACK_CONFIG:-}" ]; then pack+=(--policy-pack-config "$PACK_CONFIG"); fi
pack_status=0
: > "$work/preview.txt"
for stack in "${stacks[@]}"; do
  pulumi preview --stack "$stack" --diff --non-interactive --color never "${pack[@]}" > "$work/one.txt" 2>&1
  status=$?
  if [ "$status" != 0 ]; then pack_status=$status; fi
  cat "$work/one.txt" >> "$work/preview.txt"
done
cat "$work/preview.txt"

report_status=2
previews=()
for stack in "${stacks[@]}"; do
  file=$work/preview-${stack//[^A-Za-z0-9._-]/-}.json
  if pulumi preview --stack "$stack" --json --show-sames --non-interactive --color never > "$file"; then previews+=("$file"); fi
done
if [ "${#previews[@]}" = "${#stacks[@]}" ]; then
  inventory=()
  if [ -n "${INVENTORY:-}" ]; then inventory=(--inventory "$INVENTORY"); fi
  write() { node "$root/cli/bin.cjs" report "${previews[@]}" --stack "$core" "${inventory[@]}" --format "$1" --out "$report/report.$2"; }
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
