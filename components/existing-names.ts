import * as azuread from "@pulumi/azuread";
import { getLogGroups } from "@pulumi/aws/cloudwatch/getLogGroups";
import { getOpenIdConnectProvider } from "@pulumi/aws/iam/getOpenIdConnectProvider";
import { getPolicy } from "@pulumi/aws/iam/getPolicy";
import { getRoles } from "@pulumi/aws/iam/getRoles";
import { getUsers } from "@pulumi/aws/iam/getUsers";
import { getBucket } from "@pulumi/aws/s3/getBucket";
import { getTopic } from "@pulumi/aws/sns/getTopic";
import { getQueues } from "@pulumi/aws/sqs/getQueues";
import { getPermissionSet } from "@pulumi/aws/ssoadmin/getPermissionSet";
import { getPermissionSets } from "@pulumi/aws/ssoadmin/getPermissionSets";
import * as pulumi from "@pulumi/pulumi";
import { type NameClash, notInState, OIDC_PROVIDER, PERMISSION_SET, type UniqueName, type UniqueType } from "../access/existing-names";
import { listed } from "../access/words";
import { type ApiName, type ApiType, isApiName, type NameLookUp } from "./aws/look-up-names";
import type { IdentityCenterInstance } from "./aws/identity-center";
import { saysForeignBucket, saysMissing } from "./provider-answers";
import { reading, ReadingError, readings } from "./reading";
import { answered } from "./refusal";
import type { StateResource } from "./stack-state";

/**
 * Finds which of the names that the program is about to give are another's already.
 *
 * A stack that holds everything that it plans asks no cloud; else one listing a kind, and for permission sets one call
 * for each set that is not this stack's. What AWS does not let this identity read is told as not checked.
 *
 * @param lookUp Asks for what the provider has no function for: one call a name.
 */
export async function findNameClashes(
  wanted: readonly UniqueName[],
  instance: IdentityCenterInstance,
  state: readonly StateResource[],
  lookUp: NameLookUp,
): Promise<NameClash[]> {
  const open = notInState(wanted, state);
  const byApi = open.filter(isApiName);
  const byProvider = open.filter((wanted): wanted is ProviderName => !isApiName(wanted));
  const types = [...new Set(byProvider.map(({ type }) => type))];
  const found = await readings([
    ...byApi.map((wanted) => askedByApi(wanted, lookUp)),
    ...types.map((type) => {
      const names = byProvider.filter((wanted) => wanted.type === type);
      return askedByProvider(type, names, { instance, state });
    }),
  ]);
  const unread = found.flatMap((each) => each.unread).sort();
  if (unread.length > 0) {
    await pulumi.log.warn(
      `Whether these names are free could not be read with this identity's permissions or the environment's credentials: ${listed(unread)}; where one is another's, \`pulumi up\` stops there.`,
    );
  }
  return found.flatMap(({ clashes }) => clashes);
}

/** Names that are another's, and those about which nobody could tell. */
interface Found {
  readonly clashes: readonly NameClash[];
  /** In words. */
  readonly unread: readonly string[];
}

/** What this identity is not allowed to ask is told as not checked; every other failure goes on. */
async function askedByProvider(type: ProviderType, names: readonly UniqueName[], place: Place): Promise<Found> {
  const cloud = type.startsWith("azuread:") ? "entra" : "aws";
  const what = `any ${names[0]?.kind} under a name of this stack's`;
  const found = await answered(reading(cloud, what, () => finders[type](names, place)));
  if (!(found instanceof ReadingError)) return { clashes: found, unread: [] };
  if (found.kind !== "permission") throw found;
  return { clashes: [], unread: names.map(({ kind, name }) => `${kind} ${name}`) };
}

/**
 * What this identity cannot ask, or not with the environment's credentials, is told as not checked: the provider may
 * well be able to make it.
 */
async function askedByApi(wanted: ApiName, lookUp: NameLookUp): Promise<Found> {
  const { kind, name, region } = wanted;
  const id = await answered(reading("aws", `the ${kind} ${name}`, () => lookUp(wanted)));
  if (id instanceof ReadingError) return { clashes: [], unread: [`${kind} ${name}${region === undefined ? "" : ` in ${region}`}`] };
  return { clashes: id === undefined ? [] : [{ wanted, id }], unread: [] };
}

