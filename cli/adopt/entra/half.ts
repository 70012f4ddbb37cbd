import { COMPONENT } from "../../../contract/component-types";
import { compareText } from "../../../access/words";
import { ROOT, type AdoptedPart, type AdoptionPlace, type Decision } from "../part";
import { sentence } from "../../failure";
import { adoptedAppAssignments } from "./app-assignments";
import { chooseApplication } from "./application";
import { adoptedCertificates } from "./certificates";
import { adoptedClaims } from "./claims";
import { adoptedConditionalAccess } from "./conditional-access";
import { groupNotes } from "./groups";
import { portalClaims } from "./portal-claims";
import { adoptedProvisioning } from "./provisioning";
import { samlSettings } from "./saml";
import type { EntraSources } from "./sources";

const TITLE = "Entra";

/**
 * The Entra half: the application that leads to Identity Center with its certificates, claims, job and assignments, and
 * the Conditional Access policies for it alone. Without settings where there is no application that can be adopted
 * whole, and the AWS half stands alone: decisions say why.
 */
export async function entraHalf(sources: EntraSources, place: AdoptionPlace): Promise<AdoptedPart> {
  const { entra } = sources;
  const { application, decisions, unmanaged, found } = await chooseApplication(sources, place);
  const alone = (text?: string): AdoptedPart => ({
    ...{ title: TITLE, settings: [], resources: [], unmanaged, unread: [], summary: "no application that can be adopted" },
    decisions:
      text === undefined ? decisions : [...decisions, { kind: "left-alone", what: `application "${application?.displayName}"`, text }],
  });
  if (application === undefined) return alone();
  const principal = await entra.servicePrincipal(application.appId);
  if (principal === undefined) return alone("It has no service principal in this directory, so that nobody can sign in through it.");
  const saml = samlSettings(application, principal, place);
  if (saml === undefined) {
    return alone(
      "It has no Reply URL of this Identity Center, so that nobody signs in to AWS through it. The AWS half alone is adopted; to federate through it, write the URLs that AWS shows (IAM Identity Center > Settings > Authentication) and adopt again.",
    );
  }
  const [keys, policies, attributes, assigned, jobs, secrets] = await Promise.all([
    entra.certificates(principal.id),
    entra.claimsPolicies(principal.id),
    sources.accessControlAttributes(),
    entra.appRoleAssignments(principal.id),
    entra.jobs(principal.id),
    entra.secrets(principal.id),
  ]);
  const provisioning = adoptedProvisioning(principal.id, jobs, secrets, place);
  if (provisioning === undefined) {
    return alone(
      "It has no provisioning job: the groups in Identity Center come from elsewhere. The AWS half alone is adopted, and the application stays in use untouched; once Entra provisions (docs/adopt.md, The AWS half first), adopt again.",
    );
  }
  const certificates = adoptedCertificates(keys, place.now);
  const claims = adoptedClaims(principal.id, policies, attributes);
  const assignments = adoptedAppAssignments(principal.id, assigned, place.groups);
  const unread: string[] = [];
  const [conditionalAccess, notes, portal] = await Promise.all([
    adoptedConditionalAccess(sources, application.appId, application.displayName, place).catch((error: unknown) => {
      unread.push(`Conditional Access could not be read, and nothing of it is adopted (Policy.Read.All is needed): ${sentence(error)}`);
      return undefined;
    }),
    groupNotes(sources, place.groups).catch((error: unknown): Decision[] => {
      unread.push(`Members of the groups could not be read, so that nested groups are not told: ${sentence(error)}`);
      return [];
    }),
    portalClaims(() => entra.portalClaims(principal.id), policies.length > 0),
  ]);
  const leaveAsFound = [...saml.leaveAsFound, ...(claims.settings.leftAsFound === true ? ["claims"] : [])];
  const { assignedElsewhere } = assignments.settings;
  const { sessionAttributes } = claims.settings;
  const app = {
    name: application.displayName,
    adopted: true,
    ...(leaveAsFound.length === 0 ? {} : { leaveAsFound }),
    ...(saml.notificationEmails.length === 0 ? {} : { notificationEmails: saml.notificationEmails }),
    signingCertificates: certificates.settings,
    ...(sessionAttributes === undefined ? {} : { sessionAttributes }),
    ...(assignedElsewhere.length === 0 ? {} : { assignedElsewhere: [...assignedElsewhere].sort(compareText) }),
  };
  const parents = [ROOT, { type: COMPONENT.enterpriseApp, name: "enterprise-app" }];
  const resources = [
    { type: "azuread:index/application:Application", name: "enterprise-app", id: `/applications/${application.id}`, parents },
    { type: "azuread:index/servicePrincipal:ServicePrincipal", name: "enterprise-app", id: `/servicePrincipals/${principal.id}`, parents },
    ...[certificates, claims, provisioning, assignments].flatMap((found) => found.resources),
    ...(conditionalAccess?.resources ?? []),
  ];
  const { certificates: count, policies: held } = { certificates: certificates.resources.length, policies: conditionalAccess?.count ?? 0 };
  return {
    title: TITLE,
    settings: [
      { key: "identityCenter", value: saml.identityCenter },
      {
        key: "enterpriseApp",
        value: app,
        comment: "Adopted: what is not said here stays as it is in Entra. Rotate certificates by adding a slot (docs/certificates.md).",
      },
      {
        key: "provisioning",
        value: provisioning.settings,
        comment:
          "Adopted: Entra keeps endpoint and token until they are renewed (docs/adopt.md). Write tokenExpires, the day on which the token ends.",
      },
      ...(conditionalAccess?.settings === undefined
        ? []
        : [
            {
              key: "conditionalAccess",
              value: conditionalAccess.settings,
              comment: "Adopted: these policies alone, under the names that they have.",
            },
          ]),
    ],
    resources,
    decisions: [
      ...decisions,
      ...saml.decisions,
      ...[certificates, claims, provisioning, assignments].flatMap((found) => found.decisions),
      ...(conditionalAccess?.decisions ?? []),
      ...portal.decisions,
      ...notes,
    ],
    found: [...found, ...(assignments.found ?? []), ...(conditionalAccess?.found ?? [])],
    unmanaged: [...unmanaged, ...(assignments.unmanaged ?? []), ...(conditionalAccess?.unmanaged ?? [])],
    unread: [...unread, ...portal.unread],
    summary: `application "${application.displayName}", ${count} certificates, ${assignments.resources.length} group assignments, ${held} Conditional Access policies`,
  };
}
