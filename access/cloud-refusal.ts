/**
 * A cloud that cannot be reached or refuses, in one sentence: which cloud, what was asked, what it answered in short,
 * and what to look at.
 */

/** Who is asked: the two clouds, and the engine for the stack's own state. */
export type Cloud = "aws" | "entra" | "pulumi";

/** Why there was no answer. */
export type RefusalKind = "unreachable" | "credentials" | "permission" | "throttled" | "other";

/** A reading that failed. */
export interface Refusal {
  readonly cloud: Cloud;
  /** What was asked, as the object of "asked for": "the organization's accounts"; left out where nobody knows. */
  readonly asked?: string;
  /** The cloud's own words, unshortened. */
  readonly answer: string;
  /** Where it is known from the error itself; left out, the words tell. */
  readonly kind?: RefusalKind;
  /** Values that must never be shown, whatever the answer repeats. */
  readonly secrets?: readonly string[];
}

/** Longest answer that a sentence repeats, in characters. */
const SHOWN = 240;

const CLOUD_NAMES: Readonly<Record<Cloud, string>> = { aws: "AWS", entra: "Microsoft Entra", pulumi: "Pulumi's engine" };

/**
 * What the names and codes of errors mean: AWS's own (its SDK's `name`), Graph's and the sign-in's (`code`), and the
 * network's.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 * @see https://learn.microsoft.com/graph/errors
 */
const CODES: Readonly<Record<RefusalKind, readonly string[]>> = {
  throttled: [
    ...["Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException", "RequestLimitExceeded"],
    ...["TooManyRequests", "TooManyRequestsException", "SlowDown"],
  ],
  credentials: [
    ...["CredentialsProviderError", "ExpiredToken", "ExpiredTokenException", "IncompleteSignature", "InvalidClientTokenId"],
    ...["InvalidSignatureException", "MissingAuthenticationToken", "SignatureDoesNotMatch", "UnrecognizedClientException"],
    ...["InvalidAuthenticationToken", "CredentialUnavailableError"],
  ],
  permission: ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "Authorization_RequestDenied"],
  unreachable: [
    "ECONNREFUSED",
    "ECONNRESET",
    "EAI_AGAIN",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "ENOTFOUND",
    "EPIPE",
    "ETIMEDOUT",
    "TimeoutError",
  ],
  other: [],
};
const KIND_OF_CODE = new Map(Object.entries(CODES).flatMap(([kind, codes]) => codes.map((code) => [code, kind as RefusalKind] as const)));

/** What a status of HTTP means where no code is known. */
const KIND_OF_STATUS: ReadonlyMap<number, RefusalKind> = new Map([
  [401, "credentials"],
  [403, "permission"],
  [429, "throttled"],
  [502, "unreachable"],
  [503, "unreachable"],
  [504, "unreachable"],
]);

/** Where clients of the clouds write code and status: AWS's SDK, Azure's, and this project's for Microsoft Graph. */
interface ClientError extends Error {
  readonly code?: unknown;
  readonly status?: unknown;
  readonly statusCode?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown };
}

/**
 * Words by which providers say why, for what comes through Pulumi's engine, which hands on no code; the first that
 * matches counts.
 */
const KINDS: readonly (readonly [RefusalKind, RegExp])[] = [
  ["throttled", /throttl|too ?many ?requests|rate exceeded|slow ?down|\b429\b/i],
  [
    "credentials",
    /expired ?token|token (has|is) expired|invalid ?client ?token|unrecognized ?client|signature ?does ?not ?match|(no|load|find) .{0,20}credential|credentials? (could|were|is|are|have)\b|credential ?provider|security token|AADSTS(70|90)\d+|invalid_client|unauthorized_client|InvalidAuthenticationToken|unauthori[sz]ed\b(?!Operation)|\b401\b|please run 'az login'|\bsso\b.{0,20}(expired|login)/i,
  ],
  [
    "permission",
    /access ?denied|not authorized|unauthorizedOperation|Authorization_RequestDenied|forbidden|insufficient privileges|\b403\b/i,
  ],
  [
    "unreachable",
    /ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|timed? ?out|deadline|no such host|connection (refused|reset)|dial tcp|could not reach|network|socket|getaddrinfo|fetch failed|bad port|x509|certificate|\bEOF\b|\b50[234]\b|service ?unavailable/i,
  ],
];

