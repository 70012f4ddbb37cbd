import { homeRegion } from "../../../rules/everywhere/home-region";
import { iam, identitystore } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { set } from "./fixtures";

behaviours(homeRegion, {
  violates: {
    "another region of the resource": {
      given: set({ region: "us-east-1" }),
      stackFacts: { homeRegion: "eu-west-1" },
      says: ['region is "us-east-1"; the home region is eu-west-1.'],
    },
    "another region of the provider": {
      given: set({}, { region: "us-east-1" }),
      stackFacts: { homeRegion: "eu-west-1" },
      says: ['region is "us-east-1"; the home region is eu-west-1.'],
    },
    "another than configured": {
      given: set(),
      config: { homeRegion: "eu-north-1" },
      stackFacts: { homeRegion: "eu-west-1" },
      says: ['region is "eu-west-1"; the home region is eu-north-1.'],
    },
    "the identity store elsewhere": {
      given: resource(identitystore.group, {}, { region: "us-east-1" }),
      stackFacts: { homeRegion: "eu-west-1" },
      says: ['region is "us-east-1"; the home region is eu-west-1.'],
    },
  },
  conforms: {
    "the provider's region": { given: set(), stackFacts: { homeRegion: "eu-west-1" } },
    "the resource's own region": { given: set({ region: "eu-west-1" }, { region: "us-east-1" }), stackFacts: { homeRegion: "eu-west-1" } },
    "a stack that does not tell": { given: set({}, { region: "us-east-1" }) },
  },
  notes: {
    "a region that nothing tells": {
      given: { ...set(), provider: { type: "p", name: "p", urn: "p", props: {} } },
      stackFacts: { homeRegion: "eu-west-1" },
      says: ["Neither the resource nor its provider says its region; it must be eu-west-1."],
    },
    "a region that is not known yet": {
      given: set({ region: UNKNOWN }),
      stackFacts: { homeRegion: "eu-west-1" },
      says: [unknownNote("identity-center-home-region", "region of it")],
    },
  },
  notApplicable: { "a user": { given: resource(iam.user, {}) } },
});
