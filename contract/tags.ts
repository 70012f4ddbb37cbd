/** Tags that the program sets and that the pack or the command reads. */

/**
 * Tag whose value only one stack sets: `<organization>/<project>/<stack>`. `federation recover` takes it, together with
 * the time, as proof that this stack made a thing.
 */
export const STACK_TAG = "aws-entra-federation:stack";

/** On a permission set: `true` where it is refused on production accounts. */
export const NON_PRODUCTION_ONLY_TAG = "federation:nonProductionOnly";

/** On a permission set: the set of the settings whose copy for the management account this is. */
export const MANAGEMENT_COPY_TAG = "federation:managementTwinOf";
