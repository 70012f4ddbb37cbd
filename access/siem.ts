/** Queue in which S3 announces the trail's new files to the SIEM (R9.4). */
export const SIEM_QUEUE = "federation-siem-cloudtrail";

/** Role that Sentinel's AWS connector takes on: its name begins with what the connector demands. */
export const SENTINEL_ROLE = "OIDC_MicrosoftSentinel";
