export { Failure, sentence } from "../access/failure";

/** Exit statuses of every command. */
export const exitStatus = { fine: 0, findings: 1, wrongUse: 2 } as const;
