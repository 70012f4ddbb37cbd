import pWaitFor from "p-wait-for";
import { certificateRotation, type CertificateFacts, type EntraCertificate } from "../../access/rotation/certificate";
import type { Rotation } from "../../access/rotation/step";
import type { Settings } from "../../access/settings";
import type { EntraReader } from "../clouds/entra";
import { Failure } from "../failure";
import type { SigningCertificate } from "../saml/certificates";
import { certificatesOf, signingCertificates } from "../saml/certificates";
import { onlyPrincipal } from "../saml/slot-certificate";
import { copyAtAws } from "./copy-at-aws";
import type { HistoryEvent, ReadHistory } from "./history";

/** Where a rotation reads, and writes one field. */
export interface CertificateClouds {
  readonly entra: Pick<EntraReader, "applications" | "servicePrincipal" | "certificates" | "graph">;
  readonly history: ReadHistory;
  now(): Date;
}

/** What a person said on the command line. */
export interface CertificateWords {
  /** Since when Entra signs with the new certificate. */
  readonly since?: Date;
  /** Thumbprint of a certificate that AWS shows. */
  readonly awsHas?: string;
}

/** A rotation as it stands, with what acting on it needs. */
export interface CertificateLook {
  readonly rotation: Rotation;
  readonly principalId: string;
  readonly target: SigningCertificate | undefined;
  readonly signing: SigningCertificate | undefined;
  /** Sign-ins failed since the activation, and none came through. */
  readonly failing: boolean;
}

/** Times that Entra is read again after a write, a second apart: its answer may be a moment old. */
const READ_AGAIN = 20;

/**
 * Looks at both clouds.
 *
 * @throws Failure where application or slot are not there exactly once, or the event history cannot be read.
 */
export async function lookAtCertificate(settings: Settings, clouds: CertificateClouds, words: CertificateWords): Promise<CertificateLook> {
  const { name, signingCertificates: slots } = settings.enterpriseApp;
  const principal = await onlyPrincipal(name, clouds.entra);
  const all = signingCertificates(await clouds.entra.certificates(principal.id));
  const slot = slots.at(-1)!;
  const [target, ...others] = certificatesOf(slot, all);
  if (others.length > 0) throw new Failure(`Slot ${slot.slot} has ${others.length + 1} certificates; run \`federation recover\` first.`);
  const signing = all.find(({ active }) => active);
  if (signing !== undefined && target !== undefined && target !== signing && target.ends < signing.ends)
    throw new Failure(
      `Slot ${slot.slot}, the last of federation:enterpriseApp.signingCertificates, ends before the certificate that signs (${signing.thumbprint}): write the slot to rotate to as the last, with a later end.`,
    );
  if (words.awsHas !== undefined && words.awsHas !== target?.thumbprint)
    throw new Failure(
      `--aws-has is "${words.awsHas}", which is not the thumbprint of slot ${slot.slot}${target === undefined ? "" : ` (${target.thumbprint})`}: compare what the AWS console shows.`,
    );
  // One after another: the service answers two questions a second.
  const imports: HistoryEvent[] = [];
  for (const event of all.length > 1 ? IMPORTS.slice(0, 1) : IMPORTS) imports.push(...(await clouds.history(event)));
  imports.sort((left, right) => right.time.getTime() - left.time.getTime());
  const deletions = await clouds.history("DeleteExternalIdPCertificate");
  const signIns = await clouds.history("UserAuthentication");
  const failures = words.since === undefined ? [] : await clouds.history("ExternalIdPDirectoryLogin");

  const copy = copyAtAws(target, imports, deletions, words.awsHas);
  const signs = target !== undefined && target === signing;
  const imported = imports.find(({ time }) => target?.begins === undefined || time >= target.begins)?.time;
  const earliest = [imported, target?.begins, words.since].map((time) => time?.getTime() ?? 0);
  // CloudTrail's times have seconds: what is within the second may be from before, and proves nothing.
  const deleted = signs ? deletions.find(({ time }) => time.getTime() > Math.max(...earliest))?.time : undefined;
  const after = (moment: Date | undefined): Date | undefined =>
    moment === undefined || !signs ? undefined : signIns.find(({ time, failed }) => !failed && time > moment)?.time;
  const signedInAfterDeletion = after(deleted);
  const signedIn = after(words.since) ?? signedInAfterDeletion;
  const facts: CertificateFacts = {
    homeRegion: settings.homeRegion,
    slots,
    target: target && entraCertificate(target),
    signing: signing && entraCertificate(signing),
    copy,
    signedIn,
    deleted,
    signedInAfterDeletion,
    now: clouds.now(),
  };
  const failing =
    signs && signedIn === undefined && words.since !== undefined && failures.some(({ failed, time }) => failed && time >= words.since!);
  return { rotation: certificateRotation(facts), principalId: principal.id, target, signing, failing };
}

/**
 * What the console records when a certificate comes to AWS: alone, or with the metadata. Whether Entra's metadata
 * carries a certificate that is not active is UNVERIFIED, so an upload of metadata tells something only where there is
 * one certificate.
 */
const IMPORTS = [
  "ImportExternalIdPCertificate",
  "CreateExternalIdPConfigurationForDirectory",
  "UpdateExternalIdPConfigurationForDirectory",
] as const;

/**
 * Makes a certificate the one that Entra signs with, and reads it back.
 *
 * @throws Failure where Entra does not show it afterwards.
 */
export async function activate(
  principalId: string,
  thumbprint: string,
  entra: CertificateClouds["entra"],
  pauseSeconds = 1,
): Promise<void> {
  await entra.graph.patch(`/servicePrincipals/${principalId}`, { preferredTokenSigningKeyThumbprint: thumbprint });
  let tries = 0;
  const isShown = async (): Promise<boolean> => {
    const now = signingCertificates(await entra.certificates(principalId)).find(({ active }) => active)?.thumbprint;
    if (now === thumbprint) return true;
    tries += 1;
    if (tries < READ_AGAIN) return false;
    throw new Failure(`Entra took ${thumbprint} as the active certificate and still shows ${now ?? "none"}: run this again.`);
  };
  await pWaitFor(isShown, { interval: pauseSeconds * 1000 });
}

function entraCertificate({ thumbprint, ends, active }: SigningCertificate): EntraCertificate {
  return { thumbprint, ends, active };
}