interface Place {
  readonly instance: IdentityCenterInstance;
  readonly state: readonly StateResource[];
}

/** Types that the provider can look up. */
type ProviderType = Exclude<UniqueType, ApiType>;
type ProviderName = UniqueName & { readonly type: ProviderType };

type Finder = (names: readonly UniqueName[], place: Place) => Promise<NameClash[]>;

const finders: Readonly<Record<ProviderType, Finder>> = {
  [PERMISSION_SET]: findPermissionSets,
  "aws:iam/user:User": async (names) => matching(names, (await getUsers({ nameRegex: anyOf(names) })).arns, afterSlash),
  "aws:iam/role:Role": async (names) => matching(names, (await getRoles({ nameRegex: anyOf(names) })).arns, afterSlash),
  "aws:iam/policy:Policy": each(async ({ name }) => (await getPolicy({ arn: name })).arn),
  "aws:s3/bucket:Bucket": each(async ({ name, region }) => (await getBucket({ bucket: name, ...at(region) })).arn),
  "aws:sns/topic:Topic": each(async ({ name, region }) => (await getTopic({ name, ...at(region) })).arn),
  "aws:cloudwatch/logGroup:LogGroup": each(async ({ name, region }) => {
    const { logGroupNames, arns } = await getLogGroups({ logGroupNamePrefix: name, ...at(region) });
    return arns[logGroupNames.indexOf(name)];
  }),
  "aws:sqs/queue:Queue": each(async ({ name, region }) => {
    const { queueUrls } = await getQueues({ queueNamePrefix: name, ...at(region) });
    return queueUrls.find((url) => afterSlash(url) === name);
  }),
  [OIDC_PROVIDER]: each(async ({ name }) => (await getOpenIdConnectProvider({ url: name })).arn),
  "azuread:index/application:Application": each(async ({ name }) => {
    const { displayName, objectId } = await azuread.getApplication({ identifierUri: name });
    return `"${displayName}", object id ${objectId}`;
  }),
};

/** One list, and one call for each set whose ARN is not in the state: those of the state are this stack's. */
async function findPermissionSets(names: readonly UniqueName[], { instance, state }: Place): Promise<NameClash[]> {
  const { instanceArn, region } = instance;
  const own = new Set(state.filter(({ type }) => type === PERMISSION_SET).map(({ outputs }) => outputs["arn"]));
  const { arns } = await getPermissionSets({ instanceArn, region });
  const others = await Promise.all(arns.filter((arn) => !own.has(arn)).map((arn) => getPermissionSet({ instanceArn, arn, region })));
  return names.flatMap((wanted) => others.filter(({ name }) => name === wanted.name).map(({ arn: id }) => ({ wanted, id })));
}

/** One look-up a name, whose failure to find anything is the good case. */
function each(look: (wanted: UniqueName) => Promise<string | undefined>): Finder {
  return async (names) => {
    const found = await Promise.all(
      names.map(async (wanted): Promise<NameClash[]> => {
        try {
          const id = await look(wanted);
          return id === undefined ? [] : [{ wanted, id }];
        } catch (error) {
          const answer = String(error);
          if (saysMissing(answer, wanted.name)) return [];
          if (wanted.type === "aws:s3/bucket:Bucket" && saysForeignBucket(answer)) return [{ wanted, id: "of another AWS account" }];
          throw error;
        }
      }),
    );
    return found.flat();
  };
}

function matching(names: readonly UniqueName[], ids: readonly string[], nameOf: (id: string) => string): NameClash[] {
  return names.flatMap((wanted) => ids.filter((id) => nameOf(id) === wanted.name).map((id) => ({ wanted, id })));
}

function anyOf(names: readonly UniqueName[]): string {
  return `^(${names.map(({ name }) => name.replace(/[.+]/g, "\\$&")).join("|")})$`;
}

function afterSlash(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

function at(region: string | undefined): { region?: string } {
  return region === undefined ? {} : { region };
}
