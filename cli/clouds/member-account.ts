import { IAMClient, paginateListUsers } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { globalRegion, partitionOf } from "../../contract/partition";
import { clientSettings, counted, everyItem, type CallCounter } from "./aws";

/** Seconds of a session in another account; the least that AWS gives. */
const SESSION_SECONDS = 900;

/** Reads other accounts of the organization through one read-only role that each of them has; writes nothing. */
export class MemberAccountReader {
  private readonly sts: STSClient;

  /** @param role the role's name, with its path where it has one. */
  constructor(
    private readonly homeRegion: string,
    readonly role: string,
    private readonly counter: CallCounter,
  ) {
    this.sts = counted(new STSClient(clientSettings(homeRegion)), counter);
  }

  /**
   * Names of an account's IAM users: one call to enter, one a page of users. The session's credentials are held nowhere
   * else.
   */
  async userNames(accountId: string): Promise<string[]> {
    const region = globalRegion(this.homeRegion);
    const { Credentials } = await this.sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:${partitionOf(this.homeRegion)}:iam::${accountId}:role/${this.role}`,
        RoleSessionName: "federation-verify",
        DurationSeconds: SESSION_SECONDS,
      }),
    );
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
    const client = counted(new IAMClient({ ...clientSettings(region), credentials }), this.counter);
    const users = await everyItem(paginateListUsers({ client }, {}), (page) => page.Users);
    return users.map(({ UserName = "" }) => UserName);
  }
}
