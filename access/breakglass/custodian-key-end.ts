/**
 * When a custodian's OpenPGP public key ends: the key itself, or the last subkey that something can be encrypted to,
 * whichever comes first.
 *
 * @param text armoured or base64, as in the settings.
 * @returns the end, which may have passed; undefined where the key has none, or cannot be read (another check says
 * that).
 */
export async function custodianKeyEnd(text: string): Promise<Date | undefined> {
  const openpgp = await import("openpgp");
  try {
    const key = text.includes("-----BEGIN")
      ? await openpgp.readKey({ armoredKey: text })
      : await openpgp.readKey({ binaryKey: Uint8Array.from(Buffer.from(text.replace(/\s/g, ""), "base64")) });
    // No date: the key that encrypts, whether it has ended or not.
    const encrypting = await key.getEncryptionKey(undefined, null);
    const ends = [await key.getExpirationTime(), await encrypting.getExpirationTime()].filter((end) => end instanceof Date);
    return ends.sort((a, b) => a.getTime() - b.getTime())[0];
  } catch {
    return undefined;
  }
}
