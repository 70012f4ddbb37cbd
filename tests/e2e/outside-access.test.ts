import { describeTopics } from "./topics";

/** What becomes of access when accounts, groups and names change, or its time is over. */
describeTopics("when accounts, groups or names change outside, on the real engine", "outside-access");
