/** Names of what tells of changes by hand. */
export const CHANGE_RULES = {
  identityCenter: "federation-watch-identity-center",
  trust: "federation-watch-trust",
  root: "federation-watch-root",
  organization: "federation-watch-organization",
} as const;

/** Queue for what EventBridge could not deliver, in each region of the rules. */
export const CHANGE_UNDELIVERED = "federation-watch-undelivered";

/** Role under which events reach the home region's bus. */
export const CHANGE_FORWARDER = "federation-watch-forward";
