import assert from "node:assert/strict";
import { type AddressInfo } from "node:net";
import type { TakenOver } from "../../../../access/import-file";
import { systemClock } from "../../../../contract/clock";
import { entraHalf } from "../../../../cli/adopt/entra/half";
import type { EntraSources } from "../../../../cli/adopt/entra/sources";
import type { AdoptedPart, AdoptionPlace } from "../../../../cli/adopt/part";
import { ConditionalAccessReader } from "../../../../cli/clouds/conditional-access";
import { EntraReader } from "../../../../cli/clouds/entra";
import { readBlueprint } from "../../../../components/blueprint";
import { type GraphClient, GraphError } from "../../../../graph/client";
import { Client, CLIENT_ID, TENANT, WORLD } from "../../../../sandbox/tests/entra/client";
import { tlsFiles } from "../../../../sandbox/tests/entra/tls";
import { startPlugin } from "../../../../sandbox/tests/providers/azuread/rig";
import type { PluginClient, Resource } from "../../../../sandbox/tests/providers/shared/plugin-client";
import { freeNames, resources, startMocks } from "../../../components/mocks";
import { type ClickedApp, clickApplication } from "../clicked-estate";
import { registeredBy } from "../registered-resources";

/** Group that holds what is adopted. */
export const ADMINS = "aws-platform-admins";

const GROUPS = [
  { displayName: ADMINS, members: ["ada@example.com", "aws-interns"] },
  { displayName: "aws-interns", members: ["grace@example.com"] },
  { displayName: "aws-emergency", members: ["grace@example.com"] },
  { displayName: "aws-travellers" },
  { displayName: "aws-forgotten" },
];

/** Imported resources of the estate that is under test, by type and name: the mocks answer from them. */
const imported = new Map<string, Resource>();
/** Object ids of the estate that is under test, by name. */
let known: ReadonlyMap<string, string> = new Map();

/** Mocks of the program; once for a test file, before its first estate. */
export function startEstateMocks(): Promise<void> {
  return startMocks({
    ...freeNames,
    "aws:organizations/getOrganization:getOrganization": () => ({
      ...{ id: "o-1", featureSet: "ALL", masterAccountId: "100000000001", roots: [{ id: "r-1" }] },
      awsServiceAccessPrincipals: ["sso.amazonaws.com"],
      accounts: [{ id: "100000000001", name: "management", state: "ACTIVE" }],
    }),
    "aws:ssoadmin/getInstances:getInstances": () => ({ arns: ["arn:aws:sso:::instance/ssoins-1"], identityStoreIds: ["d-9367abcdef"] }),
    "aws:identitystore/getGroups:getGroups": () => ({
      groups: [...known].map(([displayName, id]) => ({ groupId: `store-${id}`, displayName, externalIds: [{ id, issuer: "i" }] })),
    }),
    "aws:iam/getPolicy:getPolicy": ({ arn }) => ({ arn }),
    "azuread:index/getGroups:getGroups": ({ displayNames = [], objectIds = [] }) => {
      const found = [...known].filter(([name, id]) => (displayNames as string[]).includes(name) || (objectIds as string[]).includes(id));
      return { objectIds: found.map(([, id]) => id), displayNames: found.map(([name]) => name) };
    },
    "pulumi:pulumi:readStackResourceOutputs": () => ({
      outputs: Object.fromEntries(
        [...imported].map(([key, { outputs }]) => {
          const [type, name] = key.split(" ");
          return [`urn:pulumi:test::federation::${type}::${name}`, { outputs }];
        }),
      ),
    }),
  });
}

/** A clicked Entra side on a local Entra of its own, and the Entra half of an adoption of it. */
export class ClickedEstate {
  /** Paths of Graph that are refused. */
  refused: RegExp | undefined;
  /** Every path that the half asked for. */
  readonly asked: string[] = [];

  private constructor(
    readonly client: Client,
    readonly app: ClickedApp,
    /** Object ids by display name. */
    readonly groups: ReadonlyMap<string, string>,
  ) {}

  static async start(): Promise<ClickedEstate> {
    imported.clear();
    await resources();
    const client = await Client.start({
      world: { ...WORLD, entra: { ...WORLD.entra, groups: GROUPS } },
      settings: { assignmentDelaySeconds: 0, cycleIntervalSeconds: 3600 },
    });
    const app = await clickApplication(client);
    known = new Map(await Promise.all(GROUPS.map(async ({ displayName }) => [displayName, await client.groupId(displayName)] as const)));
    return new ClickedEstate(client, app, known);
  }

  stop(): Promise<void> {
    return this.client.stop();
  }

  private get graph(): GraphClient {
    const ask = (path: string): void => {
      this.asked.push(path);
      if (this.refused?.test(decodeURIComponent(path)) === true)
        throw new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.", path);
    };
    const get = async (path: string): Promise<unknown> => {
      ask(path);
      return this.client.get(`/v1.0${path}`);
    };
    return {
      get,
      find: async (path: string, version = "v1.0") => {
        ask(path);
        const { status, body } = await this.client.call("GET", `/${version}${path}`);
        return status === 404 ? undefined : body;
      },
      list: async (path: string) => ((await get(path)) as { value: unknown[] }).value,
    } as unknown as GraphClient;
  }

