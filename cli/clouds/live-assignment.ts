/** One account assignment as Identity Center lists it. */
export interface LiveAssignment {
  readonly permissionSetArn: string;
  readonly accountId: string;
  readonly principalType: "GROUP" | "USER";
  readonly principalId: string;
}
