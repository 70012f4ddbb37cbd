import { readFileSync } from "node:fs";
import type { Problem } from "../../access/model";
import { azureadEnvironmentOf, readinessProblems } from "../../access/settings/readiness";
import { SECRET_KEYS } from "../../access/settings/secrets";
import type { LoadedSettings } from "./load-settings";
import { splitStackFile } from "./settings-file";

/**
 * What stands in the way of `pulumi up` without any cloud being asked, as the program says it: of an access stack
 * without its core's secrets, which are the core's to have.
 *
 * @param environment Variables of the azuread provider.
 */
export function stackReadiness({ settings, file, secrets, core }: LoadedSettings, environment: NodeJS.ProcessEnv = process.env): Problem[] {
  const keys = new Map(splitStackFile(file, readFileSync(file, "utf8")).map(({ key, value }) => [key, value]));
  const configured = (key: string): string | undefined => {
    const value = keys.get(`azuread:${key}`);
    return typeof value === "string" ? value : undefined;
  };
  const held = core === undefined ? secrets : SECRET_KEYS;
  return readinessProblems(settings, { secrets: held, azureadEnvironment: azureadEnvironmentOf(configured, environment) });
}
