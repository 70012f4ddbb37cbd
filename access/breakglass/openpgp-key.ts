import type { Key } from "openpgp";

/**
 * Reads an OpenPGP key, armoured or as base64. OpenPGP.js tells what is no key by errors of no kind of their own.
 *
 * @returns undefined where it is none.
 */
export async function readOpenPgpKey(text: string): Promise<Key | undefined> {
  // Loaded only where there are custodians: a preview without them does not pay for it.
  const { readKey } = await import("openpgp");
  const read = text.includes("-----BEGIN")
    ? readKey({ armoredKey: text })
    : readKey({ binaryKey: Uint8Array.from(Buffer.from(text.replace(/\s/g, ""), "base64")) });
  return read.catch(() => undefined);
}

/**
 * The key or subkey that something is encrypted to.
 *
 * @param at Time at which it must be valid; null: whenever.
 * @returns undefined where there is none.
 */
export async function encryptionKeyOf(key: Key, at: Date | null): Promise<Awaited<ReturnType<Key["getEncryptionKey"]>> | undefined> {
  return key.getEncryptionKey(undefined, at).catch(() => undefined);
}
