import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  accessSync,
  constants,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join as joinPath } from "node:path";
import { profilesOf, PROFILE_TEMPLATE, sectionsOf, templateProblem } from "../../access/aws-profiles";
import { grantsFor } from "../../access/queries";
import { duplicateHeaders, difference, splitAtMarkers, join, sectionsIn } from "./block";
import { exitStatus, Failure, sentence } from "../failure";
import { refuseSpecialFile } from "../output/regular-file";
import { json } from "../output/writer";
import { readAccess, tellOrigin } from "../stack/access";
import { accountAsked, groupAsked } from "../stack/asked";
import { loadSettings } from "../stack/load-settings";
import { shortName } from "../stack/settings-file";
import { readOutputs, resolveStack } from "../stack/stack";
import type { QuestionOptions, Run } from "../commands/command";

interface Options extends QuestionOptions {
  readonly file?: string;
  readonly group?: string;
  readonly account?: string;
  readonly template?: string;
  readonly portal?: string;
  readonly dryRun?: boolean;
}

/** `federation aws-config`: profiles for the AWS CLI and SDKs, between markers of its own. */
export const awsConfig: Run<Options> = async ({ writer }, options) => {
  const { template = PROFILE_TEMPLATE, file = process.env["AWS_CONFIG_FILE"] || joinPath(homedir(), ".aws", "config") } = options;
  const wrong = templateProblem(template);
  if (wrong !== undefined) throw new Failure(`--template "${template}" ${wrong}.`);
  if (options.portal !== undefined && !(URL.canParse(options.portal) && new URL(options.portal).protocol === "https:"))
    throw new Failure(
      `--portal is "${options.portal}"; write the URL of the access portal, such as https://d-1234567890.awsapps.com/start.`,
    );
  const stack = await resolveStack(options.stack);
  const { settings } = loadSettings(stack);
  const access = await readAccess(stack, options.inventory);
  tellOrigin(access, writer);
  const group = options.group === undefined ? undefined : groupAsked(access, options.group);
  const account = options.account === undefined ? undefined : accountAsked(access, options.account);
  const grants = grantsFor({ group, account: account?.id }, access);
  if (grants.length === 0 && (group ?? account) !== undefined) {
    throw new Failure(
      `${group ?? "Nobody"} has no access${account === undefined ? "" : ` to ${account.name} (${account.id})`}: nothing is written.`,
    );
  }
  const { homeRegion: region, partition } = settings;
  const profiles = profilesOf(grants, access.grants, { template, region, partition });
  const [twice] = profiles.filter(({ name }, index) => profiles[index - 1]?.name === name);
  if (twice !== undefined) throw new Failure(`Two profiles would be called ${twice.name}; write a --template with {accountId}.`);

  const name = shortName(stack);
  const portalUrl = options.portal ?? settings.identityCenter.accessPortalUrl ?? (await portalOf(stack));
  const wanted = sectionsOf({ session: `federation-${name}`, portalUrl, region }, profiles);
  const text = readFile(file);
  const divided = splitAtMarkers(text, name, file);
  const [clash] = duplicateHeaders(divided, wanted);
  if (clash !== undefined)
    throw new Failure(`${file} has ${clash} outside of this command's markers: rename that, or write another --template.`);
  const after = join(divided, name, wanted);
  const lines = difference(sectionsIn(divided.own ?? []), wanted);
  const changed = after !== text;
  if (changed && options.dryRun !== true) writeFile(file, after);

  if (options.json === true) writer.out(json({ file, changed, written: changed && options.dryRun !== true, difference: lines, profiles }));
  else {
    for (const line of lines) writer.out(line);
    const done = options.dryRun === true ? "would be written; nothing was" : "written";
    writer.out(`${file}: ${profiles.length} profiles, ${changed ? done : "nothing to change"}.`);
  }
  return changed && options.dryRun === true ? exitStatus.findings : exitStatus.fine;
};

async function portalOf(stack: string): Promise<string> {
  const { accessPortalUrl } = await readOutputs(stack).catch((): { accessPortalUrl?: string } => ({}));
  if (accessPortalUrl !== undefined) return accessPortalUrl;
  throw new Failure(
    "The address of the access portal is not known here: add --portal https://…, or write federation:identityCenter.accessPortalUrl.",
  );
}

/** The file's bytes, one character each, so that what is not this command's stays as it is. */
function readFile(file: string): string {
  if (!existsSync(file)) return "";
  try {
    return readFileSync(file, "latin1");
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${sentence(error)}`);
  }
}

/**
 * Writes beside the file and renames, so that nobody finds half of it; a link stays a link, and the file keeps its
 * mode.
 */
function writeFile(file: string, text: string): void {
  let beside: string | undefined;
  try {
    refuseSpecialFile(file, "--file");
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const exists = existsSync(file);
    if (exists) accessSync(file, constants.W_OK);
    const target = exists ? realpathSync(file) : file;
    const mode = exists ? statSync(target).mode & 0o777 : 0o600;
    // Root may write what is read-only; who made it so meant it.
    if ((mode & 0o222) === 0) throw new Error("it is read-only");
    beside = `${target}.${process.pid}.tmp`;
    writeFileSync(beside, text, { encoding: "latin1", mode, flag: "wx" });
    renameSync(beside, target);
  } catch (error) {
    if (beside !== undefined) rmSync(beside, { force: true });
    throw new Failure(`${file} cannot be written, and was left as it is: ${sentence(error)}`);
  }
}
