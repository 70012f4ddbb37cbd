import { COMPONENT } from "../../../contract/component-types";
import { compareText } from "../../../access/words";
import { ROOT, type AdoptedPart, type AdoptionPlace } from "../part";
import { adoptedAppAssignments } from "./app-assignments";
import { chooseApplication } from "./application";
import { adoptedCertificates } from "./certificates";
import { adoptedClaims } from "./claims";
import { adoptedConditionalAccess } from "./conditional-access";
import { groupNotes } from "./groups";
import { portalClaims } from "./portal-claims";
import { adoptedProvisioning } from "./provisioning";
import { Readings, UNREAD } from "./readings";
import { samlSettings } from "./saml";
import type { EntraSources } from "./sources";

const TITLE = "Entra";

const UNTOUCHED =
  "What has to be known of it could not be read (Not read, above). It stays in use untouched; once it can be read, adopt again.";

/**
 * The Entra half: the application that leads to Identity Center with its certificates, claims, job and assignments, and
 * the Conditional Access policies for it alone. Without settings where there is no application that can be adopted
 * whole, and the AWS half stands alone: decisions say why.
 */
export async function entraHalf(sources: EntraSources, place: AdoptionPlace): Promise<AdoptedPart> {
  const { entra } = sources;
  const readings = new Readings();
  const { unread } = readings;
  const { application, decisions, unmanaged, found } = await chooseApplication(sources, place, readings);
  const alone = (text?: string): AdoptedPart => ({
    ...{ title: TITLE, settings: [], resources: [], unmanaged, unread },
    summary: unread.length > 0 ? "not read whole, so that nothing of it is adopted" : "no application that can be adopted",
    decisions:
      text === undefined ? decisions : [...decisions, { kind: "left-alone", what: `application "${application?.displayName}"`, text }],
  });
  if (application === undefined) return alone();
  const principal = await readings.of("servicePrincipal", () => entra.servicePrincipal(application.appId));
  if (principal === UNREAD) return alone(UNTOUCHED);
  if (principal === undefined) return alone("It has no service principal in this directory, so that nobody can sign in through it.");
  const saml = samlSettings(application, principal, place);
  if (saml === undefined) {
    return alone(
      "It has no Reply URL of this Identity Center, so that nobody signs in to AWS through it. The AWS half alone is adopted; to federate through it, write the URLs that AWS shows (IAM Identity Center > Settings > Identity source > Actions > Manage authentication) and adopt again.",
    );
  }
  const [keys, policies, attributes, assigned, jobs, secrets] = await Promise.all([
    readings.of("certificates", () => entra.certificates(principal.id)),
    readings.of("claimsPolicies", () => entra.claimsPolicies(principal.id)),
    // Identity Center's half has read them as well, and says so where they could not be read.
    sources.accessControlAttributes().catch((): typeof UNREAD => UNREAD),
    readings.of("assignments", () => entra.appRoleAssignments(principal.id)),
    readings.of("jobs", () => entra.jobs(principal.id)),
    readings.of("secrets", () => entra.secrets(principal.id)),
  ]);
  if (keys === UNREAD || jobs === UNREAD) return alone(UNTOUCHED);
  const provisioning = adoptedProvisioning(principal.id, jobs, secrets, place);
  if (provisioning === undefined) {
    return alone(
      "It has no provisioning job: the groups in Identity Center come from elsewhere. The AWS half alone is adopted, and the application stays in use untouched; once Entra provisions (docs/adopt.md, When the AWS half stands alone), adopt again.",
    );
  }
  const certificates = adoptedCertificates(keys, place.now);
  const claims = adoptedClaims(principal.id, policies, attributes);
  const assignments = adoptedAppAssignments(principal.id, assigned, place.groups);
  const [conditionalAccess, notes, portal] = await Promise.all([
    adoptedConditionalAccess(sources, application.appId, application.displayName, place, readings),
    readings.of("groupMembers", () => groupNotes(sources, place.groups)),
    portalClaims(() => entra.portalClaims(principal.id), policies === UNREAD ? UNREAD : policies.length > 0, readings),
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
      ...portal,
      ...(notes === UNREAD ? [] : notes),
    ],
    found: [...found, ...(assignments.found ?? []), ...(conditionalAccess?.found ?? [])],
    unmanaged: [...unmanaged, ...(assignments.unmanaged ?? []), ...(conditionalAccess?.unmanaged ?? [])],
    unread,
    summary: `application "${application.displayName}", ${count} certificates, ${assignments.resources.length} group assignments, ${held} Conditional Access policies`,
  };
}
