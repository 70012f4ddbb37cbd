import { describeTopics } from "./topics";

/** What happens behind the program's back, and what `verify` and the other commands then say and do. */
describeTopics("when something changes outside, on the real engine", "outside");
