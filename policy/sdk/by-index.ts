/**
 * What `read` makes of each place of a list. The SDK's lists throw where an element is not known yet, and those of a
 * remediation bear no method of an array: only their length and reading by index.
 */
export function byIndex<T>({ length }: { readonly length: number }, read: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => read(index));
}
