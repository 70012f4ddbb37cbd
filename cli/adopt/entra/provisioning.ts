import { COMPONENT } from "../../../contract/component-types";
import { provisioningProblems, provisioningSchema } from "../../../access/settings/provisioning";
import { SYNCHRONIZATION_TEMPLATE } from "../../../contract/gallery-app";
import { listed } from "../../../access/words";
import type { SynchronizationJob, SynchronizationSecret } from "../../clouds/entra-types";
import { type AdoptionPlace, type Decision, ROOT } from "../part";
import { type Read, UNREAD } from "./readings";
import type { Found } from "./sources";

/** Settings of an adopted job. */
export interface ProvisioningFound {
  readonly adopted: true;
  readonly scimEndpoint?: string;
}

/** The provisioning job; undefined where the application has none. */
export function adoptedProvisioning(
  principalId: string,
  jobs: readonly SynchronizationJob[],
  secrets: Read<readonly SynchronizationSecret[]>,
  place: AdoptionPlace,
): Found<ProvisioningFound> | undefined {
  const ofTemplate = jobs.filter(({ templateId }) => templateId === SYNCHRONIZATION_TEMPLATE);
  const [job, ...others] = [...ofTemplate, ...jobs.filter((each) => !ofTemplate.includes(each))];
  if (job === undefined) return undefined;
  const values = new Map((secrets === UNREAD ? [] : secrets).map(({ key, value }) => [key, value]));
  const endpoint = values.get("BaseAddress") ?? undefined;
  const isKnown = endpoint !== undefined && isEndpoint(endpoint, place);
  const fault = (text: string): Decision => ({ kind: "fault", what: `provisioning job ${job.id}`, text });
  return {
    settings: { adopted: true, ...(isKnown ? { scimEndpoint: endpoint } : {}) },
    resources: [
      {
        type: "azuread:index/synchronizationJob:SynchronizationJob",
        name: "provisioning",
        id: `/servicePrincipals/${principalId}/synchronization/jobs/${job.id}`,
        parents: [ROOT, { type: COMPONENT.provisioning, name: "provisioning" }],
      },
    ],
    decisions: [
      {
        kind: "not-importable",
        what: "SCIM endpoint and token (azuread:index/synchronizationSecret:SynchronizationSecret)",
        text: "No provider can import them, and nobody can read the token. Entra keeps what it holds (federation:provisioning.adopted), and the first `pulumi up` makes nothing. To renew the token: make a second one in the AWS console, then either write it in Entra's portal (Provisioning > Admin credentials) and its end into federation:provisioning.tokenExpires, or set the secret federation:scimToken and provisioning.scimEndpoint, take provisioning.adopted out, and run `pulumi up`, which creates the resource and so writes endpoint, token and scope (SyncAll false) over the old ones.",
      },
      {
        kind: "not-importable",
        what: "provisioning on demand (azuread:index/synchronizationJobProvisionOnDemand:SynchronizationJobProvisionOnDemand)",
        text: "It is a call and no thing. The first `pulumi up` makes none, as it asks only for groups that Identity Center lacks.",
      },
      {
        kind: "value-needed",
        what: "federation:provisioning.tokenExpires",
        text: "Entra does not tell when the SCIM token ends, and provisioning stops on that day. Look it up in the AWS console (IAM Identity Center > Settings > Automatic provisioning) and write it; until then `verify` and `expiry` say that nobody is warned.",
      },
      ...(secrets === UNREAD
        ? []
        : endpoint === undefined || !endpoint.startsWith("http")
          ? [
              fault(
                endpoint === undefined
                  ? "Provisioning has no tenant URL (BaseAddress)."
                  : "Entra masks the tenant URL, so that it cannot be compared.",
              ),
            ]
          : isKnown
            ? []
            : [fault(`Provisioning sends to ${endpoint}, which is no SCIM endpoint of Identity Center in ${place.homeRegion}.`)]),
      ...(/^true$/i.test(values.get("SyncAll") ?? "")
        ? [
            fault(
              "Its scope is the whole directory (SyncAll true): everybody goes to AWS. Assign the groups of the access list to the application first, then choose `Sync only assigned users and groups` in the portal; in the other order people lose access.",
            ),
          ]
        : []),
      ...(job.schedule?.state === "Active"
        ? []
        : [
            fault(
              `It is not running (${job.schedule?.state ?? "no schedule"}). It is adopted as it is: start it in the portal, then \`pulumi up --refresh\`.`,
            ),
          ]),
      ...(job.status?.code === "Quarantine"
        ? [
            fault(
              `It is in quarantine${job.status.quarantine?.reason ? ` (${job.status.quarantine.reason})` : ""}: nothing is provisioned; \`federation verify\` says why.`,
            ),
          ]
        : []),
      ...(job.templateId === SYNCHRONIZATION_TEMPLATE
        ? []
        : [
            fault(
              `It is made from the template ${job.templateId ?? "unknown"}, not from ${SYNCHRONIZATION_TEMPLATE}. It stays so while provisioning.adopted does.`,
            ),
          ]),
      ...(others.length > 0
        ? [
            fault(
              `The application has other jobs beside it: ${listed(others.map(({ id }) => id))}. They are left alone; delete all but one in Entra.`,
            ),
          ]
        : []),
    ],
  };
}

function isEndpoint(endpoint: string, { homeRegion, now }: AdoptionPlace): boolean {
  const parsed = provisioningSchema.safeParse({ scimEndpoint: endpoint });
  return parsed.success && provisioningProblems(parsed.data, homeRegion, { now: () => now }).length === 0;
}
