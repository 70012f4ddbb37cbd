/**
 * A cloud that cannot be reached or refuses, in one sentence: which cloud, what was asked, what it answered in short,
 * and what to look at.
 */

/** Who is asked: the two clouds, and the engine for the stack's own state. */
export type Cloud = "aws" | "entra" | "pulumi";

/** Why there was no answer, as far as its words tell. */
export type RefusalKind = "unreachable" | "credentials" | "permission" | "throttled" | "other";

/** A reading that failed. */
export interface Refusal {
  readonly cloud: Cloud;
  /** What was asked, as the object of "asked for": "the organization's accounts"; left out where nobody knows. */
  readonly asked?: string;
  /** The cloud's own words, unshortened. */
  readonly answer: string;
  /** Values that must never be shown, whatever the answer repeats. */
  readonly secrets?: readonly string[];
}

/** Longest answer that a sentence repeats, in characters. */
const SHOWN = 240;

const CLOUD_NAMES: Readonly<Record<Cloud, string>> = { aws: "AWS", entra: "Microsoft Entra", pulumi: "Pulumi's engine" };

/** Words by which clouds, their SDKs and the network say why; the first that matches counts. */
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

/** Why there was no answer. */
export function refusalKind(answer: string): RefusalKind {
  return KINDS.find(([, words]) => words.test(answer))?.[0] ?? "other";
}

/** The sentence. */
export function refusalSentence({ cloud, asked, answer, secrets = [] }: Refusal): string {
  const said = `${asked === undefined ? "" : ` when it was asked for ${asked}`}: ${shortAnswer(answer, secrets)}`;
  const name = CLOUD_NAMES[cloud];
  if (cloud === "pulumi") return `${name} gave no usable answer${said}; check that the stack's backend can be read.`;
  const kind = refusalKind(answer);
  return `${name} ${VERBS[kind]}${said}; ${LOOK_AT[cloud][kind]}.`;
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
