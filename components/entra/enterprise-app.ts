import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import type { AdoptedApp } from "../adopted";
import { COMPONENT } from "../../contract/component-types";
import { certificateName, IDENTITY_CENTER_TEMPLATE, USER_APP_ROLE } from "../../contract/gallery-app";

/** The gallery's home page URL; cleared when left out, and with it the gallery's hints in the portal. */
const GALLERY_HOME_PAGE = "https://*.signin.aws.amazon.com/platform/saml/acs/*?metadata=awssinglesignon|ISV9.1|primary|z";

/** One token signing certificate: a slot is made once and never edited; rotation adds the next one. */
export interface SigningCertificateArgs {
  /** Name of the slot, such as `2026`. */
  readonly slot: string;
  /** RFC 3339 time, at most three years after creation. */
  readonly endDate: string;
}

/** Inputs of {@link EnterpriseApp}. */
export interface EnterpriseAppArgs {
  readonly displayName: string;
  /** SAML audience: `https://<region>.signin.aws.amazon.com/platform/saml/<identityStoreId>`. Exactly one. */
  readonly entityId: string;
  /** SAML reply URLs, the default one first; none yet in the phase `connect`. */
  readonly replyUrls: readonly string[];
  /** AWS access portal, where a sign-in from My Apps starts. */
  readonly signOnUrl: string;
  /** Entra mails these before a signing certificate ends. */
  readonly notificationEmails: readonly string[];
  readonly signingCertificates: readonly SigningCertificateArgs[];
  /** What of an application that existed before this stack stays as it is; absent for one of this stack's own. */
  readonly adopted?: AdoptedApp | undefined;
}

/**
 * The enterprise application of the gallery, set up for SAML sign-in to IAM Identity Center (R2.1, R2.2, R2.4).
 *
 * @see https://learn.microsoft.com/entra/identity/saas-apps/aws-single-sign-on-tutorial
 */
export class EnterpriseApp extends pulumi.ComponentResource {
  readonly clientId: pulumi.Output<string>;
  readonly applicationObjectId: pulumi.Output<string>;
  /** Bare object id, as app role assignments and Conditional Access want it. */
  readonly servicePrincipalObjectId: pulumi.Output<string>;
  /** Path `/servicePrincipals/<uuid>`, as certificates, claims and synchronization want it. */
  readonly servicePrincipalId: pulumi.Output<string>;
  /** Thumbprint (SHA-1, upper-case hex) by slot. */
  readonly thumbprints: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: EnterpriseAppArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT.enterpriseApp, name, {}, opts);

    const application = new azuread.Application(
      name,
      {
        displayName: args.displayName,
        templateId: IDENTITY_CENTER_TEMPLATE,
        identifierUris: [args.entityId],
        ...(args.adopted === undefined ? ownApplication(args) : adoptedApplication(args, args.adopted)),
      },
      { parent: this, protect: true },
    );
    const servicePrincipal = new azuread.ServicePrincipal(
      name,
      {
        clientId: application.clientId,
        // Adoption writes every field: what is not said here is cleared.
        accountEnabled: true,
        appRoleAssignmentRequired: true,
        preferredSingleSignOnMode: "saml",
        loginUrl: args.signOnUrl,
        notificationEmailAddresses: [...args.notificationEmails].sort(),
        // An import does not set useExisting: declared, it would be a change.
        ...(args.adopted === undefined
          ? { useExisting: true, featureTags: [{ enterprise: true, gallery: true }] }
          : args.adopted.servicePrincipal),
      },
      { parent: this, protect: true },
    );
    const certificates = args.signingCertificates.map(
      ({ slot, endDate }) =>
        [
          slot,
          new azuread.ServicePrincipalTokenSigningCertificate(
            `${name}/${slot}`,
            {
              servicePrincipalId: servicePrincipal.id,
              ...(args.adopted?.certificates.get(slot) ?? { displayName: certificateName(slot), endDate }),
            },
            // Deleting one of two certificates through the provider removes the other one
            // (terraform-provider-azuread#1690): it is only ever let go.
            { parent: this, protect: true, retainOnDelete: true },
          ),
        ] as const,
    );

    this.clientId = application.clientId;
    this.applicationObjectId = application.objectId;
    this.servicePrincipalObjectId = servicePrincipal.objectId;
    this.servicePrincipalId = servicePrincipal.id;
    this.thumbprints = pulumi.output(Object.fromEntries(certificates.map(([slot, { thumbprint }]) => [slot, thumbprint])));
    this.registerOutputs({ clientId: this.clientId, servicePrincipalObjectId: this.servicePrincipalObjectId });
  }
}

function ownApplication({ replyUrls }: EnterpriseAppArgs): Partial<azuread.ApplicationArgs> {
  return {
    web: { homepageUrl: GALLERY_HOME_PAGE, redirectUris: [...replyUrls] },
    // The template's roles and a scope of our own, declared exactly: left out, or ignored, every later plan wants to
    // change or delete them.
    appRoles: [appRole(USER_APP_ROLE, "User"), appRole("e7f1a7f3-9eda-48e0-9963-bd67bf531afd", "msiam_access")],
    api: { oauth2PermissionScopes: [userImpersonation] },
  };
}

/** What the state holds of it, with the Reply URLs of the settings unless they are left as found. */
function adoptedApplication(
  { replyUrls }: EnterpriseAppArgs,
  { application, leftReplyUrls }: AdoptedApp,
): Partial<azuread.ApplicationArgs> {
  const web = application["web"] as azuread.types.input.ApplicationWeb | undefined;
  return { ...application, web: { ...web, ...(leftReplyUrls ? {} : { redirectUris: [...replyUrls] }) } };
}

function appRole(id: string, name: string): azuread.types.input.ApplicationAppRole {
  return { id, displayName: name, description: name, allowedMemberTypes: ["User"], enabled: true };
}

/** Stands in for the template's scope, whose id is random; nothing asks for it. */
const userImpersonation: azuread.types.input.ApplicationApiOauth2PermissionScope = {
  id: "0d1b6f5e-6a3c-4c0e-9a53-3f1f6f0c2d41",
  value: "user_impersonation",
  type: "User",
  enabled: true,
  adminConsentDisplayName: "Access AWS IAM Identity Center",
  adminConsentDescription: "Allow the application to access AWS IAM Identity Center on behalf of the signed-in user.",
  userConsentDisplayName: "Access AWS IAM Identity Center",
  userConsentDescription: "Allow the application to access AWS IAM Identity Center on your behalf.",
};
