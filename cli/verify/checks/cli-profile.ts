import { accessPortal } from "../../../access/identity-center-urls";
import { finding, follows, notYet, ok, type Check } from "../check";
import { sampleProfile } from "../sample-profile";

/**
 * R8.1: a profile that `federation aws-config` writes leads somewhere: its start URL is this instance's, its account is
 * active, and somebody is assigned to its permission set there. What only a sign-in in a browser shows, R9.3 has.
 */
export const cliProfile: Check = {
  id: "R8.1",
  runbook: "R8.1",
  cloud: "AWS",
  title: "A profile of the AWS CLI resolves",
  assignOnly: true,
  async run(context) {
    const { homeRegion, identityCenter } = context.settings;
    const [profile, { instanceArn, identityStoreId }] = await Promise.all([sampleProfile(context), context.instance()]);
    if (profile === undefined) return [notYet("The settings grant nothing, so that there are no profiles.")];
    const startUrl = identityCenter.accessPortalUrl ?? accessPortal(homeRegion, identityStoreId);
    const foreign = /\b(d-[0-9a-z]{10}|ssoins-[0-9a-z]{16})\b/i.exec(startUrl)?.[0].toLowerCase();
    if (foreign !== undefined && foreign !== identityStoreId && !instanceArn.endsWith(foreign)) {
      return [
        finding(
          `The profiles start at ${startUrl}, which is another instance's: this one has the identity store ${identityStoreId}.`,
          `Write ${accessPortal(homeRegion, identityStoreId)} as federation:identityCenter.accessPortalUrl, or leave the setting out; then run \`federation aws-config\` again.`,
        ),
      ];
    }
    const { name, permissionSet, accountName, accountId } = profile;
    const where = `${permissionSet} in ${accountName} (${accountId})`;
    if (!profile.resolves) return [follows(`No profile leads anywhere yet: nobody has ${where} (see R5.1 to R5.7).`)];
    return [ok(`The profile ${name} resolves: ${where}, from ${startUrl}; only a sign-in in a browser proves the rest (R9.3).`)];
  },
};
