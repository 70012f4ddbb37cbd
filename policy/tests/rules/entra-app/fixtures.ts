import { IDENTITY_CENTER_TEMPLATE } from "../../../../contract/gallery-app";
import { azuread } from "../../../shared/types";
import { UNKNOWN, type Wire, resource } from "../../../testing";

export const ACS = "https://eu-west-1.signin.aws/platform/saml/acs/0a1b";
export const ENTITY = "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367";
export const app = (props: Record<string, unknown> = {}) =>
  resource(azuread.application, { templateId: IDENTITY_CENTER_TEMPLATE, ...props }, { name: "app" });
export const reply = (...redirectUris: unknown[]) => app({ web: { redirectUris } });
export const APP = app();
export const principal = (props: Record<string, unknown> = {}) =>
  resource(azuread.servicePrincipal, { clientId: UNKNOWN, ...props }, { name: "sp", refers: { clientId: APP } });
export const SP = principal();
export const ofSp = (type: string, props: Record<string, unknown> = {}, name = "part", property = "servicePrincipalId") =>
  resource(type, { [property]: UNKNOWN, ...props }, { name, refers: { [property]: SP } });
export const ofApp = (type: string, props: Record<string, unknown> = {}) =>
  resource(type, { applicationId: UNKNOWN, ...props }, { name: "part", refers: { applicationId: APP } });
export const OTHER = resource(azuread.application, { displayName: "HR" }, { name: "other" });

/** The app as another resource makes it. */
export const TEMPLATED = resource(azuread.applicationFromTemplate, { templateId: IDENTITY_CENTER_TEMPLATE }, { name: "templated" });
export const SECOND = resource(azuread.application, { templateId: IDENTITY_CENTER_TEMPLATE }, { name: "second" });
export const REGISTERED = resource(azuread.applicationRegistration, { displayName: "HR" }, { name: "registered" });
export const ofOther = (type: string, props: Record<string, unknown>, other: Wire = REGISTERED) =>
  resource(type, { applicationId: UNKNOWN, ...props }, { name: "part", refers: { applicationId: other } });
export const certificate = (endDate: unknown, name = "2026") => ofSp(azuread.tokenSigningCertificate, { endDate }, name);
export const SCIM = "https://scim.eu-west-1.amazonaws.com/0a1b-2c/scim/v2/";
export const secret = (...credentials: unknown[]) => ofSp(azuread.synchronizationSecret, { credentials }, "secret");
export const to = (value: unknown, ...more: unknown[]) =>
  secret({ key: "BaseAddress", value }, { key: "SecretToken", value: "s3cr3t" }, ...more);
