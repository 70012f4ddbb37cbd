/** Queue in which S3 announces the trail's new files to the SIEM (R9.4). */
export const SIEM_QUEUE = "federation-siem-cloudtrail";
