import { systemClock } from "../../access/clock";
import { formatProblems } from "../../access/problems";
import { parseSettings, type Settings } from "../../access/settings";
import { Failure } from "../failure";
import { readSettingsFile, type SettingsFile } from "./settings-file";

/** A stack's settings, parsed and valid. */
export interface LoadedSettings extends SettingsFile {
  readonly settings: Settings;
}

/**
 * Reads and validates the settings of a stack.
 *
 * @throws Failure that names every mistake.
 */
export function loadSettings(stack: string): LoadedSettings {
  const file = readSettingsFile(stack);
  const { settings, problems } = parseSettings({ ...file.raw }, systemClock);
  if (settings === undefined || problems.length > 0) {
    throw new Failure(`The settings in ${file.file} are not right:\n${formatProblems(problems)}`);
  }
  return { ...file, settings };
}
