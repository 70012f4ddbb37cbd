import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
import type { CustodianKey } from "../../access/breakglass/custodian-key";
import { guardPolicy } from "../../access/breakglass/guard-policy";
import { PASSWORD_POLICY } from "../../access/breakglass/password-policy";
import { credentialTags } from "../../access/breakglass/rotation";
import { type GuardArns, WATCH } from "../../access/breakglass/watch";
import { stableJson } from "../../access/json";
import { stackTag } from "../stack-tag";

/** One emergency identity: an IAM user outside the federation, and who holds its credentials. */
export interface BreakglassUserArgs {
  /** Such as `breakglass-1`. */
  readonly name: string;
  /** Who opens the vault; shown beside the encrypted material. */
  readonly custodian: string;
  readonly key: CustodianKey;
  /**
   * Names the credentials, such as `2027Q1`; a new one makes new credentials. Rotate one user at a time: the other
   * stays usable.
   */
  readonly generation: string;
  /**
   * Generations of access keys that exist; the newest beside the one before it, until the new one was tried. Empty: no
   * access keys.
   */
  readonly accessKeyGenerations: readonly string[];
}

/** Inputs of {@link Breakglass}. */
export interface BreakglassArgs {
  readonly users: readonly BreakglassUserArgs[];
  /** IAM path, `/` at both ends. */
  readonly path: string;
  /** By user name: known before the users are, so that policies and alarms need not wait for them. */
  readonly userArns: ReadonlyMap<string, string>;
  readonly partition: string;
  readonly guard: GuardArns;
  /** Whether the account's password policy is made as well; an account has one at most. */
  readonly ownPasswordPolicy: boolean;
}

/** What goes to a custodian; encrypted to that custodian's key. */
export interface HandOver {
  readonly custodian: string;
  /** Of the key that it is encrypted to. */
  readonly fingerprint: string;
  readonly generation: string;
  /** OpenPGP message in base64: the console password. */
  readonly encryptedPassword: string;
  /** OpenPGP messages in base64 by access key id: the secret access keys. */
  readonly accessKeys: Readonly<Record<string, string>>;
}

/**
 * The two IAM users that work when the federation does not (R7.1 to R7.3): administrators, MFA demanded, no way to
 * weaken themselves.
 *
 * Passwords and secret keys are encrypted to the custodians before they reach the state. FIDO2 enrolment is
 * console-only.
 *
 * @see https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html
 */
export class Breakglass extends pulumi.ComponentResource {
  /** By user name. */
  readonly handOver: pulumi.Output<Record<string, HandOver>>;

  constructor(name: string, args: BreakglassArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT.breakglass, name, {}, opts);
    const { partition, path, guard: guardArns } = args;
    const accessKeys = args.users.some((user) => user.accessKeyGenerations.length > 0);
    const guard = new iam.Policy(
      `${name}/guard`,
      {
        name: WATCH.guardPolicy,
        path,
        description: "Keeps the breakglass users from acting without MFA and from weakening what watches over them.",
        policy: stableJson(guardPolicy({ userArns: [...args.userArns.values()], guardArns, accessKeys })),
        tags: stackTag(),
      },
      { parent: this },
    );
    // Every field is said, the absent end of a password too: what somebody changes by hand shows as drift.
    if (args.ownPasswordPolicy) new iam.AccountPasswordPolicy(`${name}/password-policy`, { ...PASSWORD_POLICY }, { parent: this });
    const handOver: Record<string, pulumi.Output<HandOver>> = {};

    for (const { name: userName, custodian, key, generation, accessKeyGenerations } of args.users) {
      const tags = credentialTags({ generation, fingerprint: key.fingerprint, accessKeyGenerations });
      const user = new iam.User(
        userName,
        { name: userName, path, forceDestroy: true, tags: { "federation:breakglass": "true", ...stackTag(), ...tags } },
        // The user of last resort is never deleted by an edit. The password's own replacement stays possible.
        { parent: this, protect: true },
      );
      // Before any credential: there is no moment in which the user can act without MFA.
      const guarded = new iam.UserPolicyAttachment(`${userName}/guard`, { user: user.name, policyArn: guard.arn }, { parent: this });
      const administrator = new iam.UserPolicyAttachment(
        `${userName}/administrator`,
        { user: user.name, policyArn: `arn:${partition}:iam::aws:policy/AdministratorAccess` },
        { parent: this, dependsOn: guarded },
      );
      const login = new iam.UserLoginProfile(
        `${userName}/password`,
        { user: user.name, pgpKey: key.binaryBase64, passwordLength: 40, passwordResetRequired: false },
        {
          parent: this,
          dependsOn: [guarded, administrator],
          // These act on create only; a change in place would reset the password behind the custodian's back. The
          // generation says when.
          ignoreChanges: ["pgpKey", "passwordLength", "passwordResetRequired"],
          replacementTrigger: generation,
          deleteBeforeReplace: true,
        },
      );
      const keys = accessKeyGenerations.map(
        (keyGeneration) =>
          new iam.AccessKey(
            `${userName}/key/${keyGeneration}`,
            { user: user.name, pgpKey: key.binaryBase64 },
            { parent: this, dependsOn: guarded, ignoreChanges: ["pgpKey"] },
          ),
      );

      handOver[userName] = pulumi
        .all([login.encryptedPassword, login.keyFingerprint, pulumi.all(keys.map((made) => pulumi.all([made.id, made.encryptedSecret])))])
        .apply(([encryptedPassword, fingerprint, made]) => ({
          custodian,
          fingerprint: fingerprint.toUpperCase(),
          generation,
          encryptedPassword,
          accessKeys: Object.fromEntries(made),
        }));
    }
    this.handOver = pulumi.all(handOver);
    this.registerOutputs({ handOver: this.handOver });
  }
}
