/** Object ids of the directory's groups. */
export const groupIds: Readonly<Record<string, string>> = {
  admins: "aaaaaaaa-0000-4000-8000-000000000001",
  emergency: "aaaaaaaa-0000-4000-8000-000000000002",
  travel: "aaaaaaaa-0000-4000-8000-000000000003",
};
