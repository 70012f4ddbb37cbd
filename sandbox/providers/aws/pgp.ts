/** What is handed over to a custodian, and the key that opens it. */
export interface Encrypted {
  /** Base64 of the binary OpenPGP message. */
  readonly value: string;
  /** Fingerprint of the primary key, lower-case hex. */
  readonly fingerprint: string;
}

/**
 * Encrypts to a custodian's public key as the official plugin does: the key is base64 of the binary (not armored) form.
 * @throws when the text is no such key
 */
export async function encryptTo(pgpKey: string, text: string): Promise<Encrypted> {
  if (pgpKey.startsWith("keybase:")) throw new Error(`The key ${pgpKey} cannot be fetched: the sandbox reaches no Keybase.`);
  const { createMessage, encrypt, readKey } = await import("openpgp");
  const key = await readKey({ binaryKey: Buffer.from(pgpKey, "base64") }).catch(() => {
    throw new Error("Error parsing given PGP key: pgpKey must be a base64-encoded binary public key.");
  });
  const message = await encrypt({ message: await createMessage({ text }), encryptionKeys: key, format: "binary" });
  return { value: Buffer.from(message as Uint8Array).toString("base64"), fingerprint: key.getFingerprint() };
}
