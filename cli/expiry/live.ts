import { GetLoginProfileCommand, IAMClient, paginateListAccessKeys } from "@aws-sdk/client-iam";
import { dayOf } from "../../contract/clock";
import type { Ending } from "../../access/expiry/calendar";
import { CERTIFICATE_WARN_DAYS, credentialEnding } from "../../access/expiry/settings-endings";
import { globalRegion } from "../../contract/partition";
import type { Settings } from "../../access/settings";
import { clientSettings, everyItem } from "../clouds/aws";
import { orAbsent } from "../clouds/aws-error";
import { azureEnvironment } from "../../graph/environment";
import { entraReader } from "../clouds/entra-reader";
import { certificatesOf, signingCertificates, type SigningCertificate } from "../saml/certificates";

/** Certificates of the enterprise app, those of no slot among them. */
export async function readCertificates({ tenantId, microsoftCloud, enterpriseApp }: Settings): Promise<SigningCertificate[]> {
  const entra = entraReader(tenantId, await azureEnvironment(microsoftCloud), { calls: 0 });
  const named = (await entra.applications()).filter(({ displayName }) => displayName === enterpriseApp.name);
  const [only] = named;
  if (only === undefined || named.length > 1)
    throw new Error(`there is not exactly one enterprise application "${enterpriseApp.name}" (\`federation verify\`, R2.1)`);
  const principal = await entra.servicePrincipal(only.appId);
  if (principal === undefined) throw new Error(`the enterprise application "${enterpriseApp.name}" has no service principal`);
  return signingCertificates(await entra.certificates(principal.id));
}

/** The ends of what Entra has beside the slots, and which of all signs now. */
export function certificateEndings(
  certificates: readonly SigningCertificate[],
  { signingCertificates: slots }: Settings["enterpriseApp"],
): readonly Ending[] {
  return certificates.flatMap((certificate) => {
    const slot = slots.find((each) => certificatesOf(each, certificates).includes(certificate));
    const signs = certificate.active ? ", which signs now" : "";
    const print = certificate.thumbprint.slice(0, 8);
    if (slot !== undefined && !certificate.active) return [];
    return [
      {
        id: slot === undefined ? `saml-certificate-${print}` : `saml-certificate-${slot.slot}`,
        what:
          slot === undefined
            ? `SAML certificate ${certificate.name} (${print}…) in Entra, of no slot${signs}`
            : `SAML signing certificate of slot ${slot.slot} in Entra${signs}`,
        ends: dayOf(certificate.ends),
        remedy: certificate.active
          ? "Run `federation rotate certificate`, which walks through the rotation."
          : "No slot of the settings made it and it does not sign: `federation recover` tells whether it is a left-over.",
        warnDays: CERTIFICATE_WARN_DAYS,
      },
    ];
  });
}

/** Ends of the breakglass users' passwords and access keys by their age; users who do not exist have none. */
export async function readCredentialEndings(settings: Settings): Promise<Ending[]> {
  const client = new IAMClient(clientSettings(globalRegion(settings.homeRegion)));
  const found = (settings.breakglass?.users ?? []).map(async ({ name }) => {
    const [password, keys] = await Promise.all([
      orAbsent(async () => (await client.send(new GetLoginProfileCommand({ UserName: name }))).LoginProfile?.CreateDate),
      orAbsent(() => everyItem(paginateListAccessKeys({ client }, { UserName: name }), (page) => page.AccessKeyMetadata)),
    ]);
    return [
      ...(password === undefined ? [] : [credentialEnding(settings, name, "password", dayOf(password))]),
      ...(keys ?? []).flatMap(({ AccessKeyId = "", CreateDate }) =>
        CreateDate === undefined ? [] : [credentialEnding(settings, name, `access key …${AccessKeyId.slice(-4)}`, dayOf(CreateDate))],
      ),
    ];
  });
  return (await Promise.all(found)).flat();
}
