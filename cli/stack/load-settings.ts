import { systemClock } from "../../contract/clock";
import { formatProblems } from "../../access/problems";
import { encryptedProblem, parseSettings, type Settings } from "../../access/settings";
import { SECRET_KEYS } from "../../access/settings/secrets";
import { Failure } from "../failure";
import { readSettingsFile, type SettingsFile } from "./settings-file";

/** A stack's settings, parsed and valid. */
export interface LoadedSettings extends SettingsFile {
  readonly settings: Settings;
}

/**
 * Reads and validates the settings of a stack.
 *
 * @param ages `passed`: days that have passed since they were written are no mistake.
 * @throws Failure that names every mistake.
 */
export function loadSettings(stack: string, ages: "current" | "passed" = "current"): LoadedSettings {
  const file = readSettingsFile(stack);
  const { settings, aged, problems: mistakes } = parseSettings({ ...file.raw }, systemClock);
  const found = ages === "passed" ? aged : settings;
  const encrypted = file.secrets.filter((key) => !SECRET_KEYS.some((secret) => secret === key));
  const counted = ages === "passed" ? mistakes.filter(({ passed }) => passed !== true) : mistakes;
  const problems = [...encrypted.map((key) => encryptedProblem(key, SECRET_KEYS)), ...counted];
  if (found === undefined || problems.length > 0) {
    throw new Failure(`The settings in ${file.file} are not right:\n${formatProblems(problems)}`);
  }
  return { ...file, settings: found };
}
