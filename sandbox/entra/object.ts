/** An object without some of its properties. */
export function without<T extends object, K extends string>(object: T, ...names: readonly K[]): Omit<T, K> {
  const dropped: readonly string[] = names;
  return Object.fromEntries(Object.entries(object).filter(([name]) => !dropped.includes(name))) as Omit<T, K>;
}
