/** An object that is provably this stack's and that no state knows. */
export type Orphan =
  | { readonly kind: "certificate"; readonly description: string; readonly principal: string; readonly keyId: string }
  | { readonly kind: "permission set"; readonly description: string; readonly arn: string; readonly instanceArn: string }
  | { readonly kind: "Entra object"; readonly description: string; readonly path: string }
  | { readonly kind: "key"; readonly description: string; readonly keyId: string; readonly region: string }
  | { readonly kind: "login profile"; readonly description: string; readonly user: string }
  | { readonly kind: "access key"; readonly description: string; readonly user: string; readonly keyId: string };

/** Something that looks like this stack's, without proof that this stack made it: it is shown, and never removed. */
export interface Unproven {
  readonly description: string;
  /** What somebody who knows whose it is can do. */
  readonly remedy: string;
}

/** What was found beside the state: what may be removed, and what may be anybody's. */
export interface FoundObjects {
  readonly orphans: readonly Orphan[];
  readonly unproven: readonly Unproven[];
}

/** Several lists of what was found as one. */
export function mergeFound(finds: readonly FoundObjects[]): FoundObjects {
  return { orphans: finds.flatMap(({ orphans }) => orphans), unproven: finds.flatMap(({ unproven }) => unproven) };
}

/** Puts what was found where it belongs. */
export function sortFound(found: readonly Orphan[], isProven: (orphan: Orphan) => boolean, remedy: string): FoundObjects {
  return {
    orphans: found.filter(isProven),
    unproven: found.filter((orphan) => !isProven(orphan)).map(({ description }) => ({ description, remedy })),
  };
}
