import assert from "node:assert/strict";
import { GraphError } from "../../graph/client";
import { type RefusalKind, refusalKind, refusalSentence, shortAnswer } from "../../access/cloud-refusal";

describe("a cloud's refusal", () => {
  const answers: readonly (readonly [RefusalKind, string])[] = [
    ["unreachable", "unable to build authorizer: could not reach 127.0.0.1:9: connect ECONNREFUSED 127.0.0.1:9"],
    ["unreachable", 'Get "https://graph.microsoft.com/beta/groups": dial tcp: lookup graph.microsoft.com: no such host'],
    ["unreachable", "operation error SSO Admin: ListInstances, exceeded maximum number of attempts, 25, request send failed: EOF"],
    ["unreachable", "tls: failed to verify certificate: x509: certificate signed by unknown authority"],
    ["credentials", "ExpiredTokenException: The security token included in the request is expired"],
    ["credentials", "api error InvalidClientTokenId: The security token included in the request is invalid."],
    ["credentials", "No valid credential sources found. Please see https://registry.terraform.io for more"],
    [
      "credentials",
      "clientCredentialsToken: received HTTP status 401 with response: AADSTS7000222: The provided client secret keys are expired.",
    ],
    ["credentials", "AADSTS7000215: Invalid client secret provided."],
    ["permission", "AccessDeniedException: User: arn:aws:sts::1:assumed-role/d/s is not authorized to perform: sso:ListInstances"],
    ["permission", "unexpected status 403 (403 Forbidden) with error: Authorization_RequestDenied: Insufficient privileges to complete"],
    ["throttled", "ThrottlingException: Rate exceeded"],
    ["other", "ValidationException: the region is odd"],
  ];
  for (const [kind, answer] of answers) it(`is of kind ${kind}: ${answer.slice(0, 60)}`, () => assert.equal(refusalKind(answer), kind));

  const aws = (name: string, httpStatusCode: number, message = "no words that tell"): Error =>
    Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
  const errors: readonly (readonly [RefusalKind, Error])[] = [
    ["throttled", aws("TooManyRequestsException", 400)],
    ["credentials", aws("ExpiredTokenException", 403)],
    ["credentials", aws("UnrecognizedClientException", 400)],
    ["permission", aws("AccessDeniedException", 400, "the rate exceeded the network")],
    ["permission", aws("SomethingOfTheService", 403)],
    ["unreachable", aws("SomethingOfTheService", 503)],
    ["unreachable", Object.assign(new Error("a"), { name: "RestError", code: "ENOTFOUND" })],
    ["throttled", new GraphError(429, "activityLimitReached", "a", "/")],
    ["permission", new GraphError(403, "Authorization_RequestDenied", "a", "/")],
    ["credentials", new GraphError(401, "InvalidAuthenticationToken", "a", "/")],
    ["credentials", new Error("ExpiredToken: it comes through the engine")],
    ["other", aws("ValidationException", 400)],
  ];
  for (const [kind, error] of errors)
    it(`is of kind ${kind} by name, code or status, whatever the words: ${error.name} ${error.message}`, () =>
      assert.equal(refusalKind(error), kind));

  it("is told as of the kind that is known", () => {
    const sentences = refusalSentence({ cloud: "aws", asked: "the roles", answer: "a timed out network", kind: "permission" });
    assert.match(
      sentences,
      /^AWS denied the permission when it was asked for the roles: "a timed out network"; let the deployment's role read it/,
    );
  });

  it("names the cloud, what was asked, the answer, and what to look at", () => {
    assert.equal(
      refusalSentence({
        cloud: "entra",
        asked: "the groups that the settings name",
        answer:
          "invocation of azuread:index/getGroups:getGroups returned an error: could not reach 127.0.0.1:9:\n  connect ECONNREFUSED 127.0.0.1:9",
      }),
      'Microsoft Entra could not be reached when it was asked for the groups that the settings name: "could not reach 127.0.0.1:9: connect ECONNREFUSED 127.0.0.1:9"; check the network and its proxy, the cloud (ARM_ENVIRONMENT or azuread:environment), and ARM_METADATA_HOSTNAME or azuread:metadataHost where one is set.',
    );
    assert.match(
      refusalSentence({ cloud: "aws", asked: "the organization", answer: "ExpiredToken: it ended" }),
      /^AWS refused the credentials when it was asked for the organization: "ExpiredToken: it ended"; .*AWS_PROFILE or aws:profile/,
    );
  });

  it("shows no secret, whatever a cloud repeats", () => {
    const secret = "s3cr3t~Value.of-the-client";
    for (const answer of [
      `the secret ${secret} is wrong`,
      `client_secret=${secret}&grant_type=client_credentials`,
      `https://user:${secret}@host/path refused`,
      `https://host/path?sig=${secret} refused`,
      `Authorization: Bearer ${secret}`,
    ])
      assert.ok(!shortAnswer(answer, [secret]).includes(secret), answer);
    for (const answer of [
      "client_secret=abcdefgh&x=1",
      "https://user:abcdefgh@host/",
      "https://host/?sig=abcdefgh",
      "Bearer abcdefgh.ijk",
      '"password": "abcdefgh"',
      `key abcdefgh${"1".repeat(40)} refused`,
    ])
      assert.ok(!shortAnswer(answer).includes("abcdefgh"), shortAnswer(answer));
    assert.ok(!shortAnswer("key AKIAIOSFODNN7EXAMPLE refused").includes("IOSFODNN"));
  });
});
