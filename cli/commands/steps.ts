import { loadSettings } from "../stack/load-settings";
import { dayOf, systemClock } from "../../access/clock";
import { formatStep, nextSteps } from "../../access/steps";
import { exitStatus } from "../failure";
import { json } from "../output/writer";
import { readOutputs, resolveStack, type StackOutputs } from "../stack/stack";
import type { Run, StackOptions } from "./command";

/** `federation steps`: the console-only steps with this stack's values. */
export const steps: Run<StackOptions> = async ({ writer }, options) => {
  const stack = await resolveStack(options.stack);
  const { settings, secrets } = loadSettings(stack);
  // Before the first `pulumi up` there is no stack to ask; the steps then say where each value will come from.
  const outputs: StackOutputs = await readOutputs(stack).catch(() => ({}));
  const portal = settings.identityCenter.accessPortalUrl ?? outputs.accessPortalUrl;
  const { identityStoreId } = outputs;
  const { scimEndpoint, tokenExpires } = settings.provisioning;
  const list = nextSteps({
    phase: settings.phase,
    homeRegion: settings.homeRegion,
    acsUrls: settings.identityCenter.acsUrls ?? [],
    today: dayOf(systemClock.now()),
    scimTokenSet: secrets.includes("scimToken"),
    breakglassUsers: (settings.breakglass?.users ?? []).map(({ name }) => name),
    ...(settings.conditionalAccess === undefined ? {} : { conditionalAccess: settings.conditionalAccess.state }),
    ...(identityStoreId === undefined ? {} : { identityStoreId }),
    ...(portal === undefined ? {} : { portalUrl: portal }),
    ...(outputs.federationMetadataUrl === undefined ? {} : { federationMetadataUrl: outputs.federationMetadataUrl }),
    ...(scimEndpoint === undefined ? {} : { scimEndpoint }),
    ...(tokenExpires === undefined ? {} : { tokenExpires }),
  });
  writer.out(options.json === true ? json(list) : list.map(formatStep).join("\n\n"));
  return exitStatus.fine;
};
