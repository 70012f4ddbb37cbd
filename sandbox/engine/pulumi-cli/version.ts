/**
 * Which version of the Pulumi CLI is wanted: that of the SDK in package.json, because the engine and the SDK are
 * released together.
 */
import manifest from "../../../package.json";

/** Three numbers, such as 3.259.0. */
export const wantedVersion: string = manifest.dependencies["@pulumi/pulumi"];

/** Whether a CLI of this version can stand in for the wanted one: the same major version and no older minor. */
export function isGoodEnough(version: string, wanted = wantedVersion): boolean {
  const [, major, minor] = /^v?(\d+)\.(\d+)\.\d+/.exec(version.trim()) ?? [];
  const [wantedMajor, wantedMinor] = wanted.split(".");
  return major === wantedMajor && Number(minor) >= Number(wantedMinor);
}
