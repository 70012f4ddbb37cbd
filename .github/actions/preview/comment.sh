#!/usr/bin/env bash
# Writes a stack's report as the one comment that the pull request has for it; the next run replaces it.
# In: STACK, REPORT (folder), PACK_STATUS, PAGE (URL of the artifact), PULL_REQUEST, GITHUB_REPOSITORY, GH_TOKEN.
set -euo pipefail
export MARKER="<!-- federation report of $STACK -->"
body=$(mktemp)
{
  echo "$MARKER"
  if [ "$PACK_STATUS" != 0 ]; then
    printf '**The preview failed, or the policy pack refuses it.**\n\n<details><summary>The end of what it says</summary>\n\n````text\n'
    cat "$REPORT/../preview-end.txt"
    printf '\n````\n\n</details>\n\n'
  fi
  if [ -f "$REPORT/report.md" ]; then cat "$REPORT/report.md"; else echo "There is no report of what this does to access of \`$STACK\`: the preview gave nothing to read."; fi
  if [ -n "${PAGE:-}" ]; then printf '\n\n[The page with the access matrix](%s)\n' "$PAGE"; fi
} > "$body"

comments=repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments
# Only this workflow's own: anybody can write a comment that begins with the marker.
ids=$(gh api --paginate "$comments" --jq '.[] | select(.user.login == "github-actions[bot]" and (.body | startswith(env.MARKER))) | .id')
mine=${ids%%$'\n'*}
if [ -n "$mine" ]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$mine" -F "body=@$body"
else
  gh api --silent --method POST "$comments" -F "body=@$body"
fi
