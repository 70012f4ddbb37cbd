import { entityId } from "../../../access/identity-center-urls";
import { cannotTell, finding, ok, type Check } from "../check";

/** R1.2: the home region of the settings is the one that Entra trusts. */
export const region: Check = {
  id: "R1.2",
  runbook: "R1.2",
  cloud: "AWS",
  title: "The home region is the one of the settings",
  async run(context) {
    const { identityStoreId } = await context.instance();
    const { homeRegion } = context.settings;
    // Nobody else names a region while Entra has no part.
    if (context.settings.phase === "aws") return [ok(`The instance answers in ${homeRegion}.`)];
    const uris = (await context.application()).identifierUris ?? [];
    const named = uris.map((uri) => /^https:\/\/([a-z0-9-]+)\.signin\./.exec(uri)?.[1]).find((name) => name !== undefined);
    if (named === undefined)
      return [cannotTell(`The instance answers in ${homeRegion}; the enterprise application names no region to compare.`)];
    return named === homeRegion
      ? [ok(`The instance answers in ${homeRegion}, and the enterprise application names it.`)]
      : [
          finding(
            `The enterprise application names ${named}, but Identity Center was found in ${homeRegion}.`,
            `Run \`pulumi up --refresh\`; the Entity ID becomes ${entityId(homeRegion, identityStoreId)}.`,
          ),
        ];
  },
};
