import type { Raw } from "../fixtures";

export const armor = (body: string): string => `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${body}\n-----END PGP PUBLIC KEY BLOCK-----\n`;
export const ADA = { name: "Ada Byron", pgpPublicKey: armor("mDMEada") };
export const ALAN = { name: "Alan Turing", pgpPublicKey: armor("mDMEalan") };
export const ALARMS = { subscribers: [{ email: "security@example.com" }] };
export const USERS = [
  { name: "breakglass-1", custodian: ADA },
  { name: "breakglass-2", custodian: ALAN },
];

export const breakglass = (changes: Raw, more: Raw = {}): Raw => ({
  breakglass: { users: USERS, generation: "2027Q1", ...changes },
  alarms: ALARMS,
  ...more,
});

export const alarms = (changes: Raw): Raw => ({ alarms: { ...ALARMS, ...changes } });
export const TRAIL = "arn:aws:cloudtrail:eu-west-1:100000000001:trail/organization";
export const WORKSPACE = "11111111-1111-1111-1111-111111111111";
