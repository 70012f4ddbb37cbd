import { type Invoke } from "../../shared/table";
import { partitionOf, regionOf, send } from "../cloud";
import { during } from "../failures";
import { timestamp } from "../shapes";

/** `aws:s3/getBucket:getBucket`. */
export const getBucket: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const bucket = inputs["bucket"] as string;
  const region = regionOf(at);
  await during(`reading S3 Bucket (${bucket})`, send("s3", "HeadBucket", { Bucket: bucket }, at));
  return {
    arn: `arn:${partitionOf(region)}:s3:::${bucket}`,
    bucket,
    bucketDomainName: `${bucket}.s3.amazonaws.com`,
    bucketRegion: region,
    bucketRegionalDomainName: `${bucket}.s3.${region}.amazonaws.com`,
    hostedZoneId: "",
    id: bucket,
    region,
    websiteDomain: "",
    websiteEndpoint: "",
  };
};

/** `aws:kms/getKey:getKey`: by id, ARN or alias. */
export const getKey: Invoke = async (inputs, signal) => {
  const at = { inputs, signal };
  const { KeyMetadata: found } = await send("kms", "DescribeKey", { KeyId: inputs["keyId"] as unknown }, at);
  return {
    ...inputs,
    arn: found["Arn"],
    awsAccountId: found["AWSAccountId"],
    cloudHsmClusterId: found["CloudHsmClusterId"] ?? "",
    creationDate: timestamp(found["CreationDate"]),
    customKeyStoreId: found["CustomKeyStoreId"] ?? "",
    customerMasterKeySpec: found["CustomerMasterKeySpec"] ?? found["KeySpec"],
    deletionDate: timestamp(found["DeletionDate"]) ?? "",
    description: found["Description"] ?? "",
    enabled: found["Enabled"],
    expirationModel: found["ExpirationModel"] ?? "",
    id: found["KeyId"],
    keyManager: found["KeyManager"],
    keySpec: found["KeySpec"],
    keyState: found["KeyState"],
    keyUsage: found["KeyUsage"],
    multiRegion: found["MultiRegion"] ?? false,
    multiRegionConfigurations: [],
    origin: found["Origin"],
    pendingDeletionWindowInDays: found["PendingDeletionWindowInDays"] ?? 0,
    region: regionOf(at),
    validTo: timestamp(found["ValidTo"]) ?? "",
    xksKeyConfigurations: [],
  };
};
