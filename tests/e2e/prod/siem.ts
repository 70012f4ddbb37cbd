import { GetOpenIDConnectProviderCommand, GetRoleCommand, GetRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import assert from "node:assert/strict";
import { account, type Prod } from "./context";

const issuer = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/";

/** What Sentinel's connector asks for, as the AWS API shows it. */
export function itExports(prod: Prod): void {
  it("trusts Sentinel's tokens for this workspace only, and reads nothing but the trail and its queue", async () => {
    const iam = new IAMClient(prod.settings("us-east-1"));
    const { ClientIDList } = await iam.send(
      new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: `arn:aws:iam::${account}:oidc-provider/${issuer}` }),
    );
    assert.deepEqual(ClientIDList, ["api://1462b192-27f7-4cb9-8523-0f4ecb54b47e"]);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: "OIDC_MicrosoftSentinel" }));
    const trust = JSON.parse(decodeURIComponent(Role!.AssumeRolePolicyDocument!)) as { Statement: { Condition: unknown }[] };
    assert.deepEqual(trust.Statement[0]!.Condition, {
      StringEquals: {
        [`${issuer}:aud`]: "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e",
        "sts:RoleSessionName": ["MicrosoftSentinel_33333333-3333-4333-8333-333333333333"],
      },
    });
    const { PolicyDocument } = await iam.send(
      new GetRolePolicyCommand({ RoleName: "OIDC_MicrosoftSentinel", PolicyName: "read-cloudtrail" }),
    );
    const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument!)) as { Statement: { Action: string | string[] }[] };
    const actions = Statement.flatMap(({ Action }) => Action);
    assert.ok(
      actions.every((action) => /^(sqs:(Get|Receive|Delete|Change)|s3:(Get|List)|kms:Decrypt$)/.test(action)),
      actions.join(),
    );
  });

  it("is told of each file of the trail", async () => {
    await prod.operator("sign-in", { kind: "iam", userName: "breakglass-2", region: "us-east-1", mfa: true, success: true });
    const sqs = new SQSClient(prod.settings());
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: "federation-siem-cloudtrail" }));
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 }));
    const keys = Messages.flatMap(
      ({ Body = "{}" }) => (JSON.parse(Body) as { Records?: { s3: { object: { key: string } } }[] }).Records ?? [],
    );
    assert.ok(keys.length > 0);
    for (const { s3 } of keys)
      assert.match(decodeURIComponent(s3.object.key), new RegExp(`^AWSLogs/${account}/CloudTrail/.*\\.json\\.gz$`));
  });
}
