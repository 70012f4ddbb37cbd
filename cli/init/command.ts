import { confirm } from "@clack/prompts";
import { systemClock } from "../../contract/clock";
import { organizationOf } from "../../access/inventory";
import type { Organization } from "../../access/model";
import { exitStatus, Failure, sentence } from "../failure";
import { answersAtTerminal, answersFromFile } from "./answers";
import { initSettings } from "./settings";
import { json, type Writer } from "../output/writer";
import { readAnyInventory } from "../stack/inventory-file";
import { projectName } from "../stack/project";
import { settingsPath } from "../stack/settings-file";
import { COMMENTS } from "../stack-file/comments";
import { deliverStackFile, deliveryWords } from "../stack-file/deliver";
import { writeStackFile } from "../stack-file/write";
import type { Run, StackOptions } from "../commands/command";

interface Options extends StackOptions {
  readonly answers?: string;
  readonly inventory?: string;
  readonly live?: boolean;
}

/**
 * `federation init`: a first stack file from an interview, or from a file of answers. It reads the organization where
 * an inventory or credentials are there, and writes one new file; status 1 where that file was there already.
 */
export const init: Run<Options> = async ({ writer }, options) => {
  if (options.stack === undefined) throw new Failure("--stack is missing; name the stack that is to be, such as prod.");
  const project = projectName();
  let organization = options.inventory === undefined ? undefined : organizationOf(readAnyInventory(options.inventory));
  const read = async (homeRegion: string): Promise<Organization | undefined> => {
    if (organization === undefined && options.live === true) organization = await readLive(homeRegion);
    else if (organization === undefined && options.answers === undefined) organization = await offered(homeRegion, writer);
    return organization;
  };
  const answers = await (options.answers === undefined ? answersAtTerminal(read) : answersFromFile(options.answers, read));
  const entries = initSettings(answers, organization, systemClock.now());
  const text = writeStackFile({
    project,
    header: `Stack ${options.stack}. Every key is explained where it stands; docs/settings.md lists all, Pulumi.prod.yaml shows the whole runbook.`,
    entries,
    footer: COMMENTS.scimToken,
  });
  const delivery = deliverStackFile(settingsPath(options.stack), text);
  const isUndrilled = answers["stage"] === "production" && answers["firstCustodian"] !== undefined;
  const next = nextSteps(options.stack, isUndrilled);
  if (options.json === true) writer.out(json({ ...delivery, next }));
  else writer.out(`${deliveryWords(delivery)}\n\nNext:\n${next.map((step, index) => `  ${index + 1}. ${step}`).join("\n")}`);
  return delivery.difference.length > 0 ? exitStatus.findings : exitStatus.fine;
};

/** The organization as the credentials of this terminal see it. */
async function readLive(homeRegion: string): Promise<Organization> {
  // An interview from an inventory loads no cloud client.
  const { readOrganization } = await import("../clouds/organization");
  try {
    return (await readOrganization(homeRegion, { calls: 0 })).organization;
  } catch (error) {
    throw new Failure(`The organization cannot be read in AWS: ${sentence(error)}`);
  }
}

/** Reads it where the person at the terminal wants that; without it the answers are taken as they are. */
async function offered(homeRegion: string, { err }: Writer): Promise<Organization | undefined> {
  const wanted = await confirm({
    message: "Read accounts and organizational units now, with this terminal's AWS credentials? Nothing is written.",
  });
  if (wanted !== true) return undefined;
  return readLive(homeRegion).catch((error: unknown) => {
    err(`${sentence(error)} Accounts are taken as you write them; \`federation matrix\` checks them later.`);
    return undefined;
  });
}

/**
 * What follows, as commands where there is one.
 *
 * @param isUndrilled Whether the pack refuses the stack until its breakglass users, which are yet to be made, are
 * drilled.
 */
function nextSteps(stack: string, isUndrilled: boolean): string[] {
  const pack = `--policy-pack policy${isUndrilled ? ` --policy-pack-config ${FIRST_DRILL}` : ""}`;
  return [
    `pulumi stack init ${stack}`,
    ...(isUndrilled
      ? [`echo '{"breakglass-drill": "advisory"}' > ${FIRST_DRILL} (nobody can have drilled users that are yet to be made)`]
      : []),
    `pulumi preview --stack ${stack} ${pack}`,
    `pulumi up --stack ${stack} ${pack}`,
    `npx federation steps --stack ${stack} (what only the consoles can do, with the values; write identityCenter.acsUrls, provisioning.scimEndpoint and provisioning.tokenExpires from them)`,
    `pulumi config set --stack ${stack} --secret federation:scimToken`,
    `pulumi config set --stack ${stack} federation:phase assign`,
    ...(isUndrilled
      ? [
          `npx federation drill --stack ${stack} --user breakglass-1, then breakglass-2 (write both days into federation:drills.lastDrills, and remove ${FIRST_DRILL})`,
        ]
      : []),
    `pulumi up --stack ${stack} --policy-pack policy`,
    `npx federation verify --stack ${stack}`,
  ];
}

/** Configuration of the pack until the first drill. */
const FIRST_DRILL = "first-drill.json";
