import { randomInt } from "node:crypto";
import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { list, send } from "../cloud";
import { during, orMissing } from "../failures";
import { encryptTo } from "../pgp";
import { timestamp } from "../shapes";

/**
 * One of each kind at least, so that every account password policy is satisfied: the official generator does the same.
 */
const alphabets = ["abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", "!@#$%^&*()_+-=[]{}|'"] as const;

function generatePassword(length: number): string {
  const every = alphabets.join("");
  for (;;) {
    const password = Array.from({ length }, () => every.charAt(randomInt(every.length))).join("");
    if (alphabets.every((alphabet) => [...alphabet].some((character) => password.includes(character)))) return password;
  }
}

/**
 * `aws:iam/userLoginProfile:UserLoginProfile`. The password exists only at creation: encrypted to `pgpKey` when there
 * is one, plain in the state otherwise. Every change makes a new password.
 */
export const userLoginProfile: ResourceType = {
  inputs: ["passwordLength", "passwordResetRequired", "pgpKey", "user"],
  replaceOn: "*",
  deleteBeforeReplace: true,
  computed: ["encryptedPassword", "keyFingerprint", "password", "passwordResetRequired"],
  defaults: { passwordLength: 20 },
  secrets: ["password"],
  async create(work) {
    const { user, passwordLength, passwordResetRequired, pgpKey } = work.inputs as Props & { user: string; pgpKey?: string };
    // Before anything is made: a key that cannot be used must not cost a user's only password.
    const password = generatePassword(Number(passwordLength));
    const encrypted =
      pgpKey === undefined
        ? undefined
        : await during(`encrypting password for IAM User Login Profile (${user})`, encryptTo(pgpKey, password));
    const input = { UserName: user, Password: password, PasswordResetRequired: passwordResetRequired === true };
    await during(`creating IAM User Login Profile for "${user}"`, send("iam", "CreateLoginProfile", input, work));
    const outputs = encrypted === undefined ? { password } : { encryptedPassword: encrypted.value, keyFingerprint: encrypted.fingerprint };
    return { id: user, outputs };
  },
  async read(work) {
    const answer = await orMissing(send("iam", "GetLoginProfile", { UserName: work.id }, work));
    // A user who changed the password at first sign-in has done what was required: no drift.
    return (
      answer && {
        user: work.id,
        ...(work.olds["passwordResetRequired"] === undefined && {
          passwordResetRequired: answer["LoginProfile"]["PasswordResetRequired"] ?? false,
        }),
      }
    );
  },
  async delete(work) {
    await during(`deleting IAM User Login Profile (${work.id})`, orMissing(send("iam", "DeleteLoginProfile", { UserName: work.id }, work)));
  },
};

/** `aws:iam/accessKey:AccessKey`. The secret exists only at creation, like a login profile's password. */
export const accessKey: ResourceType = {
  inputs: ["pgpKey", "status", "user"],
  replaceOn: ["user", "pgpKey"],
  computed: ["createDate", "encryptedSecret", "encryptedSesSmtpPasswordV4", "keyFingerprint", "secret", "sesSmtpPasswordV4"],
  defaults: { status: "Active" },
  secrets: ["secret", "sesSmtpPasswordV4"],
  async create(work) {
    const { user, pgpKey, status } = work.inputs as { user: string; pgpKey?: string; status?: string };
    // A key that cannot be used is told before an access key exists that nobody could ever read.
    if (pgpKey !== undefined) await during(`encrypting access key of ${user}`, encryptTo(pgpKey, "probe"));
    const { AccessKey: made } = await during(`creating IAM Access Key (${user})`, send("iam", "CreateAccessKey", { UserName: user }, work));
    const { AccessKeyId, SecretAccessKey } = made as { AccessKeyId: string; SecretAccessKey: string };
    if (status === "Inactive") await setStatus(work, user, AccessKeyId, status);
    if (pgpKey === undefined) return { id: AccessKeyId, outputs: { secret: SecretAccessKey } };
    const { value, fingerprint } = await encryptTo(pgpKey, SecretAccessKey);
    return { id: AccessKeyId, outputs: { encryptedSecret: value, keyFingerprint: fingerprint } };
  },
  async read(work) {
    const user = (work.olds["user"] ?? work.inputs["user"] ?? (await ownerOf(work))) as string | undefined;
    if (user === undefined) return undefined;
    const keys = (await orMissing(list("iam", "ListAccessKeys", { UserName: user }, "AccessKeyMetadata", work))) ?? [];
    const found = keys.find(({ AccessKeyId }) => AccessKeyId === work.id);
    return found && { user, status: found["Status"] as unknown, createDate: timestamp(found["CreateDate"]) };
  },
  async update(work) {
    if (work.changed("status")) await setStatus(work, work.inputs["user"] as string, work.id, work.inputs["status"] as string);
  },
  async delete(work) {
    const input = { UserName: (work.olds["user"] ?? work.inputs["user"]) as unknown, AccessKeyId: work.id };
    await during(`deleting IAM Access Key (${work.id})`, orMissing(send("iam", "DeleteAccessKey", input, work)));
  },
};

/** An import knows only the key's id. */
async function ownerOf(work: Work): Promise<string | undefined> {
  const answer = await orMissing(send("iam", "GetAccessKeyLastUsed", { AccessKeyId: work.id }, work));
  return answer?.["UserName"] as string | undefined;
}

async function setStatus(work: Work, user: string, AccessKeyId: string, Status: string): Promise<void> {
  await send("iam", "UpdateAccessKey", { UserName: user, AccessKeyId, Status }, work);
}
