import {
  DescribeUserCommand,
  IdentitystoreClient,
  paginateListGroupMemberships,
  paginateListGroups,
  paginateListUsers,
} from "@aws-sdk/client-identitystore";
import type { IdentityStoreGroup } from "../../access/identity-store";
import { clientSettings, counted, everyItem, type CallCounter } from "./aws";
import { orAbsent } from "./aws-error";

/** A user as provisioning wrote it. */
export interface StoreUser {
  readonly userId: string;
  /** Sign-in name; Entra's user principal name where the mapping is the gallery's. */
  readonly userName: string;
  readonly externalIds: readonly string[];
}

/** Reads what provisioning wrote into Identity Center's identity store; never writes. */
export class IdentityStoreReader {
  private readonly client: IdentitystoreClient;

  constructor(homeRegion: string, counter: CallCounter) {
    this.client = counted(new IdentitystoreClient(clientSettings(homeRegion)), counter);
  }

  /** Every group, with the ids that the identity provider gave. */
  async groups(IdentityStoreId: string): Promise<IdentityStoreGroup[]> {
    const found = await everyItem(paginateListGroups({ client: this.client, pageSize: 100 }, { IdentityStoreId }), (page) => page.Groups);
    return found.map(({ GroupId = "", DisplayName = "", ExternalIds = [] }) => ({
      groupId: GroupId,
      displayName: DisplayName,
      externalIds: ExternalIds.map(({ Id = "" }) => Id),
    }));
  }

  /** User ids of a group's members. */
  async members(IdentityStoreId: string, GroupId: string): Promise<string[]> {
    const found = await everyItem(
      paginateListGroupMemberships({ client: this.client, pageSize: 100 }, { IdentityStoreId, GroupId }),
      (page) => page.GroupMemberships,
    );
    return found.map(({ MemberId }) => MemberId?.UserId ?? "");
  }

  /** Every user, a call a page of 100. */
  async users(IdentityStoreId: string): Promise<StoreUser[]> {
    const found = await everyItem(paginateListUsers({ client: this.client, pageSize: 100 }, { IdentityStoreId }), (page) => page.Users);
    return found.map(({ UserId = "", UserName = "", ExternalIds = [] }) => ({
      userId: UserId,
      userName: UserName,
      externalIds: ExternalIds.map(({ Id = "" }) => Id),
    }));
  }

  /** A user's sign-in name, or undefined where the store has no such user. */
  async userName(IdentityStoreId: string, UserId: string): Promise<string | undefined> {
    return (await orAbsent(() => this.client.send(new DescribeUserCommand({ IdentityStoreId, UserId }))))?.UserName;
  }
}
