import { loadSettings } from "../stack/load-settings";
import { dayOf, systemClock } from "../../contract/clock";
import { formatStep, isPlaceholder, nextSteps } from "../../access/steps";
import type { Settings } from "../../access/settings";
import { azureEnvironment } from "../../graph/environment";
import { entraReader } from "../clouds/entra-reader";
import { exitStatus, sentence } from "../failure";
import { json, type Writer } from "../output/writer";
import { heldToken } from "../rotate/scim-token";
import { readOutputs, resolveStack, type StackOutputs } from "../stack/stack";
import type { Run, StackOptions } from "../commands/command";

/** `federation steps`: the console-only steps with this stack's values. */
export const steps: Run<StackOptions> = async ({ writer }, options) => {
  const stack = await resolveStack(options.stack);
  const { settings, secrets } = loadSettings(stack);
  // Before the first `pulumi up` there is no stack to ask; the steps then say where each value will come from.
  const outputs: StackOutputs = await readOutputs(stack).catch(() => ({}));
  const portal = settings.identityCenter.accessPortalUrl ?? outputs.accessPortalUrl;
  const { identityStoreId } = outputs;
  const { scimEndpoint, tokenExpires } = settings.provisioning;
  const tokenRefused = await isRefused(settings, secrets.includes("scimToken"), writer);
  const list = nextSteps({
    phase: settings.phase,
    homeRegion: settings.homeRegion,
    acsUrls: settings.identityCenter.acsUrls ?? [],
    today: dayOf(systemClock.now()),
    scimTokenSet: secrets.includes("scimToken"),
    provisioningAdopted: settings.provisioning.adopted === true,
    breakglassUsers: (settings.breakglass?.users ?? []).map(({ name }) => name),
    ...(settings.conditionalAccess === undefined ? {} : { conditionalAccess: settings.conditionalAccess.state }),
    // A URL that only Identity Center's console shows was copied from it: then it is enabled.
    ...(identityStoreId === undefined
      ? { instanceFound: (settings.identityCenter.acsUrls ?? []).some((url) => !isPlaceholder(url)) }
      : { identityStoreId }),
    ...(portal === undefined ? {} : { portalUrl: portal }),
    ...(outputs.federationMetadataUrl === undefined ? {} : { federationMetadataUrl: outputs.federationMetadataUrl }),
    ...(scimEndpoint === undefined ? {} : { scimEndpoint }),
    ...(tokenExpires === undefined ? {} : { tokenExpires }),
    ...(tokenRefused === undefined ? {} : { tokenRefused }),
  });
  writer.out(options.json === true ? json(list) : list.map(formatStep).join("\n\n"));
  return exitStatus.fine;
};

/**
 * Whether Identity Center refuses the token that Entra holds: one that was deleted before its end is renewed at once.
 * Not asked before there is one.
 */
async function isRefused(settings: Settings, tokenSet: boolean, writer: Writer): Promise<boolean | undefined> {
  if (settings.phase !== "assign" || !tokenSet) return undefined;
  try {
    const entra = entraReader(settings.tenantId, await azureEnvironment(settings.microsoftCloud), { calls: 0 });
    const { held } = await heldToken(settings, entra);
    if (held.outcome === "refused") return true;
    if (held.outcome === "accepted") return false;
    throw new Error(held.message);
  } catch (error) {
    writer.err(`Whether Identity Center still takes the SCIM token is not known: ${sentence(error)}`);
    return undefined;
  }
}
