import { withoutFullStop } from "../../access/words";
import { dayOf } from "../../contract/clock";
import { quarantineOf } from "../../access/provisioning-health";
import type { Rotation } from "../../access/rotation/step";
import { tokenRotation, type TokenTest } from "../../access/rotation/scim-token";
import type { Settings } from "../../access/settings";
import { GraphError } from "../../graph/client";
import { refusesCredentials } from "../../graph/provisioning";
import type { EntraReader } from "../clouds/entra";
import type { ServicePrincipal, SynchronizationJob } from "../clouds/entra-types";
import { Failure, sentence } from "../failure";
import { resourcesOf, type StackState } from "../stack/state";
import { onlyPrincipal } from "../saml/slot-certificate";
import type { ReadHistory } from "./history";

/** Where the rotation of the SCIM token reads; it writes nothing anywhere. */
export interface TokenSources {
  readonly entra: Pick<EntraReader, "applications" | "servicePrincipal" | "jobs" | "testConnection" | "graph">;
  readonly history: ReadHistory;
  readonly state: () => Promise<StackState>;
  /** The token that the settings hold, decrypted: it goes to Entra's test and nowhere else. */
  readonly storedToken: () => Promise<string>;
  now(): Date;
}

const SECRET_TYPE = "azuread:index/synchronizationSecret:SynchronizationSecret";

/**
 * Looks at both clouds, the state and the settings.
 *
 * @throws Failure where the application or its job are not there exactly once, or the event history cannot be read.
 */
export async function lookAtToken(settings: Settings, sources: TokenSources): Promise<Rotation> {
  const { entra } = sources;
  if (settings.phase === "connect")
    throw new Failure(
      "federation:phase is connect: there is no provisioning yet, so no token to rotate. `federation steps` says what comes.",
    );
  const { principal, job, held } = await heldToken(settings, entra);
  const stored = await storedTest(settings, sources, `/servicePrincipals/${principal.id}/synchronization/jobs/${job.id}`);
  const times = async (name: string): Promise<Date[]> => (await sources.history(name)).map(({ time }) => time);
  return tokenRotation({
    homeRegion: settings.homeRegion,
    today: dayOf(sources.now()),
    adopted: settings.provisioning.adopted === true,
    tokenExpires: settings.provisioning.tokenExpires,
    made: await times("CreateBearerToken"),
    deleted: await times("DeleteBearerToken"),
    enabled: (await times("CreateProvisioningTenant"))[0],
    written: writtenAt(await sources.state(), principal.id),
    held,
    stored,
    quarantine: quarantineOf(job.status)?.reason,
  });
}

/**
 * Lets Entra try the token that it holds.
 *
 * @throws Failure where the application or its job are not there exactly once.
 */
export async function heldToken(
  { enterpriseApp }: Settings,
  entra: Pick<EntraReader, "applications" | "servicePrincipal" | "jobs" | "testConnection">,
): Promise<{ readonly principal: ServicePrincipal; readonly job: SynchronizationJob; readonly held: TokenTest }> {
  const principal = await onlyPrincipal(enterpriseApp.name, entra);
  const [job, ...others] = await entra.jobs(principal.id);
  if (job === undefined || others.length > 0)
    throw new Failure("The enterprise application has not exactly one provisioning job: run `federation verify`, and `pulumi up`.");
  return { principal, job, held: await tested(() => entra.testConnection(principal.id, job.id), []) };
}

/** Lets Entra try the token of the settings; Entra does not keep it. */
async function storedTest({ provisioning }: Settings, { entra, storedToken }: TokenSources, jobPath: string): Promise<TokenTest> {
  let token: string;
  try {
    token = (await storedToken()).trim();
  } catch (error) {
    return { outcome: "untested", message: sentence(error) };
  }
  const credentials = [
    { key: "BaseAddress", value: provisioning.scimEndpoint ?? "" },
    { key: "SecretToken", value: token },
    { key: "SyncAll", value: "false" },
  ];
  return tested(() => entra.graph.post(`${jobPath}/validateCredentials`, { credentials, useSavedCredentials: false }), [token]);
}

/**
 * How a test of Entra's ended. @see
 * https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-validatecredentials
 */
async function tested(test: () => Promise<unknown>, secrets: readonly string[]): Promise<TokenTest> {
  try {
    await test();
    return { outcome: "accepted" };
  } catch (error) {
    const message = secrets.reduce((text, secret) => text.replaceAll(secret, "…"), withoutFullStop(sentence(error)));
    if (!(error instanceof GraphError)) return { outcome: "failed", message };
    if (error.status === 403) return { outcome: "untested", message: `${message} (it needs Synchronization.ReadWrite.All)` };
    return { outcome: refusesCredentials(error) ? "refused" : "failed", message };
  }
}

/**
 * When the credentials of provisioning were last changed, by the state: it writes that down for what an update changed,
 * and for nothing else.
 */
function writtenAt(state: StackState, principalId: string): Date | undefined {
  const found = resourcesOf(state).filter(({ type, id, inputs }) => {
    const of = inputs?.["servicePrincipalId"];
    return type === SECRET_TYPE && (typeof of === "string" ? of.endsWith(principalId) : id?.includes(principalId) === true);
  });
  const modified = found.find((resource) => resource.delete !== true)?.["modified"];
  return typeof modified === "string" ? new Date(modified) : undefined;
}
