import { type Invoke } from "../../shared/table";
import { partitionOf, regionOf, send } from "../cloud";

/** `aws:index/getCallerIdentity:getCallerIdentity`. */
export const getCallerIdentity: Invoke = async (inputs, signal) => {
  const { Account, Arn, UserId } = await send("sts", "GetCallerIdentity", {}, { inputs, signal });
  return { accountId: Account as unknown, arn: Arn as unknown, userId: UserId as unknown, id: Account as unknown };
};

/** `aws:index/getPartition:getPartition`. */
export const getPartition: Invoke = async (inputs) => {
  const partition = partitionOf(regionOf({ inputs }));
  const dnsSuffix = { "aws-cn": "amazonaws.com.cn", "aws-eusc": "amazonaws.eu" }[partition] ?? "amazonaws.com";
  return { partition, dnsSuffix, reverseDnsPrefix: dnsSuffix.split(".").reverse().join("."), id: partition };
};

/** `aws:index/getRegion:getRegion`. The deprecated `name` and the new `region` are the same. */
export const getRegion: Invoke = async (inputs) => {
  const region = (inputs["name"] as string | undefined) ?? regionOf({ inputs });
  return { id: region, name: region, region, endpoint: `ec2.${region}.amazonaws.com`, description: region };
};
