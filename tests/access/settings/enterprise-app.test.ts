import { app, type Case, itTells } from "../bad-input";
import type { Raw } from "../fixtures";

const certificate = (endDate: string): Raw => app({ signingCertificates: [{ slot: "2026", endDate }] });

const cases: readonly Case[] = [
  {
    name: "an expired certificate",
    wrong: certificate("2026-11-22T00:00:00Z"),
    sentences: [
      'federation:enterpriseApp.signingCertificates[0].endDate is "2026-11-22T00:00:00Z": that is in the past; add the next slot with a later end and remove this one.',
    ],
    right: certificate("2026-11-24T00:00:00Z"),
  },
  {
    name: "a certificate of more than three years",
    wrong: certificate("2029-11-24"),
    sentences: [
      'federation:enterpriseApp.signingCertificates[0].endDate is "2029-11-24T00:00:00Z": Entra makes certificates for at most 3 years; write 2029-11-23 or earlier.',
    ],
    right: certificate("2029-11-23"),
  },
  {
    name: "a certificate without end",
    wrong: certificate("never"),
    sentences: [
      'federation:enterpriseApp.signingCertificates[0].endDate is "never": write the end as a day or a UTC time, such as 2029-09-30T00:00:00Z.',
    ],
    right: certificate("2028-02-29T12:30:00Z"),
  },
  {
    name: "one slot twice, with and without quotes",
    wrong: app({ signingCertificates: [{ slot: 2026, endDate: "2028-01-01" }, { slot: "2026", endDate: "2029-01-01" }] }), // prettier-ignore
    sentences: ['federation:enterpriseApp.signingCertificates[1].slot repeats "2026": give every certificate a name of its own.'],
    right: app({ signingCertificates: [{ slot: 2026, endDate: "2028-01-01" }, { slot: "2027", endDate: "2029-01-01" }] }), // prettier-ignore
  },
  {
    name: "no certificate",
    wrong: app({ signingCertificates: [] }),
    sentences: [
      'federation:enterpriseApp.signingCertificates is an empty list: write at least one certificate, such as {slot: "2027", endDate: "2029-09-30T00:00:00Z"}.',
    ],
    right: app({}),
  },
  {
    name: "an unknown session attribute",
    wrong: app({ sessionAttributes: { Department: "departement", Cost: "price" } }),
    sentences: [
      'federation:enterpriseApp.sessionAttributes.Department is "departement": Entra has no such user attribute; did you mean "department"?',
      'federation:enterpriseApp.sessionAttributes.Cost is "price": write a user attribute of Entra, such as department or extensionattribute1.',
    ],
    right: app({ sessionAttributes: { Department: "Department", CostCenter: "extensionattribute15" } }),
  },
  {
    name: "a notification address that is none",
    wrong: app({ notificationEmails: ["cloud team"] }),
    sentences: ['federation:enterpriseApp.notificationEmails[0] is "cloud team": write an e-mail address.'],
    right: app({ notificationEmails: ["cloud-team@example.com"] }),
  },
];

describe("settings of the enterprise application: every mistake", () => itTells(cases));
