/**
 * What the official provider PATCHes on every create and update of an application, changed or not.
 *
 * @param displayName As the program names it.
 * @param homePageUrl Of `web`.
 * @param redirectUris Of `web`.
 */
export const applicationUpdate = (displayName: string, homePageUrl: string, redirectUris: readonly string[]) => ({
  "@odata.type": "#microsoft.graph.application",
  api: { acceptMappedClaims: false, knownClientApplications: [], requestedAccessTokenVersion: 1 },
  description: null,
  displayName,
  groupMembershipClaims: null,
  info: { marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
  isDeviceOnlyAuthSupported: false,
  isFallbackPublicClient: false,
  notes: null,
  publicClient: { redirectUris: [] },
  serviceManagementReference: null,
  signInAudience: "AzureADMyOrg",
  spa: { redirectUris: [] },
  tags: [],
  web: {
    homePageUrl,
    logoutUrl: null,
    redirectUris,
    implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
  },
});
