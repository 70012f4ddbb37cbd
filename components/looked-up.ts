/**
 * What was looked up under a key. Settings and plan were checked before anything is registered, so that a key which is
 * not there is a mistake of the program, not of whoever runs it.
 *
 * @param what What is looked up, in words.
 * @throws Error with the key.
 */
export function lookedUp<Value>(values: ReadonlyMap<string, Value>, key: string, what: string): Value {
  const value = values.get(key);
  if (value === undefined) throw new Error(`The ${what} ${JSON.stringify(key)} was not looked up.`);
  return value;
}
