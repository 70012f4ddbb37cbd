import { formatRotation, type Rotation } from "../../access/rotation/step";
import type { Settings } from "../../access/settings";
import { activate, type CertificateClouds, type CertificateLook, type CertificateWords, lookAtCertificate } from "./certificate";
import { waited, type Waiting } from "./wait";

/** What a run activated. */
export interface Activated {
  readonly thumbprint: string;
  /** The one that signed before; null where none was active. */
  readonly before: string | null;
  /** ISO 8601, to the second as CloudTrail writes its times: `--since` of a later run. */
  readonly at: string;
  /** Sign-ins failed afterwards, so that the one before signs again. */
  readonly takenBack: boolean;
}

/** How a run may act. */
export interface CertificateRun extends CertificateWords {
  readonly dryRun: boolean;
  /** Asks before the one write; rejects where nobody agrees. */
  readonly agree: (message: string) => Promise<void>;
  readonly say: (text: string) => void;
  readonly waiting: Waiting;
}

/**
 * One run of the certificate's rotation: looks, waits for what people do, activates the new certificate once AWS has it
 * and somebody agreed, and takes that back where sign-ins fail. Wherever it is broken off, the certificate that signs
 * is one that AWS has.
 */
export async function rotateCertificate(
  settings: Settings,
  clouds: CertificateClouds,
  run: CertificateRun,
): Promise<{ readonly rotation: Rotation; readonly activated: Activated | undefined }> {
  let since = run.since;
  const look = async (): Promise<CertificateLook & Rotation> => {
    const found = await lookAtCertificate(settings, clouds, {
      ...(run.awsHas === undefined ? {} : { awsHas: run.awsHas }),
      ...(since === undefined ? {} : { since }),
    });
    return { ...found, ...found.rotation };
  };
  const waiting = run.dryRun ? { ...run.waiting, minutes: 0 } : run.waiting;
  let found = await waited(await look(), look, waiting);
  if (found.next?.id !== "activate" || found.target === undefined || run.dryRun) return { rotation: found.rotation, activated: undefined };

  const { target, signing, principalId } = found;
  const before = signing?.thumbprint ?? null;
  run.say(formatRotation(found.rotation));
  await run.agree(`Entra signs with ${before ?? "none that is known"}. Let it sign with ${target.thumbprint} from now on?`);
  // The machine's time, to be held against CloudTrail's.
  since = new Date(Math.floor(Date.now() / 1000) * 1000);
  await activate(principalId, target.thumbprint, clouds.entra);
  const activated = { thumbprint: target.thumbprint, before, at: since.toISOString(), takenBack: false };
  run.say(`Entra signs with ${target.thumbprint} since ${activated.at}. Broken off here, --since ${activated.at} goes on.`);
  found = await waited(await look(), look, waiting);
  if (found.failing && signing !== undefined && signing.ends > clouds.now()) {
    await activate(principalId, signing.thumbprint, clouds.entra);
    run.say(
      `Sign-ins failed and none came through: Entra signs with ${signing.thumbprint} again. Compare what AWS has with ${target.thumbprint}.`,
    );
    return { rotation: (await look()).rotation, activated: { ...activated, takenBack: true } };
  }
  return { rotation: found.rotation, activated };
}
