import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { send } from "../cloud";
import { during, orMissing } from "../failures";
import { orAbsent } from "../shapes";
import { regional, tagged, tagList, tagMap, tagsOf } from "../traits";

/** Properties that CreateTrail and UpdateTrail take, by their names there. */
const settings = {
  name: "Name",
  s3BucketName: "S3BucketName",
  includeGlobalServiceEvents: "IncludeGlobalServiceEvents",
  isMultiRegionTrail: "IsMultiRegionTrail",
  isOrganizationTrail: "IsOrganizationTrail",
  enableLogFileValidation: "EnableLogFileValidation",
  cloudWatchLogsGroupArn: "CloudWatchLogsLogGroupArn",
  cloudWatchLogsRoleArn: "CloudWatchLogsRoleArn",
  kmsKeyId: "KmsKeyId",
};

/** @param absent what stands for a setting that the program does not have */
function asApi({ inputs }: Work, absent: unknown): Props {
  return Object.fromEntries(Object.entries(settings).map(([property, name]) => [name, (inputs[property] ?? absent) as unknown]));
}

async function setLogging(work: Work, Name: string): Promise<void> {
  await send("cloudtrail", work.inputs["enableLogging"] === false ? "StopLogging" : "StartLogging", { Name }, work);
}

/** `aws:cloudtrail/trail:Trail`. Its id is its ARN. */
export const trail: ResourceType = regional(
  tagged(
    {
      inputs: [...Object.keys(settings), "enableLogging"],
      replaceOn: ["name"],
      computed: ["arn", "homeRegion", "snsTopicArn"],
      defaults: {
        enableLogFileValidation: false,
        enableLogging: true,
        includeGlobalServiceEvents: true,
        isMultiRegionTrail: false,
        isOrganizationTrail: false,
      },
      autoName: { maxLength: 128 },
      async create(work) {
        const input = { ...asApi(work, undefined), TagsList: tagList(tagsOf(work)) };
        const made = await during(
          `creating CloudTrail Trail (${String(work.inputs["name"])})`,
          send("cloudtrail", "CreateTrail", input, work),
        );
        const id = made["TrailARN"] as string;
        await setLogging(work, id);
        return id;
      },
      async read(work) {
        const answer = await orMissing(send("cloudtrail", "GetTrail", { Name: work.id }, work));
        const found = answer?.["Trail"] as Props | undefined;
        if (found === undefined) return undefined;
        const [status, tags] = await Promise.all([
          send("cloudtrail", "GetTrailStatus", { Name: work.id }, work),
          send("cloudtrail", "ListTags", { ResourceIdList: [work.id] }, work),
        ]);
        return {
          arn: found["TrailARN"],
          cloudWatchLogsGroupArn: orAbsent(found["CloudWatchLogsLogGroupArn"]),
          cloudWatchLogsRoleArn: orAbsent(found["CloudWatchLogsRoleArn"]),
          enableLogFileValidation: found["LogFileValidationEnabled"] ?? false,
          enableLogging: status["IsLogging"] ?? false,
          homeRegion: found["HomeRegion"],
          includeGlobalServiceEvents: found["IncludeGlobalServiceEvents"] ?? false,
          isMultiRegionTrail: found["IsMultiRegionTrail"] ?? false,
          isOrganizationTrail: found["IsOrganizationTrail"] ?? false,
          kmsKeyId: orAbsent(found["KmsKeyId"]),
          name: found["Name"],
          s3BucketName: found["S3BucketName"],
          snsTopicArn: found["SnsTopicARN"] ?? "",
          tagsAll: tagMap((tags["ResourceTagList"] as Props[] | undefined)?.[0]?.["TagsList"] as Props[] | undefined),
        };
      },
      async update(work) {
        // An empty text takes a setting away; leaving it out would keep it.
        if (Object.keys(settings).some(work.changed)) await send("cloudtrail", "UpdateTrail", asApi(work, ""), work);
        if (work.changed("enableLogging")) await setLogging(work, work.id);
      },
      delete: async (work) => void (await orMissing(send("cloudtrail", "DeleteTrail", { Name: work.id }, work))),
    },
    {
      tag: (work, tags) => send("cloudtrail", "AddTags", { ResourceId: work.id, TagsList: tagList(tags) }, work),
      untag: (work, keys) => send("cloudtrail", "RemoveTags", { ResourceId: work.id, TagsList: keys.map((Key) => ({ Key })) }, work),
    },
  ),
);
