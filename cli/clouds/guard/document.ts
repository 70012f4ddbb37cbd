/** A policy document as services give it: JSON, from IAM with URL encoding. Undefined where there is none. */
export function documentOf(text: string | undefined): unknown {
  if (text === undefined || text === "") return undefined;
  return JSON.parse(text.startsWith("%7B") ? decodeURIComponent(text) : text) as unknown;
}
