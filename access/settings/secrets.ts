/**
 * Keys of the project's namespace that hold a secret; each is a top-level key of its own and must be set with
 * `--secret`.
 */
export const SECRET_KEYS = ["scimToken"] as const;

/** Name of a secret setting. */
export type SecretKey = (typeof SECRET_KEYS)[number];
