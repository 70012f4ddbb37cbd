import * as identitystore from "@pulumi/aws/identitystore";
import * as ssoadmin from "@pulumi/aws/ssoadmin";
import type { IdentityStoreGroup } from "../../access/identity-store";
import type { Problem } from "../../access/model";
import { mistake } from "../../access/problems";
import { reading } from "../reading";

/** The Identity Center instance that everything belongs to. */
export interface IdentityCenterInstance {
  readonly instanceArn: string;
  /** Such as `d-9367abcdef`; also the first label of the access portal's host. */
  readonly identityStoreId: string;
  /** The home region. */
  readonly region: string;
}

/**
 * Finds the one Identity Center instance of the home region (R1.1, R1.2), or says why there is none to use: enabling
 * Identity Center is a console-only step.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/enable-identity-center.html
 */
export async function findInstance(region: string): Promise<{ readonly instance: IdentityCenterInstance } | { readonly problem: Problem }> {
  const found = await reading("aws", `the Identity Center instances of ${region}`, () => ssoadmin.getInstances({ region }));
  const [instanceArn, ...others] = found.arns;
  const identityStoreId = found.identityStoreIds[0];
  const path = "federation:homeRegion";
  if (instanceArn === undefined || identityStoreId === undefined) {
    const fault = `is "${region}", but IAM Identity Center is not enabled there`;
    const remedy =
      "enable it in the management account (AWS console > IAM Identity Center > Enable, organization instance), or name the region in which it is enabled";
    return { problem: mistake(path, fault, remedy) };
  }
  if (others.length > 0) {
    const fault = `is "${region}", which shows ${found.arns.length} Identity Center instances (${found.arns.join(", ")})`;
    const remedy = "run with credentials of the management account, or of the delegated administrator, which see only the organization's";
    return { problem: mistake(path, fault, remedy) };
  }
  return { instance: { instanceArn, identityStoreId, region } };
}

/** Reads every group of the identity store in one paged call. */
export async function readIdentityStoreGroups({ identityStoreId, region }: IdentityCenterInstance): Promise<IdentityStoreGroup[]> {
  const { groups } = await reading("aws", `the groups of the identity store ${identityStoreId}`, () =>
    identitystore.getGroups({ identityStoreId, region }),
  );
  return groups.map(({ groupId, displayName, externalIds }) => ({ groupId, displayName, externalIds: externalIds.map(({ id }) => id) }));
}
