import { trail } from "../../../rules/breakglass/trail";
import { cloudtrail } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { ADA, notApplicable, ONE } from "./fixtures";

const GOOD = { isMultiRegionTrail: true, enableLogFileValidation: true };
const trailOf = (props: Record<string, unknown>, name = "trail") => resource(cloudtrail.trail, props, { name });
const lacking = (gap: string) => [`The trail ${gap}.`];
const MANAGEMENT = { fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] };

behaviours(trail, {
  violates: {
    "no trail": { given: [ONE], says: ["No trail is in the stack, and none outside of it is named."] },
    "one region": {
      given: [ONE, trailOf({ ...GOOD, isMultiRegionTrail: false })],
      says: lacking("does not record every region (isMultiRegionTrail)"),
    },
    "no validation, and one region": {
      given: [ONE, trailOf({})],
      says: lacking("does not record every region (isMultiRegionTrail) and is not validated (enableLogFileValidation)"),
    },
    "a trail that does not log": {
      given: [ONE, trailOf({ ...GOOD, enableLogging: false })],
      says: lacking("does not log (enableLogging)"),
    },
    "no global services": {
      given: [ONE, trailOf({ ...GOOD, includeGlobalServiceEvents: false })],
      says: lacking("leaves global services out (includeGlobalServiceEvents)"),
    },
    "data events only": {
      given: [ONE, trailOf({ ...GOOD, eventSelectors: [{ includeManagementEvents: false }] })],
      says: lacking("does not record all management events"),
    },
    "writes only": {
      given: [ONE, trailOf({ ...GOOD, eventSelectors: [{ readWriteType: "WriteOnly" }] })],
      says: lacking("does not record all management events"),
    },
    "some sources left out": {
      given: [ONE, trailOf({ ...GOOD, eventSelectors: [{ excludeManagementEventSources: ["kms.amazonaws.com"] }] })],
      says: lacking("does not record all management events"),
    },
    "data events only, the newer way": {
      given: [ONE, trailOf({ ...GOOD, advancedEventSelectors: [{ fieldSelectors: [{ field: "eventCategory", equals: ["Data"] }] }] })],
      says: lacking("does not record all management events"),
    },
    "some management events, the newer way": {
      given: [
        ONE,
        trailOf({
          ...GOOD,
          advancedEventSelectors: [{ fieldSelectors: [...MANAGEMENT.fieldSelectors, { field: "readOnly", equals: ["false"] }] }],
        }),
      ],
      says: lacking("does not record all management events"),
    },
  },
  conforms: {
    "a trail": { given: [ONE, trailOf({ ...GOOD, enableLogging: true, includeGlobalServiceEvents: true })] },
    "selectors that leave nothing out": {
      given: [ONE, trailOf({ ...GOOD, eventSelectors: [{ includeManagementEvents: true, readWriteType: "All" }] })],
    },
    "the newer way": { given: [ONE, trailOf({ ...GOOD, advancedEventSelectors: [MANAGEMENT] })] },
    "a lesser trail beside a whole one": { given: [ONE, trailOf({}), trailOf(GOOD, "whole")] },
    "a trail outside of the stack": { given: [ONE], stackFacts: { existingTrail: "organization" } },
    "a configured one": { given: [ONE, trailOf({})], config: { existingTrail: "organization" } },
    "a stack without breakglass users": { given: [ADA] },
  },
  notes: {
    "a value that is not known yet": {
      given: [ONE, trailOf({ ...GOOD, isMultiRegionTrail: UNKNOWN })],
      says: [unknownNote("breakglass-trail", "isMultiRegionTrail of trail")],
    },
  },
  notApplicable,
});
