/**
 * Loaded before a program or a policy pack. Node 20.20's `util.inspect` runs for minutes, until a string is too long,
 * when it colours a stack that has a frame directly in a package scope's folder, such as
 * `node_modules/@pulumi/resource.ts`; and that is what the source maps of the Pulumi SDK make of every unhandled
 * exception. Such an error is shown without colours.
 */
import util from "node:util";

/** A frame with nothing but a file name after the scope. */
const frameWithoutPackage = /[/\\]node_modules[/\\]@[^/\\]+[/\\][^/\\]*$/m;

/** What {@link util.inspect} may be told, as far as it matters here. */
type Options = { readonly colors?: boolean } | undefined;

/** Whether colouring this value's stack would not come to an end. */
export function isTrap(value: unknown, options: Options): boolean {
  return options?.colors === true && value instanceof Error && frameWithoutPackage.test(String(value.stack));
}

const inspect = util.inspect;
util.inspect = Object.assign((value: unknown, ...rest: [Options, ...unknown[]]): string => {
  const [options] = rest;
  return isTrap(value, options)
    ? inspect(value, { ...options, colors: false })
    : (inspect as (...args: unknown[]) => string)(value, ...rest);
}, inspect) as typeof inspect;
