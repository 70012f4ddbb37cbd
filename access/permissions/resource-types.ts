/**
 * The AWS actions that the provider takes for each type of resource that the program registers. Data; each is what the
 * resource's API calls need by AWS's service authorization reference. That the official provider makes no further call
 * is UNVERIFIED where only the local clouds were asked.
 */

import type { ResourceTypes } from "./types/actions";
import { ALARM_TYPES } from "./types/alarm";
import { IAM_TYPES } from "./types/iam";
import { IDENTITY_CENTER_TYPES } from "./types/identity-center";
import { TRAIL_TYPES } from "./types/trail";

/** By Pulumi's type token. */
export const RESOURCE_TYPES: ResourceTypes = { ...IDENTITY_CENTER_TYPES, ...IAM_TYPES, ...TRAIL_TYPES, ...ALARM_TYPES };
