#!/usr/bin/env bash
# One issue a stack for what the nightly run finds: opened with the first finding, rewritten each night, closed when there is none left.
# In: STACK, FOUND (folder with one text file a check, named after it; status of each beside it as NAME.status), GITHUB_REPOSITORY, RUN (URL), GH_TOKEN.
set -euo pipefail
export MARKER="<!-- federation nightly of $STACK -->"
issues=repos/$GITHUB_REPOSITORY/issues
# Only this workflow's own: anybody can write an issue that begins with the marker.
ids=$(gh api --paginate "$issues?state=open&creator=github-actions%5Bbot%5D&per_page=100" --jq '.[] | select(.body // "" | startswith(env.MARKER)) | .number')
mine=${ids%%$'\n'*}

found=0
body=$(mktemp)
{
  echo "$MARKER"
  echo "What the night's [run]($RUN) found in \`$STACK\`. It is rewritten each night, and closed once nothing is left."
  for file in "$FOUND"/*.txt; do
    status=$(cat "${file%.txt}.status")
    if [ "$status" = 0 ]; then continue; fi
    found=1
    if [ "$status" = 1 ]; then title="findings"; else title="could not look (status $status)"; fi
    printf '\n## %s: %s\n\n````text\n' "$(basename "$file" .txt)" "$title"
    # An issue takes 65,536 characters: three checks share them.
    head -c 18000 "$file"
    printf '\n````\n'
  done
} > "$body"

if [ "$found" = 0 ]; then
  if [ -n "$mine" ]; then gh api --silent --method PATCH "$issues/$mine" -f state=closed -f state_reason=completed; fi
elif [ -n "$mine" ]; then
  gh api --silent --method PATCH "$issues/$mine" -F "body=@$body"
else
  gh api --silent --method POST "$issues" -f "title=Nightly check of $STACK" -F "body=@$body"
fi
exit "$found"
