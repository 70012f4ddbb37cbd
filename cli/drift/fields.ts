import { quarantineOf } from "../../access/provisioning-health";
import { withoutFullStop } from "../../access/words";
import { sentence } from "../failure";
import type { DirectoryChange } from "../clouds/directory-audit";
import { adoptionWords } from "../verify/adoption";
import { finding, type Check, type DirectoryObjects, type Outcome } from "../verify/check";
import { appAssignments } from "../verify/checks/app-assignments";
import { allowedCountries, compliantDevice, multifactor } from "../verify/checks/conditional-access";
import { enterpriseApp } from "../verify/checks/enterprise-app";
import { groupMapping } from "../verify/checks/group-mapping";
import { legacyAuthentication } from "../verify/checks/legacy-authentication";
import { nameId } from "../verify/checks/name-id";
import { saml } from "../verify/checks/saml";
import { scope } from "../verify/checks/scope";
import { sessionAttributes } from "../verify/checks/session-attributes";
import type { VerifyContext } from "../verify/context";
import { Missing } from "../verify/missing";
import { runChecks } from "../verify/run";
import type { FindAuthors } from "./authors";
import type { DriftItem } from "./item";

/** Provisioning that somebody paused; who is in which group is not a field. */
const schedule: Check = {
  id: "R4.5",
  runbook: "R4.5",
  cloud: "Entra",
  title: "Provisioning runs",
  assignOnly: true,
  async run(context): Promise<Outcome[]> {
    const { schedule: its, status } = await context.job();
    // A quarantine is nobody's doing.
    if (its?.state === "Active" || quarantineOf(status) !== undefined) return [];
    return [finding(`Provisioning is ${its?.state ?? "not scheduled"}.`, "Run `pulumi refresh` and `pulumi up`, which start it.")];
  },
};

/** An object of the directory whose changes may be what a finding is about. */
interface Subject {
  readonly id: string;
  /** Activities that count; all where absent. Microsoft's names, as far as they are documented. */
  readonly activity?: RegExp;
}

/** A check of `verify` whose findings are fields that somebody changed, and what they are fields of. */
interface Field {
  readonly kind: DriftItem["kind"];
  readonly check: Check;
  readonly subjects: (context: VerifyContext, about: DirectoryObjects | undefined) => Promise<readonly Subject[]>;
  /** Why the settings cannot say a difference that has no adoption. */
  readonly unadoptable: string;
}

/** The same for all that the settings say of provisioning in one way. */
const PROVISIONING = "the settings have provisioning in one way, by which leavers lose their access within a cycle (R4)";
const POLICIES =
  "what the policies are follows from federation:conditionalAccess as a whole (its state is one for all of them), and no value there means this one alone";

const principal = async (context: VerifyContext, activity?: RegExp): Promise<Subject[]> => [
  { id: (await context.servicePrincipal()).id, ...(activity === undefined ? {} : { activity }) },
];
const provisioning: Field["subjects"] = (context) => principal(context, /provisioning|attribute mapping/i);
const itself = (about: DirectoryObjects | undefined): Subject[] => (about?.ids ?? []).map((id) => ({ id }));

const FIELDS: readonly Field[] = [
  {
    kind: "application",
    check: enterpriseApp,
    subjects: (context) => principal(context, /update service principal/i),
    unadoptable:
      "the stack has one application of its name, in which people can sign in; what was there before the stack `federation adopt` takes over",
  },
  {
    kind: "application",
    check: saml,
    subjects: async (context, about) => (about === undefined ? principal(context, /update service principal/i) : itself(about)),
    unadoptable:
      "the value follows from Identity Center, or is the only one that the runbook has (R2.2); of an application that was there before the stack, federation:enterpriseApp.leaveAsFound lets `pulumi up` leave it so, and it stays a finding",
  },
  {
    kind: "application",
    check: nameId,
    subjects: async (context, about) => [...itself(about), ...(await principal(context, /policy/i))],
    unadoptable: "of claims the settings say session attributes alone; NameID is the runbook's (R2.3)",
  },
  {
    kind: "application",
    check: sessionAttributes,
    subjects: async () => [],
    unadoptable: "Identity Center's mapping follows from federation:enterpriseApp.sessionAttributes, which say the claims as well",
  },
  { kind: "provisioning", check: groupMapping, subjects: provisioning, unadoptable: PROVISIONING },
  { kind: "provisioning", check: scope, subjects: provisioning, unadoptable: PROVISIONING },
  { kind: "provisioning", check: schedule, subjects: provisioning, unadoptable: PROVISIONING },
  {
    kind: "provisioning",
    check: appAssignments,
    subjects: (context) => principal(context, /app role assignment/i),
    unadoptable: "whoever the settings assign has the role User",
  },
  ...[multifactor, compliantDevice, legacyAuthentication, allowedCountries].map((check): Field => ({
    kind: "Conditional Access",
    check,
    subjects: async (_, about) => itself(about),
    unadoptable: POLICIES,
  })),
];

