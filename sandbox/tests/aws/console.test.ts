import assert from "node:assert/strict";
import { generate } from "selfsigned";
import { CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  DeactivateMFADeviceCommand,
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  GetLoginProfileCommand,
  GetOpenIDConnectProviderCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListMFADevicesCommand,
  ListOpenIDConnectProvidersCommand,
  ListUsersCommand,
  UpdateAccessKeyCommand,
  UpdateLoginProfileCommand,
} from "@aws-sdk/client-iam";
import { CreateScheduleCommand, GetScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { CreateAccountAssignmentCommand, CreatePermissionSetCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Cloud, instanceArn, startCloud } from "./cloud";
import { person, ScimClient } from "./scim-client";

const metadata = (certificates: string[], more = ""): string => `<?xml version="1.0"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://sts.windows.net/22222222-2222-2222-2222-222222222222/">
<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
${certificates.map((c) => `<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${c}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`).join("")}
<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://login.microsoftonline.com/x/saml2"/>${more}
</IDPSSODescriptor></EntityDescriptor>`;

describe("local AWS: the operator's console", () => {
  let cloud: Cloud;
  let iam: IAMClient;
  let certificate: string;
  before(async () => {
    cloud = await startCloud();
    iam = new IAMClient(cloud.settings());
    const { cert } = await generate([{ name: "commonName", value: "Microsoft Azure Federated SSO Certificate" }]);
    certificate = cert.replace(/-----[A-Z ]+-----|\s/g, "");
  });
  after(() => cloud.stop());

  const events = async (region: string, AttributeValue: string) => {
    const input = { LookupAttributes: [{ AttributeKey: "EventName" as const, AttributeValue }] };
    const { Events } = await new CloudTrailClient(cloud.settings(region)).send(new LookupEventsCommand(input));
    return (Events ?? []).map((e) => JSON.parse(e.CloudTrailEvent ?? "{}"));
  };

  it("takes the identity provider's metadata and tells CloudTrail", async () => {
    const source = await cloud.control("POST", "console/identity-source", metadata([certificate]));
    assert.equal(source["type"], "EXTERNAL_IDP");
    assert.equal(source["entityId"], "https://sts.windows.net/22222222-2222-2222-2222-222222222222/");
    assert.deepEqual((await cloud.control("GET", "console"))["identitySource"], source);
    const [event] = await events("eu-west-1", "CreateExternalIdPConfigurationForDirectory");
    assert.equal(event.eventSource, "sso-directory.amazonaws.com");
    assert.equal(event.requestParameters.issuer, source["entityId"]);
    await cloud.control("POST", "console/identity-source", metadata([certificate, certificate]));
    assert.equal((await events("eu-west-1", "UpdateExternalIdPConfigurationForDirectory")).length, 1);
  });

  for (const [what, xml, problem] of [
    ["without a certificate", metadata([]), /no signing certificate/],
    ["with a broken certificate", metadata(["AAAA"]), /cannot be read/],
    ["that is no XML", "hello", /not XML/],
    ["of something else", '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"/>', /no IDPSSODescriptor/],
    ["with a document type", `<!DOCTYPE x>${metadata([])}`, /document type/],
  ] as const) {
    it(`refuses metadata ${what}`, async () => {
      await assert.rejects(cloud.control("POST", "console/identity-source", xml), problem);
    });
  }

  it("imports a second certificate beside the first, deletes one but never the last, and checks what an assertion is signed with", async () => {
    const { cert } = await generate([{ name: "commonName", value: "next" }]);
    const der = cert.replace(/-----[A-Z ]+-----|\s/g, "");
    const signIn = async (signedWith: string) =>
      (
        (await cloud.control("POST", "sign-in", { kind: "federated", userName: "nobody@example.com", signedWith }))["events"] as {
          eventName: string;
        }[]
      )[0];
    await cloud.control("POST", "console/identity-source", metadata([certificate]));
    const { sha256 } = await cloud.control("POST", "console/import-certificate", cert);
    await assert.rejects(cloud.control("POST", "console/import-certificate", cert), /imported already/);
    await assert.rejects(cloud.control("POST", "console/import-certificate", "hello"), /no PEM with one certificate/);
    assert.equal((await signIn(der))?.eventName, "ExternalIdPDirectoryLogin");
    await cloud.control("POST", "console/delete-certificate", { sha256 });
    await assert.rejects(cloud.control("POST", "console/delete-certificate", { sha256 }), /no certificate with sha256/);
    const { identitySource } = (await cloud.control("GET", "console")) as { identitySource: { certificates: { sha256: string }[] } };
    await assert.rejects(
      cloud.control("POST", "console/delete-certificate", { sha256: identitySource.certificates[0]?.sha256 }),
      /always be at least one/,
    );
    const imported = (await events("eu-west-1", "ImportExternalIdPCertificate")).map(
      (event) => event.requestParameters.thumbprint as string,
    );
    assert.ok(imported.includes(String(sha256)));
    assert.equal((await events("eu-west-1", "DeleteExternalIdPCertificate")).length, 1);
  });

  it("names the control routes when one is wrong", async () => {
    await assert.rejects(cloud.control("GET", "nothing"), /there are: .*POST \/_sandbox\/events/);
    await assert.rejects(cloud.control("POST", "faults", { latency: 1 }), /Unknown: latency/);
  });

  it("has emergency users with what the drill looks at", async () => {
    const UserName = "breakglass-1";
    await iam.send(new CreateUserCommand({ UserName, Tags: [{ Key: "purpose", Value: "breakglass" }] }));
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }));
    const PolicyDocument = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":["iam:ChangePassword"],"Resource":"*"}]}';
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: "deny-without-mfa", PolicyDocument }));
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: Policy?.Arn }));
    assert.equal((await iam.send(new ListAttachedUserPoliciesCommand({ UserName }))).AttachedPolicies?.length, 2);
    const { LoginProfile } = await iam.send(
      new CreateLoginProfileCommand({ UserName, Password: "Not-a-real-1", PasswordResetRequired: true }),
    );
    assert.equal(LoginProfile?.PasswordResetRequired, true);
    assert.ok(Number(LoginProfile?.CreateDate) > Date.now() - 60_000);
    await iam.send(new UpdateLoginProfileCommand({ UserName, Password: "Not-a-real-2" }));
    assert.equal((await iam.send(new GetLoginProfileCommand({ UserName }))).LoginProfile?.UserName, UserName);
    const [created] = await events("us-east-1", "CreateLoginProfile");
    assert.equal(created.requestParameters.password, "HIDDEN_DUE_TO_SECURITY_REASONS");
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const asUser = { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
    const { Arn } = await new STSClient({ ...cloud.settings("us-east-2"), credentials: asUser }).send(new GetCallerIdentityCommand({}));
    assert.equal(Arn, "arn:aws:iam::100000000001:user/breakglass-1");
    const [called] = await events("us-east-2", "GetCallerIdentity");
    assert.deepEqual([called.userIdentity.type, called.userIdentity.userName], ["IAMUser", UserName]);
    await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: AccessKey?.AccessKeyId, Status: "Inactive" }));
    assert.equal((await iam.send(new ListAccessKeysCommand({ UserName }))).AccessKeyMetadata?.[0]?.Status, "Inactive");
    assert.deepEqual(
      (await iam.send(new ListUsersCommand({}))).Users?.map((u) => u.UserName),
      [UserName],
    );
  });

  it("enrols a security key that ListMFADevices shows and that can be taken away", async () => {
    const { serialNumber } = await cloud.control("POST", "iam/mfa-devices", { userName: "breakglass-1", name: "vault-a" });
    assert.match(String(serialNumber), /^arn:aws:iam::100000000001:u2f\/user\/breakglass-1\/vault-a-[A-Z0-9]{26}$/);
    const devices = async () =>
      (await iam.send(new ListMFADevicesCommand({ UserName: "breakglass-1" }))).MFADevices?.map((d) => d.SerialNumber);
    assert.deepEqual(await devices(), [serialNumber]);
    await iam.send(new GenerateCredentialReportCommand({}));
    const { Content } = await iam.send(new GetCredentialReportCommand({}));
    const [head, ...rows] = Buffer.from(Content ?? [])
      .toString()
      .trim()
      .split("\n");
    const column = head?.split(",").indexOf("mfa_active") ?? -1;
    assert.equal(rows.find((r) => r.startsWith("breakglass-1,"))?.split(",")[column], "true");
    await iam.send(new DeactivateMFADeviceCommand({ UserName: "breakglass-1", SerialNumber: String(serialNumber) }));
    assert.deepEqual(await devices(), []);
    await assert.rejects(cloud.control("POST", "iam/mfa-devices", { userName: "nobody" }), /no IAM user .+nobody/);
  });

  it("records a console login of an IAM user where it happened", async () => {
    await cloud.control("POST", "sign-in", { kind: "iam", userName: "breakglass-1", region: "eu-north-1" });
    const [event] = await events("eu-north-1", "ConsoleLogin");
    assert.equal(event.userIdentity.userName, "breakglass-1");
    assert.deepEqual(event.responseElements, { ConsoleLogin: "Success" });
    assert.equal(event.additionalEventData.MFAUsed, "Yes");
    assert.ok((await iam.send(new GetUserCommand({ UserName: "breakglass-1" }))).User?.PasswordLastUsed);
    await cloud.control("POST", "sign-in", { kind: "iam", userName: "hunter2", region: "ap-southeast-2" });
    const [failed] = await events("ap-southeast-2", "ConsoleLogin");
    assert.equal(failed.userIdentity.userName, "HIDDEN_DUE_TO_SECURITY_REASONS");
    assert.deepEqual(failed.responseElements, { ConsoleLogin: "Failure" });
  });

  it("records a federated sign-in, into an account only with an assignment", async () => {
    const scim = await ScimClient.enable(cloud);
    const user = await scim.create("Users", person("ada@example.com"));
    const PrincipalId = await scim.create("Groups", { displayName: "aws-analysts", members: [{ value: user }] });
    const signIn = (more: object) => cloud.control("POST", "sign-in", { kind: "federated", userName: "ada@example.com", ...more });
    const into = { account: "012345678901", permissionSet: "Analyst" };
    await assert.rejects(signIn(into), /has no assignment of Analyst/);
    const sso = new SSOAdminClient(cloud.settings());
    const { PermissionSet } = await sso.send(new CreatePermissionSetCommand({ InstanceArn: instanceArn, Name: "Analyst" }));
    await sso.send(
      new CreateAccountAssignmentCommand({
        InstanceArn: instanceArn,
        PermissionSetArn: PermissionSet?.PermissionSetArn,
        TargetId: "012345678901",
        TargetType: "AWS_ACCOUNT",
        PrincipalType: "GROUP",
        PrincipalId,
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    await signIn(into);
    const [authenticated] = await events("eu-west-1", "UserAuthentication");
    assert.equal(authenticated.additionalEventData.CredentialType, "EXTERNAL_IDP");
    const [federated] = await events("eu-west-1", "Federate");
    assert.deepEqual(federated.serviceEventDetails, { role_name: "Analyst", account_id: "012345678901" });
    const stranger = await cloud.control("POST", "sign-in", { kind: "federated", userName: "eve@example.com" });
    assert.deepEqual(
      (stranger["events"] as { eventName: string }[]).map((e) => e.eventName),
      ["ExternalIdPDirectoryLogin"],
    );
  });

  it("leaves e-mail subscriptions pending until somebody clicks", async () => {
    const sns = new SNSClient(cloud.settings());
    const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "mail" }));
    const input = { TopicArn, Protocol: "email", Endpoint: "soc@example.com", ReturnSubscriptionArn: true };
    const { SubscriptionArn } = await sns.send(new SubscribeCommand(input));
    const listed = async () => (await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions?.[0]?.SubscriptionArn;
    const attributes = async () =>
      (await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes?.["PendingConfirmation"];
    assert.equal(await listed(), "PendingConfirmation");
    assert.equal(await attributes(), "true");
    await cloud.control("POST", "console/confirm-subscriptions", { endpoint: "soc@example.com" });
    assert.equal(await listed(), SubscriptionArn);
    assert.equal(await attributes(), "false");
  });

  it("has OIDC providers and schedules", async () => {
    const Url = "https://sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/";
    const ClientIDList = ["api://1462b192-27f7-4cb9-8523-0f4ecb54b47e"];
    const { OpenIDConnectProviderArn } = await iam.send(
      new CreateOpenIDConnectProviderCommand({ Url, ClientIDList, ThumbprintList: ["626d44e704d1ceabe3bf0d53397464ac8080142c"] }),
    );
    assert.deepEqual((await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }))).ClientIDList, ClientIDList);
    assert.equal((await iam.send(new ListOpenIDConnectProvidersCommand({}))).OpenIDConnectProviderList?.length, 1);
    const scheduler = new SchedulerClient(cloud.settings());
    const Target = { Arn: "arn:aws:sns:eu-west-1:100000000001:drill", RoleArn: "arn:aws:iam::100000000001:role/drill" };
    const ScheduleExpression = "cron(0 9 1 */3 ? *)";
    await scheduler.send(new CreateScheduleCommand({ Name: "drill", ScheduleExpression, FlexibleTimeWindow: { Mode: "OFF" }, Target }));
    assert.equal((await scheduler.send(new GetScheduleCommand({ Name: "drill" }))).ScheduleExpression, ScheduleExpression);
    assert.equal((await events("eu-west-1", "CreateSchedule")).length, 1);
  });
});
