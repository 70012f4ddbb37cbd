import { isSecurityKey } from "../../clouds/guard/security-key";
import { finding, note, notYet, ok, type Check, type Outcome } from "../check";
import { type BreakglassUser, isSettling } from "../emergency";
import { FIND_OUT } from "./breakglass-users";

/**
 * R7.2: each breakglass user has its password and a FIDO2 key, the access keys of the settings, and no other
 * credential.
 */
export const breakglassCredentials: Check = {
  id: "R7.2",
  runbook: "R7.2",
  cloud: "AWS",
  title: "Breakglass users: passwords, security keys, access keys",
  async run(context) {
    const reading = await context.emergency();
    if (reading === undefined || reading.users.length === 0) return [notYet("The settings have no federation:breakglass.")];
    const settling = isSettling(reading, context.settings.drills?.lastDrills ?? {}, context.now);
    const { accessKeys } = reading.declared;
    return reading.users.flatMap((user) => {
      // A user that is not there is a finding of R7.1.
      if (user.live === undefined) return [];
      const outcomes = [...deviceOutcomes(user, accessKeys, settling), ...credentialOutcomes(user)];
      return outcomes.some(({ status }) => status !== "note") ? outcomes : [...outcomes, ok(seen(user))];
    });
  },
};

function seen({ name, live }: BreakglassUser): string {
  const devices = live?.mfaSerials.length ?? 0;
  return `${name} has its password, ${devices} MFA device${devices === 1 ? "" : "s"} and ${live?.accessKeys.length ?? 0} access keys.`;
}

function deviceOutcomes({ name, live }: BreakglassUser, accessKeys: boolean, settling: boolean): Outcome[] {
  const serials = live?.mfaSerials ?? [];
  const keys = serials.filter(isSecurityKey);
  const codes = serials.filter((serial) => !keys.includes(serial));
  const outcomes: Outcome[] = [];
  if (keys.length === 0) {
    const message = `${name} has no FIDO2 security key: without MFA its guard lets it do nothing.`;
    outcomes.push(
      settling
        ? notYet(`${message} \`federation steps\` says how to enrol one.`)
        : finding(message, "Enrol one in the console: `federation steps` says where (R7.2)."),
    );
  } else if (keys.length === 1) {
    outcomes.push(note(`${name} has one FIDO2 security key only.`, "Enrol a spare that lies elsewhere."));
  }
  if (!accessKeys) {
    for (const serial of codes) {
      outcomes.push(
        finding(
          `${name} has a code device (${serial}) beside FIDO2: a way around it.`,
          `${FIND_OUT} run \`aws iam deactivate-mfa-device --user-name ${name} --serial-number ${serial}\`.`,
        ),
      );
    }
  } else if (codes.length === 0) {
    const message = `${name} has access keys and no code device (TOTP): a FIDO2 key cannot raise them to a session with MFA.`;
    outcomes.push(
      settling ? notYet(message) : finding(message, "Enrol one in the console, or set federation:breakglass.accessKeys to false."),
    );
  }
  return outcomes;
}

function credentialOutcomes({ name, live, wanted }: BreakglassUser): Outcome[] {
  if (live === undefined) return [];
  const outcomes: Outcome[] = [];
  if (live.passwordMade === undefined) {
    outcomes.push(
      finding(
        `${name} has no console password.`,
        `${FIND_OUT} run \`pulumi up --refresh\`, which makes one; hand it over to its custodian (docs/breakglass.md).`,
      ),
    );
  }
  const many = wanted?.accessKeyGenerations.length;
  const { accessKeys } = live;
  if (many !== undefined && accessKeys.length > many) {
    const ids = accessKeys.map(({ id }) => `…${id.slice(-4)}`).join(", ");
    outcomes.push(
      finding(
        `${name} has ${accessKeys.length} access keys (${ids}), and the settings want ${many === 0 ? "none" : many}.`,
        many === 0
          ? `${FIND_OUT} delete each: \`aws iam delete-access-key --user-name ${name} --access-key-id <id>\`.`
          : `${FIND_OUT} delete the one that is not in \`pulumi stack output breakglassHandOver\`.`,
      ),
    );
  } else if (many !== undefined && accessKeys.length < many) {
    outcomes.push(
      finding(
        `${name} has ${accessKeys.length} access keys, and the settings want ${many}.`,
        `${FIND_OUT} run \`pulumi up --refresh\`, which makes what is missing.`,
      ),
    );
  }
  for (const { id, status } of accessKeys) {
    if (status === "Active" || many === 0) continue;
    outcomes.push(
      finding(
        `Access key …${id.slice(-4)} of ${name} is ${status.toLowerCase()}.`,
        `${FIND_OUT} run \`pulumi up --refresh\`, which activates it.`,
      ),
    );
  }
  for (const credential of live.otherCredentials) {
    outcomes.push(
      finding(
        `${name} has a ${credential}, which nobody declared.`,
        `${FIND_OUT} delete it (IAM > Users > ${name} > Security credentials).`,
      ),
    );
  }
  return outcomes;
}
