/** What stands above the keys of a stack file, as in Pulumi.prod.yaml; a test holds both together. */
export const COMMENTS = {
  region: "Default region of the AWS provider; keep it the Identity Center home region.",
  maxRetries: "Fail within minutes, not an hour, when Identity Center answers with a conflict (the provider retries conflicts).",
  stage: "development | production. Decides how strict the policy pack is; never inferred from the stack's name.",
  phase:
    "connect: enterprise app, SAML and permission sets, before the AWS console has given its values.\nassign: everything, up to the account assignments.",
  homeRegion: "Region in which Identity Center was enabled. It can never change (R1.2).",
  tenantId: "Entra directory (tenant) id.",
  acsUrls:
    "Assertion Consumer Service URLs from the AWS console: IAM Identity Center > Settings > Identity source > Actions > Manage authentication. IPv4 first.",
  notificationEmails: "Entra mails these addresses before a signing certificate ends.",
  signingCertificates:
    "One entry a certificate, never edited: rotate by adding the next slot (docs/certificates.md). Ends at most 3 years after creation.",
  scimEndpoint: "SCIM endpoint from the AWS console: Settings > Automatic provisioning.",
  tokenExpires: "The day on which the SCIM token ends (one year after it was made).",
  scimToken: "The SCIM token is a secret of its own: pulumi config set --secret federation:scimToken",
  productionAccounts: "What counts as production: told once, here.",
  permissionSets: "The runbook's archetypes (R5.1 to R5.5) are there by name; say here only what differs. Own sets stand beside them.",
  access: "Who gets what, where. group: Entra display name or object id. accounts: all | id | name glob | ou | tag, minus `except`.",
  conditionalAccessState: "enabled | enabledForReportingButNotEnforced (then reportOnlyUntil, at most 30 days ahead) | disabled",
  emergencyAccessGroup: "Excluded from every policy: the emergency-access accounts. Never inferred.",
  allowedCountries: "R6.4: sign-in only from these countries (ISO 3166-1 alpha-2), save for the travel-exception group.",
  strength: "mfa | phishingResistant",
  breakglass: "Two IAM users in the management account, for the day on which the federation does not work (docs/breakglass.md).",
  accessKeys: "A FIDO2 key cannot raise an access key to a session with MFA: leave keys out unless there is a reason (docs/breakglass.md).",
  subscribers: "Who is woken by any use of a breakglass user. An e-mail address counts once the link in AWS's mail was clicked.",
} as const;
