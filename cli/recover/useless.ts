import type { Orphan } from "./found-objects";
import type { RecoveryPlan } from "./plan";

/** Turns what an interrupted run made and nobody can use or adopt into orphans: credentials whose secret was lost. */
export function uselessOrphans({ leftOver }: RecoveryPlan): Orphan[] {
  return leftOver.flatMap(({ type, id, description, useless, user }): Orphan[] => {
    if (useless === undefined) return [];
    switch (type) {
      case "aws:iam/userLoginProfile:UserLoginProfile":
        return [{ kind: "login profile", user: id, description }];
      case "aws:iam/accessKey:AccessKey":
        return user === undefined ? [] : [{ kind: "access key", user, keyId: id, description }];
      default:
        return [];
    }
  });
}
