/**
 * Whether `value` matches a pattern in which `*` stands for any text and `?` for one character. Compared without a
 * regular expression: no pattern can stall a preview.
 */
export function matches(value: string, pattern: string, { ignoreCase = false } = {}): boolean {
  if (!pattern.includes("*") && !pattern.includes("?")) {
    return ignoreCase ? value.toLowerCase() === pattern.toLowerCase() : value === pattern;
  }
  return ignoreCase ? glob(value.toLowerCase(), pattern.toLowerCase()) : glob(value, pattern);
}

/** Whether `value` matches one of the patterns. */
export function matchesAny(value: string, patterns: readonly string[], options = {}): boolean {
  return patterns.some((pattern) => matches(value, pattern, options));
}

function glob(value: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  /** Where to go on from when the text that the last star stands for has to be longer. */
  let star: { at: number; readonly next: number } | undefined;
  while (at < value.length) {
    if ((pattern[next] === "?" || pattern[next] === value[at]) && pattern[next] !== "*") {
      at++;
      next++;
    } else if (pattern[next] === "*") {
      star = { at, next: ++next };
    } else if (star !== undefined) {
      next = star.next;
      at = ++star.at;
    } else {
      return false;
    }
  }
  while (pattern[next] === "*") next++;
  return next === pattern.length;
}
