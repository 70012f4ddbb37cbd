import { encryptionKeyOf, readOpenPgpKey } from "./openpgp-key";

/**
 * When a custodian's OpenPGP public key ends: the key itself, or the last subkey that something can be encrypted to,
 * whichever comes first.
 *
 * @param text armoured or base64, as in the settings.
 * @returns the end, which may have passed; undefined where the key has none, or cannot be read (another check says
 * that).
 */
export async function custodianKeyEnd(text: string): Promise<Date | undefined> {
  const key = await readOpenPgpKey(text);
  // At any time: the key that encrypts, whether it has ended or not.
  const encrypting = key === undefined ? undefined : await encryptionKeyOf(key, null);
  if (key === undefined || encrypting === undefined) return undefined;
  const ends = [await key.getExpirationTime(), await encrypting.getExpirationTime()].filter((end) => end instanceof Date);
  return ends.sort((a, b) => a.getTime() - b.getTime())[0];
}
