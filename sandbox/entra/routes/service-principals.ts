import * as z from "zod";
import { bound, checked, graphType, guid, optionalText, required, text, type Json } from "../body";
import { presentedCredentials, replacedKeyCredentials } from "../certificate";
import { listed, param, type Context, type Routes } from "../context";
import type { ServicePrincipal } from "../entities";
import { badRequest, GraphError } from "../graph-error";
import { without } from "../object";
import { entity, selection } from "../query";
import { newServicePrincipal } from "../template";
import { addReference, references } from "./references";

const servicePrincipalType = graphType(
  {
    appId: guid,
    displayName: text(256),
    accountEnabled: z.boolean(),
    alternativeNames: z.array(z.string()),
    appRoleAssignmentRequired: z.boolean(),
    description: optionalText(1024),
    loginUrl: z
      .string()
      .max(2048)
      .regex(/^https?:\/\/\S+$/i)
      .nullable(),
    notes: optionalText(1024),
    notificationEmailAddresses: z.array(z.string().regex(/^[^\s@]+@[^\s@]+$/)),
    preferredSingleSignOnMode: z.enum(["", "password", "saml", "notSupported", "oidc"]).nullable(),
    preferredTokenSigningKeyThumbprint: z
      .string()
      .regex(/^[0-9a-f]{40}$/i)
      .nullable(),
    samlSingleSignOnSettings: z.strictObject({ relayState: z.string().nullable().optional() }).nullable(),
    tags: z.array(text(256)),
    keyCredentials: z.array(z.looseObject({ keyId: guid })),
    passwordCredentials: z.array(z.looseObject({ keyId: guid })),
    "owners@odata.bind": z.array(z.string()),
  },
  "addIns appDescription appDisplayName appOwnerOrganizationId appRoles applicationTemplateId customSecurityAttributes disabledByMicrosoftStatus homepage " +
    "info logoutUrl oauth2PermissionScopes preferredTokenSigningKeyEndDateTime replyUrls resourceSpecificApplicationPermissions " +
    "samlMetadataUrl servicePrincipalNames servicePrincipalType signInAudience tokenEncryptionKeyId verifiedPublisher",
);

/** `/servicePrincipals`: enterprise applications and their owners. */
export const servicePrincipals: Routes = (app, context) => {
  const { directory } = context;

  app.get("/servicePrincipals", (request) =>
    listed(
      context,
      request,
      directory.servicePrincipals.list().map((row) => presentedCredentials(directory, row, false)),
    ),
  );

  app.get("/servicePrincipals/:id", (request) => {
    // Graph shows the bytes of keys only to a caller who selects them from a single object.
    const withKeys = selection(request)?.includes("keyCredentials") ?? false;
    return entity(request, presentedCredentials(directory, servicePrincipalOf(context, param(request, "id")), withKeys));
  });

  app.post("/servicePrincipals", (request, reply) => {
    const body = checked(servicePrincipalType, request.body, "ServicePrincipal");
    required(body, ["appId"], "ServicePrincipal");
    const appId = String(body["appId"]);
    const properties = without(body, "appId", "owners@odata.bind");
    const application = directory.applications.list().find((candidate) => candidate.appId === appId.toLowerCase());
    if (application === undefined) {
      throw new GraphError(
        400,
        "NoBackingApplicationObject",
        `The appId '${appId}' of the service principal does not reference a valid application object.`,
      );
    }
    if (directory.servicePrincipals.everything().some((other) => other.appId === application.appId)) {
      const message = `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`;
      throw new GraphError(409, "Request_MultipleObjectsWithSameKeyValue", message);
    }
    const principal = directory.servicePrincipals.add(
      newServicePrincipal(application, directory.tenantId, properties as Partial<ServicePrincipal>),
    );
    for (const owner of bound(body, "owners")) addReference(context, principal.id, "owners", ["user", "servicePrincipal"], owner);
    return reply.code(201).send(entity(request, presentedCredentials(directory, principal, false)));
  });

  app.patch("/servicePrincipals/:id", (request, reply) => {
    const principal = servicePrincipalOf(context, param(request, "id"));
    const changes = checked(servicePrincipalType, request.body, "ServicePrincipal");
    if ("appId" in changes && changes["appId"] !== principal.appId) throw badRequest("Property 'appId' is read-only and cannot be set.");
    if (changes["preferredSingleSignOnMode"] === "") changes["preferredSingleSignOnMode"] = null;
    activate(principal, changes);
    if ("keyCredentials" in changes)
      changes["keyCredentials"] = replacedKeyCredentials(directory, principal, changes["keyCredentials"] as Json[]);
    if ("passwordCredentials" in changes) {
      const kept = (changes["passwordCredentials"] as Json[]).map(({ keyId }) => keyId);
      changes["passwordCredentials"] = principal.passwordCredentials.filter(({ keyId }) => kept.includes(keyId));
    }
    Object.assign(principal, changes);
    const active = principal.preferredTokenSigningKeyThumbprint;
    if (active !== null && !thumbprints(principal).includes(active)) principal.preferredTokenSigningKeyThumbprint = null;
    return reply.code(204).send();
  });

  app.delete("/servicePrincipals/:id", (request, reply) => {
    directory.delete({ kind: "servicePrincipal", object: servicePrincipalOf(context, param(request, "id")) });
    return reply.code(204).send();
  });

  const options = { path: "/servicePrincipals", table: directory.servicePrincipals };
  references(app, context, { ...options, name: "owners", kinds: ["user", "servicePrincipal"] });
};

/**
 * The service principal with this object id, or with this app id when written `appId=…` (Graph's
 * `servicePrincipals(appId='…')`).
 */
export function servicePrincipalOf({ directory }: Context, id: string): ServicePrincipal {
  const appId = /^appId=(.*)$/i.exec(id)?.[1]?.toLowerCase();
  if (appId === undefined) return directory.servicePrincipals.get(id);
  return directory.servicePrincipals.list().find((principal) => principal.appId === appId) ?? directory.servicePrincipals.get(appId);
}

/** Only a signing certificate that the service principal has can be made the active one. */
function activate(principal: ServicePrincipal, changes: Json): void {
  const wanted = changes["preferredTokenSigningKeyThumbprint"];
  if (typeof wanted !== "string") return;
  changes["preferredTokenSigningKeyThumbprint"] = wanted.toUpperCase();
  if (!thumbprints(principal).includes(wanted.toUpperCase())) {
    throw badRequest("Invalid value specified for property 'preferredTokenSigningKeyThumbprint' of resource 'ServicePrincipal'.");
  }
}

/** SHA-1 thumbprints, in upper-case hex, of the certificates that sign tokens. */
function thumbprints(principal: ServicePrincipal): string[] {
  return principal.keyCredentials
    .filter(({ usage }) => usage === "Verify")
    .map(({ customKeyIdentifier }) => Buffer.from(customKeyIdentifier, "base64").toString("hex").toUpperCase());
}
