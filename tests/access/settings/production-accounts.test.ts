import { type Case, itTells } from "../bad-input";

const cases: readonly Case[] = [
  {
    name: "a stack in production that does not say what is production",
    wrong: { stage: "production", productionAccounts: [] },
    sentences: [
      "federation:productionAccounts is missing: a stack in production needs it; write which accounts count as production, such as {ou: Workloads/Production}.",
    ],
    right: { stage: "production" },
  },
];

describe("settings of production accounts: every mistake", () => itTells(cases));