const LOOK_AT: Readonly<Record<Exclude<Cloud, "pulumi">, Readonly<Record<RefusalKind, string>>>> = {
  aws: {
    unreachable:
      "check the network and its proxy, the region (federation:homeRegion; aws:region or AWS_REGION), and AWS_ENDPOINT_URL or aws:endpoints where one is set",
    credentials:
      "sign in anew (`aws sso login`), or correct AWS_PROFILE or aws:profile, AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or aws:assumeRoles",
    permission:
      "let the deployment's role read it, or deploy with another one (AWS_PROFILE or aws:profile, aws:assumeRoles); it must be of the management account or of Identity Center's delegated administrator",
    throttled: "run it again in a minute",
    other: "check the credentials (AWS_PROFILE or aws:profile) and the region (federation:homeRegion; aws:region or AWS_REGION)",
  },
  entra: {
    unreachable:
      "check the network and its proxy, the cloud (ARM_ENVIRONMENT or azuread:environment), and ARM_METADATA_HOSTNAME or azuread:metadataHost where one is set",
    credentials:
      "check ARM_CLIENT_ID or azuread:clientId, whether ARM_CLIENT_SECRET or azuread:clientSecret has expired, and ARM_TENANT_ID or azuread:tenantId; without a client secret, run `az login` anew",
    permission:
      "give the deployment's application (ARM_CLIENT_ID or azuread:clientId) the Graph permissions of docs/set-up.md, with admin consent",
    throttled: "run it again in a minute",
    other: "check the tenant (ARM_TENANT_ID or azuread:tenantId) and the application (ARM_CLIENT_ID or azuread:clientId)",
  },
};

const VERBS: Readonly<Record<RefusalKind, string>> = {
  unreachable: "could not be reached",
  credentials: "refused the credentials",
  permission: "denied the permission",
  throttled: "takes no more requests for now",
  other: "gave no usable answer",
};

/** Why there was no answer: by name, code or status of the error where it has one that is known, else by its words. */
export function refusalKind(error: unknown): RefusalKind {
  if (!(error instanceof Error)) return kindByWords(String(error));
  const { name, code, status, statusCode, $metadata } = error as ClientError;
  return (
    KIND_OF_CODE.get(name) ??
    KIND_OF_CODE.get(String(code)) ??
    KIND_OF_STATUS.get(Number(status ?? statusCode ?? $metadata?.httpStatusCode)) ??
    kindByWords(`${name} ${typeof code === "string" ? code : ""} ${error.message}`)
  );
}

function kindByWords(answer: string): RefusalKind {
  return KINDS.find(([, words]) => words.test(answer))?.[0] ?? "other";
}

/** The sentence. */
export function refusalSentence({ cloud, asked, answer, kind = kindByWords(answer), secrets = [] }: Refusal): string {
  const cause = `${asked === undefined ? "" : ` when it was asked for ${asked}`}: ${shortAnswer(answer, secrets)}`;
  const name = CLOUD_NAMES[cloud];
  if (cloud === "pulumi") return `${name} gave no usable answer${cause}; check that the stack's backend can be read.`;
  return `${name} ${VERBS[kind]}${cause}; ${LOOK_AT[cloud][kind]}.`;
}

/** What a cloud answered: one line, without what may be a credential. */
export function shortAnswer(answer: string, secrets: readonly string[] = []): string {
  const withoutSecrets = secrets
    .filter((secret) => secret.length >= 6)
    .reduce((text, secret) => text.replaceAll(secret, "…"), answer.replace(/\s+/g, " ").trim());
  const text = withoutSecrets
    .replace(/^(Error: )?invocation of \S+ returned an error: /, "")
    .replace(/\/\/[^/@\s]*@/g, "//…@")
    .replace(/(https?:\/\/[^\s?"']+)\?[^\s"']*/g, "$1")
    .replace(/\b(Bearer|Basic) [\w.~+/=-]+/gi, "$1 …")
    .replace(/\b(client_secret|client_assertion|password|token|secret|signature|credential)s?(["']?\s*[=:]\s*["']?)[^\s"',;&]+/gi, "$1$2…")
    .replace(/\b(AKIA|ASIA)[A-Z0-9]{12,}\b/g, "$1…")
    .replace(/[\w+/=~.-]{40,}/g, (run) => (/\d/.test(run) && /[A-Za-z]/.test(run) && !/^https?:|^arn:|\//.test(run) ? "…" : run))
    .replace(/[.;:\s]+$/, "");
  const quoted = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  return quoted === "" ? "no reason was given" : `"${quoted.replaceAll('"', "'")}"`;
}
