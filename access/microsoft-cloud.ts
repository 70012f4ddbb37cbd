/**
 * Microsoft's clouds: where a tenant signs in, where its Graph lives, and what Sentinel's AWS connector calls itself
 * there. Names are those of the azuread provider's `environment`.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
 * @see https://learn.microsoft.com/azure/sentinel/connect-aws-configure-environment
 */
export interface MicrosoftCloud {
  readonly loginEndpoint: string;
  readonly graphEndpoint: string;
  /** Absent where Microsoft names none. */
  readonly sentinel?: SentinelIdentity;
}

/** Issuer (without scheme) and audience of the tokens with which Sentinel comes to AWS. */
export interface SentinelIdentity {
  readonly issuer: string;
  readonly audience: string;
}

const governmentSentinel: SentinelIdentity = {
  issuer: "sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
  audience: "api://d4230588-5f84-4281-a9c7-2c15194b28f7",
};

export const MICROSOFT_CLOUDS = {
  global: {
    loginEndpoint: "https://login.microsoftonline.com",
    graphEndpoint: "https://graph.microsoft.com",
    sentinel: {
      issuer: "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
      audience: "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e",
    },
  },
  usgovernmentl4: {
    loginEndpoint: "https://login.microsoftonline.us",
    graphEndpoint: "https://graph.microsoft.us",
    sentinel: governmentSentinel,
  },
  usgovernmentl5: {
    loginEndpoint: "https://login.microsoftonline.us",
    graphEndpoint: "https://dod-graph.microsoft.us",
    sentinel: governmentSentinel,
  },
  china: { loginEndpoint: "https://login.chinacloudapi.cn", graphEndpoint: "https://microsoftgraph.chinacloudapi.cn" },
} as const satisfies Readonly<Record<string, MicrosoftCloud>>;

/** Name of one of Microsoft's clouds. */
export type MicrosoftCloudName = keyof typeof MICROSOFT_CLOUDS;

export const MICROSOFT_CLOUD_NAMES = Object.keys(MICROSOFT_CLOUDS) as [MicrosoftCloudName, ...MicrosoftCloudName[]];

/** What the azuread provider takes for the same cloud as well. */
const SYNONYMS: Readonly<Record<string, MicrosoftCloudName>> = {
  public: "global",
  usgovernment: "usgovernmentl4",
  dod: "usgovernmentl5",
};

/** The cloud that the azuread provider means by its `environment`; undefined where it knows none of that name. */
export function microsoftCloudName(environment: string): MicrosoftCloudName | undefined {
  const name = environment.toLowerCase();
  return name in MICROSOFT_CLOUDS ? (name as MicrosoftCloudName) : SYNONYMS[name];
}

/**
 * Federation Metadata XML of one application; without the app id Entra answers with the tenant's certificate, not the
 * application's.
 */
export function federationMetadataUrl(loginEndpoint: string, tenantId: string, clientId: string): string {
  return `${loginEndpoint}/${tenantId}/federationmetadata/2007-06/federationmetadata.xml?appid=${clientId}`;
}
