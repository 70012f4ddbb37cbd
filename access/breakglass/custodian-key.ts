import { type Clock, dayOf } from "../../contract/clock";
import type { Problem } from "../model";
import { mistake } from "../problems";
import { encryptionKeyOf, readOpenPgpKey } from "./openpgp-key";

/** A custodian's OpenPGP public key, checked: what is encrypted to it can be opened by its holder only. */
export interface CustodianKey {
  /** Upper-case hex of the primary key, 40 characters (v4) or 64 (v6). */
  readonly fingerprint: string;
  /** User ids on the key, such as `Ada Byron <ada@example.com>`. */
  readonly userIds: readonly string[];
  /** The key without armour in base64, as the AWS provider wants it. */
  readonly binaryBase64: string;
}

/** A key, or why it is none. */
export type CustodianKeyReading = { readonly key: CustodianKey } | { readonly problem: Problem };

/**
 * Reads a custodian's public key, armoured or as base64.
 *
 * Refused: what is no OpenPGP key, a private key, an expired or revoked key, a key that nothing can be encrypted to.
 *
 * @param path config path of the key, for the sentence.
 */
export async function readCustodianKey(text: string, path: string, clock: Clock): Promise<CustodianKeyReading> {
  const bad = (fault: string, remedy: string): CustodianKeyReading => ({ problem: mistake(path, fault, remedy) });
  const exportIt = "write the output of `gpg --armor --export <custodian's address>`";
  if (/PRIVATE KEY/.test(text)) {
    return bad("is a private key", `${exportIt}, and replace the key, because its private part was written down`);
  }
  const key = await readOpenPgpKey(text);
  if (key === undefined) return bad("is no OpenPGP public key", exportIt);
  if (key.isPrivate()) return bad("is a private key", `${exportIt}, and replace the key, because its private part was written down`);
  const now = clock.now();
  const fingerprint = key.getFingerprint().toUpperCase();
  if (await key.isRevoked(undefined, undefined, now).catch(() => true)) {
    return bad(`is revoked (fingerprint ${fingerprint})`, "write the custodian's present key");
  }
  const ends = await key.getExpirationTime();
  if (ends instanceof Date && ends.getTime() <= now.getTime()) {
    return bad(`expired on ${dayOf(ends)} (fingerprint ${fingerprint})`, "let the custodian extend it, and write it anew");
  }
  if ((await encryptionKeyOf(key, now)) === undefined) {
    return bad(`has no valid subkey to encrypt to (fingerprint ${fingerprint})`, "let the custodian add one, and write it anew");
  }
  return { key: { fingerprint, userIds: key.getUserIDs(), binaryBase64: Buffer.from(key.toPublic().write()).toString("base64") } };
}
