/**
 * Tag whose value only one stack sets: `<organization>/<project>/<stack>`. `federation recover` takes it, together with the time, as proof that
 * this stack made a thing.
 */
export const STACK_TAG = "aws-entra-federation:stack";
