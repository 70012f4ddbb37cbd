/**
 * The rotation of the token signing certificate, in the one order in which sign-in works at every moment: AWS takes two
 * certificates at once, so it learns of the new one before Entra signs with it, and forgets the old one after. Pure:
 * how it stands is told by what both clouds hold.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/managesamlcerts.html
 */
import { dayOf, wholeDays, yearsAfter } from "../../contract/clock";
import { CERTIFICATE_WARN_DAYS } from "../expiry/settings-endings";
import { settingsPageOf } from "../steps";
import { inOrder, nextOf, type Progress, type Rotation, type StepText } from "./step";

/** A certificate as Entra has it. */
export interface EntraCertificate {
  /** SHA-1, upper-case hex. */
  readonly thumbprint: string;
  readonly ends: Date;
  readonly active: boolean;
}

/** Whether AWS has a copy of the new certificate, by its only witness: CloudTrail, or a person. */
export interface CopyAtAws {
  readonly known: boolean;
  /** What was seen, as a clause. */
  readonly evidence: string;
}

/** What the two clouds and the settings say. */
export interface CertificateFacts {
  readonly homeRegion: string;
  /** Slots of the settings in their order; the last is the one to rotate to. */
  readonly slots: readonly { readonly slot: string; readonly endDate: string }[];
  /** The new slot's certificate in Entra; absent before `pulumi up`. */
  readonly target: EntraCertificate | undefined;
  /** The one that Entra signs with; absent where none is the active one. */
  readonly signing: EntraCertificate | undefined;
  readonly copy: CopyAtAws;
  /** Somebody signed in since Entra signs with the new certificate; absent: nobody that we know of. */
  readonly signedIn: Date | undefined;
  /** A certificate was deleted at AWS since the new one was imported. */
  readonly deleted: Date | undefined;
  /** Somebody signed in after that deletion. */
  readonly signedInAfterDeletion: Date | undefined;
  readonly now: Date;
}

/** How the rotation stands. */
export function certificateRotation(facts: CertificateFacts): Rotation {
  const { slots, target, signing, now } = facts;
  const slot = slots.at(-1)!;
  if (slots.length === 1 && signing !== undefined && target?.thumbprint === signing.thumbprint) return atRest(facts, signing);
  const signs = target !== undefined && signing?.thumbprint === target.thumbprint;
  const old = slots.slice(0, -1).map((each) => each.slot);
  const steps = inOrder([
    { text: slotText(slot.slot, now), done: target !== undefined, evidence: targetEvidence(facts) },
    // Once Entra signs with it, sign-ins tell whether AWS has it.
    { text: importText(facts.homeRegion, slot.slot, target), done: facts.copy.known || signs, evidence: facts.copy.evidence },
    {
      text: activateText(slot.slot, target),
      done: signs,
      evidence: signing === undefined ? "Entra has no active certificate" : `Entra signs with ${signing.thumbprint}`,
    },
    signInProgress(facts),
    // The first certificate of an application has no predecessor.
    ...(old.length === 0 && signing === undefined ? [] : [oldCopyProgress(facts)]),
    ...(old.length === 0
      ? []
      : [{ text: oldSlotText(old), done: false, evidence: `the settings hold ${slots.map((each) => each.slot).join(", ")}` }]),
  ]);
  const next = nextOf(steps);
  return { steps, next, summary: summaryOf(next?.id, slot.slot, signing, signs) };
}

function summaryOf(next: string | undefined, slot: string, signing: EntraCertificate | undefined, signs: boolean): string {
  if (next === undefined) return `The rotation to slot ${slot} is complete.`;
  if (next === "sign-in")
    return `Entra signs with slot ${slot}; that AWS takes it is not seen yet. The way back: \`federation activate-certificate --slot OLD --yes\`.`;
  if (signing === undefined) return "Entra has no active certificate yet.";
  return `Broken off here, sign-in goes on with ${signing.thumbprint}${signs ? `, of slot ${slot}` : ", as before"}.`;
}

/** One slot, which signs: nothing to do before its warning days. */
function atRest(facts: CertificateFacts, signing: EntraCertificate): Rotation {
  const days = wholeDays(facts.now, signing.ends);
  const slot = facts.slots.at(-1)!.slot;
  const ends = `${signing.thumbprint} (slot ${slot}) signs and ends ${dayOf(signing.ends)}, in ${days} days`;
  const due = days <= CERTIFICATE_WARN_DAYS;
  const steps = inOrder([{ text: slotText(undefined, facts.now), done: !due, evidence: ends }]);
  return {
    steps,
    next: nextOf(steps),
    summary: due
      ? `A rotation is due: ${ends}.`
      : `Nothing to rotate: ${ends}. To rotate earlier, add the next slot to federation:enterpriseApp.signingCertificates and run \`pulumi up\`.`,
  };
}

function targetEvidence({ slots, target }: CertificateFacts): string {
  const { slot, endDate } = slots.at(-1)!;
  return target === undefined
    ? `Entra has no certificate that ends ${endDate} (slot ${slot})`
    : `Entra has ${target.thumbprint} (slot ${slot}), which ends ${dayOf(target.ends)}`;
}

