import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../sandbox";

/** What is written by hand beside the federation; ids as in the clouds. */
export interface ByHand {
  readonly instanceArn: string;
  readonly identityStoreId: string;
  /** ARN of Platform-Admin. */
  readonly administrators: string;
  /** Id of aws-data-engineers in the identity store. */
  readonly engineers: string;
}

/**
 * A program of the same project that makes the federation and, elsewhere, assignments by hand: a folder to preview in.
 */
export function programByHand(folder: string, { instanceArn, identityStoreId, administrators, engineers }: ByHand): string {
  const program = join(folder, "by-hand");
  mkdirSync(program);
  cpSync(join(repository, "Pulumi.yaml"), join(program, "Pulumi.yaml"));
  cpSync(join(repository, "tsconfig.json"), join(program, "tsconfig.json"));
  cpSync(join(repository, "package.json"), join(program, "package.json"));
  for (const name of ["node_modules", "start"]) symlinkSync(join(repository, name), join(program, name));
  writeFileSync(
    join(program, "index.ts"),
    `import * as identitystore from "@pulumi/aws/identitystore";
import * as organizations from "@pulumi/aws/organizations";
import * as ssoadmin from "@pulumi/aws/ssoadmin";
import federation = require(${JSON.stringify(join(repository, "index"))});

export = async () => {
  const outputs = await (federation as unknown as () => Promise<object>)();
  const give = (name: string, permissionSetArn: string, principalId: any, targetId: any, principalType = "GROUP") =>
    new ssoadmin.AccountAssignment(name, {
      instanceArn: ${JSON.stringify(instanceArn)}, permissionSetArn, principalId, principalType, targetId, targetType: "AWS_ACCOUNT",
    });
  const administrators = ${JSON.stringify(administrators)};
  give("known", administrators, ${JSON.stringify(engineers)}, "012345678901");
  give("user", administrators, "11111111-2222-3333-4444-555555555555", "012345678902", "USER");
  give("foreign", ${JSON.stringify(instanceArn.replace(":instance/", ":permissionSet/"))} + "/ps-0000000000000000", ${JSON.stringify(engineers)}, "300000000002");
  const made = new identitystore.Group("made", { identityStoreId: ${JSON.stringify(identityStoreId)}, displayName: "made-by-hand" });
  give("made", administrators, made.groupId, "300000000002");
  const account = new organizations.Account("new", { name: "new", email: "new@example.com" });
  give("new-account", administrators, ${JSON.stringify(engineers)}, account.id);
  return outputs;
};
`,
  );
  return program;
}
