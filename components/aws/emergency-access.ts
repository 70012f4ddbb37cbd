import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
import { isOwnTrail } from "../../access/breakglass/audit-trail";
import { REMINDER } from "../../access/breakglass/drill-reminder";
import { guardArns, WATCH } from "../../access/breakglass/watch";
import type { EmergencyBlueprint } from "../emergency-blueprint";
import { AlarmTopic } from "./alarm-topic";
import { AuditTrail } from "./audit-trail";
import { Breakglass, type HandOver } from "./breakglass";
import { BreakglassAlarms } from "./breakglass-alarms";
import { ChangeAlarms } from "./change-alarms";
import { DrillReminder } from "./drill-reminder";
import { SiemExport } from "./siem";

/**
 * What saves the company on the day that the federation fails (R7, R9.4): the breakglass users, the trail that records
 * them, the alarms that watch them, the drill's reminder, and the SIEM's export.
 */
export class EmergencyAccess extends pulumi.ComponentResource {
  /** By user name; absent without breakglass users. */
  readonly handOver: pulumi.Output<Record<string, HandOver>> | undefined;
  readonly alarmTopicArn: pulumi.Output<string>;
  /** Absent without SIEM export. */
  readonly siem: SiemExport | undefined;

  constructor(
    name: string,
    { place, users, userPath, userArns, ownPasswordPolicy, alarms, trail, organizationId, siem }: EmergencyBlueprint,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(COMPONENT.emergencyAccess, name, {}, opts);
    const { accountId, partition, homeRegion } = place;
    const here = { accountId, partition, region: homeRegion };
    const organization = organizationId === undefined ? {} : { organizationId };
    const own = isOwnTrail(trail)
      ? new AuditTrail(
          trail.name,
          { ...here, ...organization, trail, logRetentionDays: alarms.logRetentionDays, readers: siem?.readers ?? [] },
          { parent: this },
        )
      : undefined;
    const topic = new AlarmTopic(WATCH.topic, { ...here, topicName: WATCH.topic, subscribers: alarms.subscribers }, { parent: this });
    this.alarmTopicArn = topic.topicArn;

    if (alarms.changes !== undefined) {
      new ChangeAlarms(
        "federation-changes",
        { place, deployingRoles: alarms.changes.deployingRoles, topicArn: topic.topicArn, topicReady: topic.ready },
        { parent: this },
      );
    }
    if (users.length > 0) {
      // The alarms stand before there is a user whom they could miss.
      const guard = guardArns(place, userPath, trail);
      const watch = new BreakglassAlarms(
        "breakglass-alarms",
        {
          ...place,
          userArns: [...userArns.values()],
          topicArn: topic.topicArn,
          topicReady: topic.ready,
          trail,
          logGroupName: own?.logGroupName ?? trail.logGroup,
          keyArns: [topic.keyArn, ...(own === undefined ? [] : [own.keyArn])],
          policyArn: guard.policy,
        },
        { parent: this },
      );
      this.handOver = new Breakglass(
        "breakglass",
        { users, path: userPath, userArns, partition, guard, ownPasswordPolicy },
        { parent: this, dependsOn: watch },
      ).handOver;
      new DrillReminder(
        REMINDER,
        { accountId, region: homeRegion, userNames: users.map((user) => user.name), topicArn: topic.topicArn, topicKeyArn: topic.keyArn },
        { parent: this },
      );
    }
    this.siem =
      siem &&
      new SiemExport(
        "siem",
        {
          ...here,
          ...organization,
          bucketName: own?.bucketName ?? trail.bucket ?? "",
          bucketReady: own?.ready ?? [],
          ...(own === undefined ? {} : { keyArn: own.keyArn }),
          readers: siem.readers,
          ...(siem.sentinel === undefined ? {} : { sentinel: siem.sentinel }),
        },
        { parent: this },
      );
    this.registerOutputs({ alarmTopicArn: this.alarmTopicArn });
  }
}
