import assert from "node:assert/strict";
import { personasOf } from "../../../access/conditional-access/personas";
import { CLIENT_TYPES } from "../../../access/conditional-access/policies";
import { joinedRows, outcomeWords, truthTable } from "../../../access/conditional-access/truth-table";
import { ADMINS, policiesOf, settingsOf } from "./fixtures";

describe("truth table", () => {
  it("has every combination once", () => {
    const rows = truthTable(settingsOf(), ADMINS, policiesOf());
    assert.equal(personasOf(settingsOf(), ADMINS).length, 8);
    assert.equal(rows.length, 8 * 4 * 3 * 2);
    const keys = rows.map(({ persona, clientType, location, compliantDevice }) =>
      [persona.name, clientType, location, compliantDevice].join("|"),
    );
    assert.equal(new Set(keys).size, rows.length);
  });

  it("knows a travellers' group that is an administrators' group for both", () => {
    const personas = personasOf(settingsOf(), ["travel"]).map(({ name, administrator, travelling }) => [name, administrator, travelling]);
    assert.deepEqual(personas.slice(0, 4), [
      ["member", false, false],
      ["administrator with travel exception", true, true],
      ["emergency access", false, false],
      ["administrator with emergency access with travel exception", true, true],
    ]);
  });

  it("joins rows whose outcome does not depend on a column", () => {
    const rows = joinedRows(truthTable(settingsOf(), ADMINS, policiesOf())).filter(
      ({ persona }) => persona === "emergency access" || persona === "administrator",
    );
    assert.deepEqual(
      rows.map(({ persona, devices, locations, clientTypes, outcome }) => [
        persona,
        devices.length,
        locations.length,
        clientTypes.join("+"),
        outcomeWords(outcome),
      ]),
      [
        ["administrator", 1, 1, "browser+mobileAppsAndDesktopClients", "compliantDevice and mfa"],
        ["administrator", 1, 1, "browser+mobileAppsAndDesktopClients", "blocked"],
        ["administrator", 1, 2, "browser+mobileAppsAndDesktopClients", "blocked"],
        ["administrator", 1, 2, "browser+mobileAppsAndDesktopClients", "blocked"],
        ["administrator", 2, 1, "exchangeActiveSync+other", "blocked"],
        ["administrator", 2, 2, "exchangeActiveSync+other", "blocked"],
        ["emergency access", 2, 3, CLIENT_TYPES.join("+"), "allowed"],
      ],
    );
  });

  it("joined rows cover the same combinations", () => {
    const rows = truthTable(settingsOf(), ADMINS, policiesOf());
    const covered = joinedRows(rows).reduce(
      (sum, { devices, locations, clientTypes }) => sum + devices.length * locations.length * clientTypes.length,
      0,
    );
    assert.equal(covered, rows.length);
  });
});
