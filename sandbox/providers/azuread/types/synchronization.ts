import { randomUUID } from "node:crypto";
import { during, failed, isNotFound } from "../errors";
import { type Entity, type Graph } from "../graph";
import { type AlsoRetry } from "../retry";
import { identity, listOf, outputList, required } from "../schema";
import { flag, lastSegment, object, objects, text, type Props } from "../values";
import { type ResourceType } from "./type";

/** The official plugin cannot tell a missing permission from slow replication: both are repeated until the deadline. */
const patient: AlsoRetry = (status) => status === 403 || status === 409;

function secretsPath(servicePrincipal: string): string {
  return `servicePrincipals/${lastSegment(servicePrincipal)}/synchronization/secrets`;
}

function pairs(credentials: unknown): Entity[] {
  return objects(credentials).map(({ key, value }) => ({ key: text(key), value: text(value) }));
}

/** Shorter values, such as SyncAll's "false", are no secrets and would tear words apart. */
const shortestSecret = 8;

/** Sends credentials. Whatever the server says about a refusal, no value of theirs is repeated in the error. */
async function putSecrets(graph: Graph, doing: string, servicePrincipal: string, value: Entity[]): Promise<void> {
  try {
    await graph.put("v1.0", secretsPath(servicePrincipal), { value }, { alsoRetry: patient });
  } catch (error) {
    const words = failed(doing, error).message;
    // eslint-disable-next-line preserve-caught-error -- the cause may quote a secret
    throw new Error(
      value.reduce(
        (said, pair) => (text(pair["value"]).length < shortestSecret ? said : said.replaceAll(text(pair["value"]), "[secret]")),
        words,
      ),
    );
  }
}

async function setSecrets(graph: Graph, doing: string, servicePrincipal: string, credentials: unknown): Promise<void> {
  const wanted = pairs(credentials);
  await putSecrets(graph, doing, servicePrincipal, wanted);
  // Only the number is compared: a key that the portal left behind makes this wait to its deadline.
  await graph.operation.untilSteady(
    `Waiting for synchronization secrets for ${servicePrincipal}`,
    async () => (await graph.list("v1.0", secretsPath(servicePrincipal), { alsoRetry: patient })).length === wanted.length,
  );
}

/** Graph masks values as "*"; a masked value keeps what the state has under the same position and key. */
function unmasked(listed: readonly Entity[], known: readonly Entity[]): Props[] {
  return listed.map(({ key, value }) => ({
    key: text(key),
    value: value === "*" ? text(known.find((pair) => pair["key"] === key)?.["value"] ?? "*") : text(value),
  }));
}

/** `azuread:index/synchronizationSecret:SynchronizationSecret`. */
export const synchronizationSecret: ResourceType = {
  schema: { credentials: listOf({ key: required, value: { required: true, secret: true } }), servicePrincipalId: identity },
  minutes: { create: 5, update: 5, delete: 5 },

  async create({ graph, session }, { planned }) {
    const id = text(planned["servicePrincipalId"]);
    await session.servicePrincipals.hold(lastSegment(id), () =>
      setSecrets(graph, `Creating synchronization secret for ${id}`, id, planned["credentials"]),
    );
    return id;
  },

  async read({ graph }, id, prior) {
    try {
      const listed = await graph.list("v1.0", secretsPath(id), { alsoRetry: patient });
      return { credentials: unmasked(listed, pairs(prior["credentials"])), servicePrincipalId: id };
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw failed(`Retrieving synchronization secrets for ${id}`, error);
    }
  },

  async update({ graph, session }, id, { planned }) {
    await session.servicePrincipals.hold(lastSegment(id), () =>
      setSecrets(graph, `Updating synchronization secret for ${id}`, id, planned["credentials"]),
    );
  },

  async delete({ graph, session }, id, prior) {
    const emptied = pairs(prior["credentials"]).map(({ key }) => ({ key, value: "" }));
    await session.servicePrincipals.hold(lastSegment(id), async () => {
      await putSecrets(graph, `Removing synchronization secrets for ${id}`, id, emptied);
      await graph.operation.untilSteady(`Waiting for deletion of synchronization secrets ${id}`, async () => {
        try {
          const left = await graph.list("v1.0", secretsPath(id), { alsoRetry: patient });
          return !left.some(({ key }) => emptied.some((pair) => pair["key"] === key));
        } catch (error) {
          if (isNotFound(error)) return true;
          throw error;
        }
      });
    });
  },
};

/** Path of a job in Graph, from a resource id or from a service principal and a bare or full job id. */
function jobPath(servicePrincipal: string, job: string): string {
  return `servicePrincipals/${lastSegment(servicePrincipal)}/synchronization/jobs/${lastSegment(job)}`;
}

async function principalExists(graph: Graph, id: string): Promise<void> {
  try {
    await graph.get("v1.0", `servicePrincipals/${lastSegment(id)}`);
  } catch (error) {
    if (isNotFound(error)) throw new Error(`Service Principal (Service Principal: "${lastSegment(id)}") was not found`, { cause: error });
    throw failed(`Retrieving ${id}`, error);
  }
}

