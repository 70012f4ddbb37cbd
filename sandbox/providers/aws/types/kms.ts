import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { list, send } from "../cloud";
import { during, orMissing } from "../failures";
import { regional, tagged, tagMap, tagsOf } from "../traits";

function keyTags(tags: Readonly<Record<string, string>>): { TagKey: string; TagValue: string }[] {
  return Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}

async function keyPolicyOf(work: Work, KeyId: string): Promise<string> {
  const { Policy } = await send("kms", "GetKeyPolicy", { KeyId, PolicyName: "default" }, work);
  return Policy as string;
}

async function setRotation(work: Work, KeyId: string): Promise<void> {
  await send("kms", work.inputs["enableKeyRotation"] === true ? "EnableKeyRotation" : "DisableKeyRotation", { KeyId }, work);
}

/** `aws:kms/key:Key`. Its id is the key id; deleting it schedules the deletion. */
export const key: ResourceType = regional(
  tagged(
    {
      inputs: ["deletionWindowInDays", "description", "enableKeyRotation", "isEnabled", "policy"],
      computed: ["arn", "description", "keyId", "multiRegion", "policy", "rotationPeriodInDays"],
      defaults: { enableKeyRotation: false, isEnabled: true },
      policies: ["policy"],
      async create(work) {
        const { description, policy, isEnabled } = work.inputs as Record<string, unknown>;
        const input = { Description: description, Policy: policy, Tags: keyTags(tagsOf(work)) };
        const made = await during("creating KMS Key", send("kms", "CreateKey", input, work));
        const id = made["KeyMetadata"]["KeyId"] as string;
        if (work.inputs["enableKeyRotation"] === true) await setRotation(work, id);
        if (isEnabled === false) await send("kms", "DisableKey", { KeyId: id }, work);
        return id;
      },
      async read(work) {
        const answer = await orMissing(send("kms", "DescribeKey", { KeyId: work.id }, work));
        const found = answer?.["KeyMetadata"] as Props | undefined;
        if (found === undefined || found["KeyState"] === "PendingDeletion") return undefined;
        const rotation = await send("kms", "GetKeyRotationStatus", { KeyId: work.id }, work);
        const tags = await list("kms", "ListResourceTags", { KeyId: work.id }, "Tags", work);
        return {
          arn: found["Arn"],
          description: found["Description"],
          enableKeyRotation: rotation["KeyRotationEnabled"] ?? false,
          isEnabled: found["Enabled"],
          keyId: found["KeyId"],
          multiRegion: found["MultiRegion"] ?? false,
          policy: await keyPolicyOf(work, work.id),
          rotationPeriodInDays: rotation["KeyRotationEnabled"] ? (rotation["RotationPeriodInDays"] ?? 365) : undefined,
          tagsAll: tagMap(tags),
        };
      },
      async update(work) {
        const KeyId = work.id;
        if (work.changed("isEnabled") && work.inputs["isEnabled"] === true) await send("kms", "EnableKey", { KeyId }, work);
        if (work.changed("enableKeyRotation")) await setRotation(work, KeyId);
        if (work.changed("description"))
          await send("kms", "UpdateKeyDescription", { KeyId, Description: (work.inputs["description"] ?? "") as unknown }, work);
        if (work.inputs["policy"] && work.changed("policy")) await putKeyPolicy(work, KeyId);
        if (work.changed("isEnabled") && work.inputs["isEnabled"] === false) await send("kms", "DisableKey", { KeyId }, work);
      },
      async delete(work) {
        const days = work.olds["deletionWindowInDays"] as number | undefined;
        await orMissing(send("kms", "ScheduleKeyDeletion", { KeyId: work.id, ...(days && { PendingWindowInDays: days }) }, work));
      },
    },
    {
      tag: (work, tags) => send("kms", "TagResource", { KeyId: work.id, Tags: keyTags(tags) }, work),
      untag: (work, keys) => send("kms", "UntagResource", { KeyId: work.id, TagKeys: keys }, work),
    },
  ),
);

async function putKeyPolicy(work: Work, KeyId: string): Promise<void> {
  await during(
    `setting KMS Key (${KeyId}) policy`,
    send("kms", "PutKeyPolicy", { KeyId, PolicyName: "default", Policy: work.inputs["policy"] as unknown }, work),
  );
}
