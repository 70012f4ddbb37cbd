/**
 * IAM's wildcards: what an action or a resource in a policy matches, as far as that can be told before the request is
 * made.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */

/** `*`: any run of characters. */
const MANY = Symbol("*");
/** `?`: any one character. */
const ONE = Symbol("?");
/** A policy variable such as `${aws:username}`: some text that only the request tells. */
const VARIABLE = Symbol("${}");
/** A run of characters without colon and slash, such as a bucket's name or a region. */
const NAME = Symbol("name");
/** A run of characters without colon, such as an id. */
const ID = Symbol("id");

type Token = string | typeof MANY | typeof ONE | typeof VARIABLE | typeof NAME | typeof ID;

/** Text with wildcards, read once. */
export type Pattern = readonly Token[];

/** Text that means itself, such as the ARN of one resource. */
export function literalPattern(text: string): Pattern {
  return [...text];
}

/** An action as a policy writes it: letter case does not matter. */
export function actionPattern(text: string): Pattern {
  return [...text.toLowerCase()].map(wildcard);
}

/** A resource as a policy writes it. */
export function resourcePattern(text: string): Pattern {
  return pieces(text, (name) => (["*", "?", "$"].includes(name) ? name : VARIABLE));
}

/**
 * The ARNs of a type of resource, from the data set's form such as `arn:${Partition}:s3:::${BucketName}/${ObjectName}`.
 *
 * @param known values for placeholders, such as Partition and Account.
 */
export function arnPattern(form: string, known: Readonly<Record<string, string>>): Pattern {
  return pieces(form, (name) => known[name] ?? placeholder(name));
}

/**
 * What a placeholder stands for. `*` in a policy spans colons and slashes; only what the placeholder cannot hold keeps
 * a bucket's ARN from passing for an object's, or an instance's for an image's. Names in general may hold both.
 */
function placeholder(name: string): Token {
  if (["Partition", "Region", "Account", "BucketName"].includes(name)) return NAME;
  return name.endsWith("Id") ? ID : MANY;
}

function pieces(text: string, variable: (name: string) => string | Token): Pattern {
  return text.split(/(\$\{[^}]*\})/).flatMap((piece): Token[] => {
    const name = /^\$\{([^}]*)\}$/.exec(piece)?.[1];
    if (name === undefined) return [...piece].map(wildcard);
    const value = variable(name);
    return typeof value === "string" ? [...value] : [value];
  });
}

function wildcard(character: string): Token {
  return character === "*" ? MANY : character === "?" ? ONE : character;
}

/** Whether every text of `target` is one of `pattern`. False is also the answer where that depends on a variable. */
export function covers(pattern: Pattern, target: Pattern): boolean {
  // One row a token of the pattern: at which tokens of the target it may stand once everything before is matched.
  let reached = [true, ...Array<boolean>(target.length).fill(false)];
  for (const token of pattern) {
    const next = Array<boolean>(target.length + 1).fill(false);
    for (let at = 0; at <= target.length; at++) {
      if (token === MANY) next[at] = reached[at]! || (at > 0 && next[at - 1]!);
      else if (at > 0 && reached[at - 1]!) next[at] = isSame(token, target[at - 1]!);
    }
    reached = next;
  }
  return reached[target.length]!;
}

/** One character against one; a run of the target's is only ever matched by `*`. */
function isSame(token: Token, target: Token): boolean {
  return token === ONE ? typeof target === "string" || target === ONE : typeof token === "string" && token === target;
}

/** Whether some text is one of both. */
export function overlaps(a: Pattern, b: Pattern): boolean {
  const width = b.length + 1;
  const reached = new Uint8Array((a.length + 1) * width);
  reached[0] = 1;
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      if (reached[i * width + j] === 0) continue;
      const left = a[i];
      const right = b[j];
      // A run may be empty …
      if (isRun(left)) reached[(i + 1) * width + j] = 1;
      if (isRun(right)) reached[i * width + j + 1] = 1;
      // … or take the other's next character, or both have the same one.
      if (left === undefined || right === undefined || !meet(left, right)) continue;
      if (isRun(left) && !isRun(right)) reached[i * width + j + 1] = 1;
      if (isRun(right) && !isRun(left)) reached[(i + 1) * width + j] = 1;
      if (!isRun(left) && !isRun(right)) reached[(i + 1) * width + j + 1] = 1;
    }
  }
  return reached[a.length * width + b.length] === 1;
}

function isRun(token: Token | undefined): boolean {
  return token === MANY || token === VARIABLE || token === NAME || token === ID;
}

/** Whether two tokens have a character in common. */
function meet(a: Token, b: Token): boolean {
  if (typeof a === "string" && typeof b === "string") return a === b;
  return !excludes(a, b) && !excludes(b, a);
}

function excludes(token: Token, other: Token): boolean {
  return (token === NAME && (other === "/" || other === ":")) || (token === ID && other === ":");
}