async function makeJob(graph: Graph, principal: string, planned: Props, made: (id: string) => void): Promise<string> {
  await principalExists(graph, principal);
  const job = await during(
    `Creating synchronization job for ${principal}`,
    graph.post("v1.0", `servicePrincipals/${lastSegment(principal)}/synchronization/jobs`, {
      body: { "@odata.type": "#microsoft.graph.synchronizationJob", templateId: text(planned["templateId"]) },
      alsoRetry: patient,
    }),
  );
  const path = jobPath(principal, text(job["id"]));
  await graph.operation.untilSteady(`Waiting for creation of /${path}`, async () => {
    try {
      await graph.get("v1.0", path);
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw new Error("retrieving synchronization job", { cause: error });
    }
  });
  made(`/${path}`);
  if (flag(planned["enabled"])) await during(`Starting /${path}`, graph.post("v1.0", `${path}/start`, { alsoRetry: patient }));
  return `/${path}`;
}

/** `azuread:index/synchronizationJob:SynchronizationJob`. */
export const synchronizationJob: ResourceType = {
  schema: { enabled: { default: true }, servicePrincipalId: identity, templateId: identity, schedules: outputList },
  minutes: { create: 15, update: 5, delete: 5 },
  importId: {
    form: "/servicePrincipals/<uuid>/synchronization/jobs/<job id>",
    pattern: /^\/servicePrincipals\/[0-9a-f-]{36}\/synchronization\/jobs\/[^/]+$/i,
  },

  create: ({ graph, session }, { planned }, made) => {
    const principal = text(planned["servicePrincipalId"]);
    return session.servicePrincipals.hold(lastSegment(principal), () => makeJob(graph, principal, planned, made));
  },

  async read({ graph }, id) {
    let job: Entity;
    try {
      job = await graph.get("v1.0", id.slice(1), { alsoRetry: patient });
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw failed(`Retrieving ${id}`, error);
    }
    const schedule = object(job["schedule"]);
    // Here the official plugin dies of a nil pointer; a sentence is kinder and as final.
    if (schedule === undefined) throw new Error(`Retrieving ${id}: the job has no schedule, which makes the official plugin panic`);
    return {
      enabled: schedule["state"] === "Active",
      schedules: [{ expiration: text(schedule["expiration"]), interval: text(schedule["interval"]), state: text(schedule["state"]) }],
      servicePrincipalId: id.split("/synchronization/")[0],
      templateId: text(job["templateId"]),
    };
  },

  async update({ graph }, id, { planned, changed }) {
    if (!changed("enabled")) return;
    const [verb, doing] = flag(planned["enabled"]) ? ["start", "Starting"] : ["pause", "Pausing"];
    await during(`${doing} ${id}`, graph.post("v1.0", `${id.slice(1)}/${verb}`, { alsoRetry: patient }));
  },

  async delete({ graph, session }, id) {
    const [, , principal = ""] = id.split("/");
    await session.servicePrincipals.hold(principal, async () => {
      await during(`Removing ${id}`, graph.delete("v1.0", id.slice(1), { alsoRetry: patient }));
      await graph.operation.untilSteady(`Waiting for deletion of ${id}`, async () => {
        try {
          await graph.get("v1.0", id.slice(1));
          return false;
        } catch (error) {
          if (isNotFound(error)) return true;
          throw error;
        }
      });
    });
  },
};

/**
 * `azuread:index/synchronizationJobProvisionOnDemand:…`. Only its create does something; Graph's account of what it did
 * is not looked at.
 */
export const provisionOnDemand: ResourceType = {
  schema: {
    parameters: {
      ...listOf({ ruleId: required, subjects: listOf({ objectId: required, objectTypeName: required }) }),
      required: true,
      replaces: true,
    },
    servicePrincipalId: identity,
    synchronizationJobId: identity,
    triggers: { kind: "map", replaces: true },
  },
  minutes: { create: 15, delete: 1 },

  async create({ graph, session }, { planned }) {
    const principal = text(planned["servicePrincipalId"]);
    const path = jobPath(principal, text(planned["synchronizationJobId"]));
    const parameters = objects(planned["parameters"]).map(({ ruleId, subjects }) => ({
      ruleId: text(ruleId),
      subjects: objects(subjects).map(({ objectId, objectTypeName }) => ({
        objectId: text(objectId),
        objectTypeName: text(objectTypeName),
      })),
    }));
    await session.servicePrincipals.hold(lastSegment(principal), async () => {
      await principalExists(graph, principal);
      await during(`Retrieving /${path}`, graph.get("v1.0", path));
      await during(`Provisioning /${path}`, graph.post("v1.0", `${path}/provisionOnDemand`, { body: { parameters } }));
    });
    return randomUUID();
  },

  read: (_cloud, _id, prior) => Promise.resolve(prior),
  delete: () => Promise.resolve(),
};