function slotText(slot: string | undefined, now: Date): StepText {
  const end = yearsAfter(dayOf(now), 3);
  const name = end.slice(0, 4);
  return {
    id: "slot",
    by: "program",
    runbook: "R2.4",
    title: slot === undefined ? "Make the next certificate" : `Make the certificate of slot ${slot}`,
    why: "A certificate is never edited: the new one stands beside the old one, which goes on signing.",
    where: "federation:enterpriseApp.signingCertificates of the stack's settings, then `pulumi up`",
    actions: [
      ...(slot === undefined
        ? [`Add as the last entry, with a name and end of your choice: - { slot: "${name}", endDate: "${end}T00:00:00Z" }`]
        : []),
      "Run `pulumi up`, then this command again.",
    ],
    values: slot === undefined ? [{ label: "Latest end that Entra takes", value: end }] : [],
    verifiedBy: "Entra's application has a certificate of the slot's end.",
  };
}

function importText(homeRegion: string, slot: string, target: EntraCertificate | undefined): StepText {
  return {
    id: "import",
    by: "person",
    runbook: "R2.4",
    title: "Give AWS the new certificate",
    why: "AWS refuses every assertion that is signed with a certificate which it does not know, and has no API to import one. Both are good from then on.",
    where: `${settingsPageOf(homeRegion)} > Identity source > Actions > Manage authentication > Manage SAML 2.0 certificates > Import certificate`,
    actions: [
      `Save it: \`federation fetch-metadata --certificate ${slot}\` writes signing-certificate-${slot}.pem.`,
      "Choose Import certificate, choose the file, choose Import certificate. Leave the old one in place.",
    ],
    values: [
      target === undefined
        ? { label: "Thumbprint (SHA-1)", hint: "known after `pulumi up`" }
        : { label: "Thumbprint (SHA-1)", value: target.thumbprint },
    ],
    verifiedBy:
      "CloudTrail's ImportExternalIdPCertificate in the home region, minutes later; where it cannot tell, your word: --aws-has THUMBPRINT.",
  };
}

function activateText(slot: string, target: EntraCertificate | undefined): StepText {
  return {
    id: "activate",
    by: "command",
    runbook: "R2.4",
    title: `Let Entra sign with slot ${slot}`,
    why: "From this moment sign-in needs the new certificate at AWS; the way back is one command as long as Entra has the old one.",
    where: "This command writes preferredTokenSigningKeyThumbprint of the application's service principal.",
    actions: ["Agree, or add --yes."],
    values: target === undefined ? [] : [{ label: "Thumbprint (SHA-1)", value: target.thumbprint }],
    verifiedBy: "Entra is read again.",
  };
}

function signInProgress({ homeRegion, signedIn }: CertificateFacts): Progress {
  return {
    text: {
      id: "sign-in",
      by: "person",
      runbook: "R9.1",
      title: "Sign in once with the new certificate",
      why: "Only a sign-in shows that AWS takes what Entra signs. Sessions that are open tell nothing.",
      where: "The access portal, in a private window",
      actions: ["Sign in through Entra, to the list of accounts."],
      values: [],
      verifiedBy: `CloudTrail's UserAuthentication in ${homeRegion} since then, of anybody; --wait MINUTES waits for it.`,
    },
    done: signedIn !== undefined,
    evidence: signedIn === undefined ? "no sign-in since then is known" : `somebody signed in at ${signedIn.toISOString()}`,
  };
}

function oldCopyProgress({ homeRegion, deleted, signedInAfterDeletion, signedIn, slots }: CertificateFacts): Progress {
  return {
    text: {
      id: "old-copy",
      by: "person",
      runbook: "R2.4",
      title: "Remove the old certificate from AWS",
      why: "As long as it is there AWS takes assertions that are signed with the old key.",
      where: `${settingsPageOf(homeRegion)} > Identity source > Actions > Manage authentication > Manage SAML 2.0 certificates`,
      actions:
        deleted === undefined || signedInAfterDeletion !== undefined
          ? ["Choose the old certificate by its end, choose Delete, type DELETE.", "Sign in once more."]
          : [
              "Sign in once more.",
              `If that fails, the new one was deleted, and nobody gets in: \`federation fetch-metadata --certificate ${slots.at(-1)?.slot}\` and Import certificate bring it back at once. Sign in, then delete the old one.`,
            ],
      values: [],
      verifiedBy: "CloudTrail's DeleteExternalIdPCertificate, and a sign-in after it.",
    },
    // Before a sign-in with the new one nothing that was deleted was deleted in time.
    done: deleted !== undefined && signedInAfterDeletion !== undefined && signedIn !== undefined,
    evidence:
      deleted === undefined
        ? "CloudTrail knows of no deletion since the import"
        : signedInAfterDeletion === undefined
          ? `a certificate was deleted at ${deleted.toISOString()}, and nobody is known to have signed in since`
          : `deleted at ${deleted.toISOString()}; somebody signed in at ${signedInAfterDeletion.toISOString()}`,
  };
}

function oldSlotText(old: readonly string[]): StepText {
  const slots = old.length === 1 ? `slot ${old[0]}` : `slots ${old.join(", ")}`;
  return {
    id: "old-slot",
    by: "program",
    runbook: "R2.4",
    title: `Remove ${slots} from the settings`,
    why: "The program lets go of the old certificate without touching Entra (terraform-provider-azuread#1690).",
    where: "federation:enterpriseApp.signingCertificates",
    actions: [
      "Remove the entry. Its certificate is protected: `pulumi state unprotect` with the URN that `pulumi stack --show-urns` shows for it.",
      "Run `pulumi up`. Delete the certificate itself in the Entra portal once it has ended.",
    ],
    values: [],
    verifiedBy: "The settings hold the new slot only.",
  };
}
