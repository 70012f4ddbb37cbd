import { DeleteAccessKeyCommand, DeleteLoginProfileCommand, IAMClient } from "@aws-sdk/client-iam";
import { KMSClient, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import { DeletePermissionSetCommand } from "@aws-sdk/client-sso-admin";
import { clientSettings } from "../clouds/aws";
import type { EntraReader } from "../clouds/entra";
import type { IdentityCenterReader } from "../clouds/identity-center";
import { Failure } from "../failure";
import type { Orphan } from "./found-objects";

/** What removal needs. */
export interface RemovalClouds {
  readonly identityCenter: IdentityCenterReader;
  readonly entra: () => Promise<EntraReader>;
  readonly homeRegion: string;
}

/** Removes an orphan; throws where the cloud refuses. */
export async function removeOrphan(orphan: Orphan, clouds: RemovalClouds): Promise<void> {
  switch (orphan.kind) {
    case "Entra object":
      await (await clouds.entra()).graph.remove(orphan.path);
      return;
    case "key":
      // AWS keeps it for 30 days, in which the deletion can be taken back.
      await new KMSClient(clientSettings(orphan.region)).send(
        new ScheduleKeyDeletionCommand({ KeyId: orphan.keyId, PendingWindowInDays: 30 }),
      );
      return;
    case "certificate":
      return removeCertificate(await clouds.entra(), orphan.principal, orphan.keyId);
    case "permission set":
      return removeSet(clouds.identityCenter, orphan.instanceArn, orphan.arn);
    case "login profile":
      await new IAMClient(clientSettings(clouds.homeRegion)).send(new DeleteLoginProfileCommand({ UserName: orphan.user }));
      return;
    case "access key":
      await new IAMClient(clientSettings(clouds.homeRegion)).send(
        new DeleteAccessKeyCommand({ UserName: orphan.user, AccessKeyId: orphan.keyId }),
      );
  }
}

/**
 * Takes both halves and the password of one certificate off the service principal; the others are sent back as they
 * came.
 */
async function removeCertificate(entra: EntraReader, principal: string, keyId: string): Promise<void> {
  const found = await entra.certificates(principal);
  const doomed = found.keyCredentials?.find((credential) => credential.keyId === keyId);
  if (doomed?.customKeyIdentifier === undefined || doomed.customKeyIdentifier === null)
    throw new Failure(`The certificate ${keyId} is not on the service principal any more.`);
  const others = <Credential extends { readonly customKeyIdentifier?: string | null }>(all: readonly Credential[] = []) =>
    all.filter(({ customKeyIdentifier }) => customKeyIdentifier !== doomed.customKeyIdentifier);
  await entra.graph.patch(`/servicePrincipals/${principal}`, {
    keyCredentials: others(found.keyCredentials),
    passwordCredentials: others(found.passwordCredentials),
  });
}

/**
 * Only an unused set goes: removing assignments is a decision of its own, and deleting a used set is retried by AWS's
 * clients for minutes.
 */
async function removeSet(identityCenter: IdentityCenterReader, InstanceArn: string, PermissionSetArn: string): Promise<void> {
  const accounts = await identityCenter.accountsWith(InstanceArn, PermissionSetArn);
  if (accounts.length > 0) {
    throw new Failure(`${PermissionSetArn} is in use in ${accounts.length} accounts; take it over instead with \`federation take-over\`.`);
  }
  await identityCenter.client.send(new DeletePermissionSetCommand({ InstanceArn, PermissionSetArn }));
}