  private place(held: readonly string[], compliantDeviceGroups: readonly string[]): AdoptionPlace {
    return {
      ...{ stack: "prod", homeRegion: "eu-west-1", tenantId: TENANT, managementAccountId: "100000000001" },
      ...{ instanceArn: "arn:aws:sso:::instance/ssoins-1", identityStoreId: "d-9367abcdef" },
      groups: held.map((name) => {
        const id = this.groups.get(name)!;
        return { written: name, displayName: name, id, ofEntra: true, storeId: `store-${id}` };
      }),
      compliantDeviceGroups,
      now: systemClock.now(),
      progress: () => undefined,
    };
  }

  reader(): EntraReader {
    return new EntraReader(this.graph);
  }

  /** The half as it is adopted. */
  half(more: Partial<EntraSources> = {}, held: readonly string[] = [ADMINS], compliant: readonly string[] = []): Promise<AdoptedPart> {
    return this.halfAt(this.place(held, compliant), more);
  }

  /** The half of an adoption of something else beside it. */
  halfAt(place: AdoptionPlace, more: Partial<EntraSources> = {}): Promise<AdoptedPart> {
    return entraHalf(
      {
        entra: this.reader(),
        conditionalAccess: new ConditionalAccessReader(this.graph),
        accessControlAttributes: async () => undefined,
        ...more,
      },
      place,
    );
  }

  /**
   * Imports everything with the provider, as `pulumi import` does, and holds what the program then registers of Entra
   * against it: the same resources, under the same names and parents, none with a change.
   */
  async assertNoChange(part: AdoptedPart): Promise<void> {
    const tls = await tlsFiles();
    const { plugin, stop } = await startPlugin({
      ARM_METADATA_HOSTNAME: `localhost:${(this.client.entra.app.server.address() as AddressInfo).port}`,
      ...{ ARM_TENANT_ID: TENANT, ARM_CLIENT_ID: CLIENT_ID, ARM_CLIENT_SECRET: "any" },
      ...{ SSL_CERT_FILE: tls.cert, SANDBOX_AZUREAD_POLL_MS: "10" },
    });
    try {
      await plugin.configure({});
      imported.clear();
      await importAll(plugin, part.resources);
      const found = (await registeredBy(await blueprintOf(part))).filter(({ own }) => own.type.startsWith("azuread:"));
      const shape = (each: { type: string; name: string; parents: readonly object[] }): string =>
        JSON.stringify([each.type, each.name, each.parents]);
      assert.deepEqual(
        found.map(({ own, parents }) => shape({ ...own, parents })).sort(),
        part.resources.map(({ type, name, parents }) => shape({ type, name, parents })).sort(),
      );
      for (const { type, name, inputs } of (await resources()).filter((each) => each.type.startsWith("azuread:"))) {
        const { changes } = await plugin.diff(imported.get(`${type} ${name}`)!, this.real(inputs));
        assert.deepEqual(changes, [], `${type} ${name}`);
      }
    } finally {
      stop();
    }
  }

  /** Inputs with the ids that the mocks make up as they are. */
  private real(inputs: Record<string, unknown>): Record<string, unknown> {
    const outputs = (type: string, name: string): Record<string, unknown> =>
      (imported.get(`azuread:index/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type} ${name}`)?.outputs ?? {}) as Record<
        string,
        unknown
      >;
    const ids: Record<string, string> = {
      "enterprise-app-id": `/servicePrincipals/${this.app.principalId}`,
      "enterprise-app-object-id": this.app.principalId,
      "enterprise-app-client-id": this.app.clientId,
      "session-attributes-id": imported.get("azuread:index/claimsMappingPolicy:ClaimsMappingPolicy session-attributes")?.id ?? "",
      "conditional-access/countries-object-id": String(outputs("NamedLocation", "conditional-access/countries")["objectId"]),
    };
    return JSON.parse(JSON.stringify(inputs), (_key, value: unknown) =>
      typeof value === "string" ? (ids[value] ?? value) : value,
    ) as Record<string, unknown>;
  }
}

async function importAll(plugin: PluginClient, taken: readonly TakenOver[]): Promise<void> {
  for (const { type, name, id } of taken) {
    const resource = await plugin.read(type, name, id);
    assert.ok(resource, `${id} can be imported`);
    imported.set(`${type} ${name}`, resource);
  }
}

/** The program with the settings of the whole stack, as the command joins them. */
function blueprintOf(part: AdoptedPart): ReturnType<typeof readBlueprint> {
  const raw = {
    ...{ stage: "development", phase: "assign", homeRegion: "eu-west-1", tenantId: TENANT },
    productionAccounts: [],
    permissionSets: {},
    access: [{ group: ADMINS, permissionSet: "Platform-Admin", accounts: ["100000000001"] }],
    unmanaged: part.unmanaged,
    ...Object.fromEntries(part.settings.map(({ key, value }) => [key, value])),
  };
  return readBlueprint({ raw, secrets: {}, problems: [] } as never, systemClock);
}

/** One key of the settings of a half. */
export function setting(part: AdoptedPart, key: string): Record<string, unknown> {
  return part.settings.find((each) => each.key === key)?.value as Record<string, unknown>;
}

/** Decisions of a kind as lines. */
export function words(part: AdoptedPart, kind: string): string[] {
  return part.decisions.filter((decision) => decision.kind === kind).map(({ what, text }) => `${what}: ${text}`);
}
