/** True for URLs that differ in nothing but a trailing slash or letter case of the host. */
export function sameUrl(left: string, right: string): boolean {
  return normal(left) === normal(right);
}

function normal(url: string): string {
  try {
    return new URL(url).href.replace(/\/$/, "");
  } catch {
    return url;
  }
}
