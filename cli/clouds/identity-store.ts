import { DescribeUserCommand, IdentitystoreClient, ListGroupMembershipsCommand, ListGroupsCommand } from "@aws-sdk/client-identitystore";
import type { IdentityStoreGroup } from "../../access/identity-store";
import { clientSettings, counted, isNotFound, pages, type CallCounter } from "./aws";

/** Reads what provisioning wrote into Identity Center's identity store; never writes. */
export class IdentityStoreReader {
  private readonly client: IdentitystoreClient;

  constructor(homeRegion: string, counter: CallCounter) {
    this.client = counted(new IdentitystoreClient(clientSettings(homeRegion)), counter);
  }

  /** Every group, with the ids that the identity provider gave. */
  async groups(IdentityStoreId: string): Promise<IdentityStoreGroup[]> {
    const found = await pages(
      (NextToken) => this.client.send(new ListGroupsCommand({ IdentityStoreId, NextToken, MaxResults: 100 })),
      (page) => page.Groups,
    );
    return found.map(({ GroupId = "", DisplayName = "", ExternalIds = [] }) => ({
      groupId: GroupId,
      displayName: DisplayName,
      externalIds: ExternalIds.map(({ Id = "" }) => Id),
    }));
  }

  /** Number of members of a group. */
  async memberCount(IdentityStoreId: string, GroupId: string): Promise<number> {
    const found = await pages(
      (NextToken) => this.client.send(new ListGroupMembershipsCommand({ IdentityStoreId, GroupId, NextToken, MaxResults: 100 })),
      (page) => page.GroupMemberships,
    );
    return found.length;
  }

  /** A user's sign-in name, or undefined where the store has no such user. */
  async userName(IdentityStoreId: string, UserId: string): Promise<string | undefined> {
    try {
      return (await this.client.send(new DescribeUserCommand({ IdentityStoreId, UserId }))).UserName;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}
