/** Waits until events have another time in CloudTrail, which writes seconds. */
export const nextSecond = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1050 - (Date.now() % 1000)));
