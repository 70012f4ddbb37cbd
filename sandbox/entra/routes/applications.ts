import * as z from "zod";
import { bound, checked, graphType, guid, optionalText, required, text, type Json } from "../body";
import { listed, param, type Context, type Routes } from "../context";
import type { Application, AppRole, PermissionScope } from "../entities";
import { badRequest, GraphError } from "../graph-error";
import { without } from "../object";
import { entity } from "../query";
import { mirrored, newApplication } from "../template";
import { addReference, references } from "./references";

const redirectUris = z.array(z.string().max(256).refine(isRedirectUri)).max(256);
const httpUrl = z
  .string()
  .max(2048)
  .regex(/^https?:\/\//i)
  .nullable();
const appRole = z.strictObject({
  id: guid,
  allowedMemberTypes: z.array(z.enum(["User", "Application"])).min(1),
  displayName: text(100),
  description: text(1000),
  isEnabled: z.boolean().default(true),
  origin: z.string().nullable().optional(),
  value: z.string().max(250).regex(/^\S*$/).nullable().optional(),
});
const permissionScope = z.strictObject({
  id: guid,
  adminConsentDescription: optionalText(1000).optional(),
  adminConsentDisplayName: optionalText(100).optional(),
  userConsentDescription: optionalText(1000).optional(),
  userConsentDisplayName: optionalText(100).optional(),
  isEnabled: z.boolean().default(true),
  origin: z.string().nullable().optional(),
  type: z.enum(["User", "Admin"]).nullable().optional(),
  value: z.string().max(120).regex(/^\S*$/).nullable().optional(),
});
const applicationType = graphType(
  {
    displayName: text(256),
    description: optionalText(1024),
    groupMembershipClaims: z.string().nullable(),
    identifierUris: z.array(
      z
        .string()
        .max(255)
        .regex(/^[a-z][a-z0-9+.-]*:\S+$/i),
    ),
    notes: optionalText(1024),
    signInAudience: z.enum(["AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount"]),
    tags: z.array(text(256)),
    appRoles: z.array(appRole),
    api: z.strictObject({
      acceptMappedClaims: z.boolean().nullable().optional(),
      knownClientApplications: z.array(guid).nullable().optional(),
      oauth2PermissionScopes: z.array(permissionScope).optional(),
      preAuthorizedApplications: z.array(z.unknown()).nullable().optional(),
      requestedAccessTokenVersion: z.number().int().min(1).max(2).nullable().optional(),
      resourceSpecificApplicationPermissions: z.unknown().optional(),
    }),
    web: z.strictObject({
      homePageUrl: httpUrl.optional(),
      logoutUrl: httpUrl.optional(),
      redirectUris: redirectUris.optional(),
      implicitGrantSettings: z
        .strictObject({
          enableAccessTokenIssuance: z.boolean().nullable().optional(),
          enableIdTokenIssuance: z.boolean().nullable().optional(),
        })
        .nullable()
        .optional(),
      redirectUriSettings: z.unknown().optional(),
    }),
    spa: z.strictObject({ redirectUris: redirectUris.optional() }),
    publicClient: z.strictObject({
      redirectUris: z
        .array(
          z
            .string()
            .max(256)
            .regex(/^[a-z][a-z0-9+.-]*:\S+$/i),
        )
        .optional(),
    }),
    info: z.looseObject({}),
    "owners@odata.bind": z.array(z.string()),
  },
  "addIns authenticationBehaviors certification createdByAppId defaultRedirectUri disabledByMicrosoftStatus isDeviceOnlyAuthSupported " +
    "isDisabled isFallbackPublicClient keyCredentials nativeAuthenticationApisEnabled oauth2RequirePostResponse optionalClaims parentalControlSettings " +
    "passwordCredentials publisherDomain requestSignatureVerification requiredResourceAccess samlMetadataUrl serviceManagementReference " +
    "servicePrincipalLockConfiguration tokenEncryptionKeyId uniqueName verifiedPublisher",
);

/** Complex properties of which a PATCH changes only the parts that it names. */
const MERGED = ["api", "web", "spa", "publicClient", "info"] as const;

/** `/applications`: app registrations, their owners, and the copy of their values on the service principal. */
export const applications: Routes = (app, context) => {
  const { directory } = context;
  const resolve = (id: string): Application => applicationOf(context, id);

  app.get("/applications", (request) => listed(context, request, directory.applications.list()));
  app.get("/applications/:id", (request) => entity(request, resolve(param(request, "id"))));

  app.post("/applications", (request, reply) => {
    const body = checked(applicationType, request.body, "Application");
    required(body, ["displayName"], "Application");
    const properties = without(body, "owners@odata.bind");
    const application = newApplication(String(body["displayName"]), directory.now());
    merge(context, application, properties);
    directory.applications.add(application);
    for (const owner of bound(body, "owners")) addReference(context, application.id, "owners", ["user", "servicePrincipal"], owner);
    return reply.code(201).send(entity(request, application));
  });

  app.patch("/applications/:id", (request, reply) => {
    const application = resolve(param(request, "id"));
    merge(context, application, checked(applicationType, request.body, "Application"));
    const copy = mirrored(application);
    for (const principal of directory.servicePrincipals.everything().filter(({ appId }) => appId === application.appId))
      Object.assign(principal, copy);
    return reply.code(204).send();
  });

  app.delete("/applications/:id", (request, reply) => {
    directory.delete({ kind: "application", object: resolve(param(request, "id")) });
    return reply.code(204).send();
  });

  references(app, context, { path: "/applications", table: directory.applications, name: "owners", kinds: ["user", "servicePrincipal"] });
};

/**
 * The application with this object id, or with this app id when written `appId=…` (Graph's `applications(appId='…')`).
 */
function applicationOf({ directory }: Context, id: string): Application {
  const appId = /^appId=(.*)$/i.exec(id)?.[1]?.toLowerCase();
  if (appId === undefined) return directory.applications.get(id);
  return directory.applications.list().find((application) => application.appId === appId) ?? directory.applications.get(appId);
}

function merge({ directory }: Context, application: Application, changes: Json): void {
  const next = structuredClone(application) as Application & Json;
  for (const [name, value] of Object.entries(changes)) {
    const merged = (MERGED as readonly string[]).includes(name) && value !== null;
    (next as Json)[name] = merged ? { ...(next[name] as Json), ...(value as Json) } : value;
  }
  next.appRoles = (next.appRoles ?? []).map((role) => ({
    origin: "Application",
    ...role,
    value: role.value === "" ? null : (role.value ?? null),
  }));
  next.api.oauth2PermissionScopes ??= [];
  refuseDuplicates([...next.appRoles, ...next.api.oauth2PermissionScopes]);
  refuseEnabled(application.appRoles, next.appRoles);
  refuseEnabled(application.api.oauth2PermissionScopes, next.api.oauth2PermissionScopes);
  const taken = directory.applications
    .everything()
    .filter((other) => other.id !== application.id)
    .flatMap((other) => other.identifierUris);
  if (next.identifierUris.some((uri) => taken.includes(uri))) {
    throw badRequest("Another object with the same value for property identifierUris already exists.");
  }
  Object.assign(application, next);
}

function refuseDuplicates(entries: readonly (AppRole | PermissionScope)[]): void {
  for (const [index, { id, value }] of entries.entries()) {
    const others = entries.slice(index + 1);
    if (others.some((other) => other.id === id)) throw badRequest(`It contains duplicate value. Please Provide unique value. (id '${id}')`);
    if (value !== null && value !== undefined && value !== "" && others.some((other) => other.value === value)) {
      throw badRequest(`It contains duplicate value. Please Provide unique value. (value '${value}')`);
    }
  }
}

/**
 * @see
 * https://learn.microsoft.com/troubleshoot/entra/entra-id/app-integration/cannot-delete-or-update-enabled-entitlement
 */
function refuseEnabled(before: readonly (AppRole | PermissionScope)[], after: readonly (AppRole | PermissionScope)[]): void {
  for (const old of before.filter(({ isEnabled }) => isEnabled)) {
    const next = after.find(({ id }) => id === old.id);
    if (next === undefined || (next.value ?? "") !== (old.value ?? "")) {
      throw new GraphError(
        400,
        "CannotDeleteOrUpdateEnabledEntitlement",
        "Permission (scope or role) cannot be deleted or updated unless disabled first.",
      );
    }
  }
}

/** HTTPS, or HTTP on this machine; wildcards, as gallery templates bring them, are let through. */
function isRedirectUri(uri: string): boolean {
  return /^https:\/\/[^\s/]+/i.test(uri) || /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/|$)/i.test(uri);
}