/** Calls that change the attributes for access control. */
const ATTRIBUTE_CHANGES = ["Create", "Update", "Delete"].map((verb) => `${verb}InstanceAccessControlAttributeConfiguration`);

/** What was changed in fields, and what of it could not be judged or read. */
export interface FieldDrift {
  readonly changed: readonly DriftItem[];
  readonly unjudged: readonly string[];
  /** Whether a part could not be read. */
  readonly unread: boolean;
}

/**
 * Fields of application, claims, provisioning and Conditional Access that are not as declared, by whom the directory's
 * audit log or CloudTrail tells; `verify` knows how to compare them.
 */
export async function changedFields(context: VerifyContext, authors: FindAuthors): Promise<FieldDrift> {
  const results = await Promise.all(FIELDS.map(async (field) => ({ field, results: await runChecks([field.check], context) })));
  const outcomes = results.flatMap(({ field, results: of }) =>
    of.flatMap(({ id, outcomes: said }) => said.map((outcome) => ({ field, id, ...outcome }))),
  );
  const log = new AuditLog(context);
  const changed: DriftItem[] = [];
  for (const { field, id, message, remedy = "", adopt, about } of outcomes.filter(({ status }) => status === "finding")) {
    const author = id === sessionAttributes.id ? await attributeAuthor(context, authors) : await log.authorOf(field, about);
    changed.push({
      kind: field.kind,
      what: withoutFullStop(message),
      actor: author?.actor ?? null,
      time: author?.time ?? null,
      ...(adopt === undefined ? { adopt: null, unadoptable: field.unadoptable } : { adopt: adoptionWords(adopt) }),
      remove: remedy,
    });
  }
  return {
    changed,
    unread: results.some(({ results: of }) => of.some(({ failed }) => failed === true)),
    unjudged: [...outcomes.filter(({ status }) => status === "cannot tell").map(({ id, message }) => `${id}: ${message}`), ...log.unread],
  };
}

async function attributeAuthor(context: VerifyContext, authors: FindAuthors) {
  const { instanceArn } = await context.instance();
  return (await authors(ATTRIBUTE_CHANGES, [instanceArn], (arn, said) => said["instanceArn"] === arn)).get(instanceArn);
}

/** The directory's audit log, asked once an object; where it cannot be read nobody is named, which is said once. */
class AuditLog {
  readonly unread: string[] = [];
  private readonly known = new Map<string, Promise<readonly DirectoryChange[]>>();

  constructor(private readonly context: VerifyContext) {}

  /** The latest change of what a finding is about. */
  async authorOf({ subjects }: Field, about: DirectoryObjects | undefined): Promise<DirectoryChange | undefined> {
    if (this.unread.length > 0) return undefined;
    try {
      const found: DirectoryChange[] = [];
      for (const { id, activity } of await subjects(this.context, about))
        found.push(...(await this.changesOf(id)).filter((change) => activity?.test(change.activity) ?? true));
      // Of several people's assignments, the one that the finding names.
      const named = found.filter(({ targets }) => targets.some((name) => about?.names.includes(name) === true));
      const ofOthers = found.filter(({ targets }) => targets.length > 1);
      const its = named.length > 0 ? named : found.filter((change) => !ofOthers.includes(change));
      return its.sort((left, right) => (left.time < right.time ? 1 : -1))[0];
    } catch (error) {
      // What is not there has no log; that it is missing another check says.
      if (error instanceof Missing) return undefined;
      this.unread.push(`Entra's audit log could not be read, so that nobody is named there: ${sentence(error)}`);
      return undefined;
    }
  }

  private async changesOf(id: string): Promise<readonly DirectoryChange[]> {
    const { sources, now } = this.context;
    if (sources.directoryAudit === undefined) return [];
    const reader = await sources.directoryAudit();
    const asked = this.known.get(id) ?? reader.changesOf(id, now);
    this.known.set(id, asked);
    return asked;
  }
}
