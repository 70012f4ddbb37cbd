import type { Orphan } from "./orphans";
import type { RecoveryPlan } from "./plan";

/** Turns what an interrupted run made and nobody can use or adopt into orphans: credentials whose secret was lost. */
export function uselessOrphans({ leftOver }: RecoveryPlan): Orphan[] {
  return leftOver.flatMap(({ type, id, description, useless }): Orphan[] => {
    if (useless === undefined) return [];
    switch (type) {
      case "aws:iam/userLoginProfile:UserLoginProfile":
        return [{ kind: "login profile", user: id, description }];
      case "aws:iam/accessKey:AccessKey":
        return [{ kind: "access key", user: description.split(" of ").at(-1) ?? "", keyId: id, description }];
      default:
        return [];
    }
  });
}
