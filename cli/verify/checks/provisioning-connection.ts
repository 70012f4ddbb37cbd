import { NEW_TOKEN } from "../../../access/provisioning-health";
import { TAKE_ADOPTED_OUT } from "../../../access/steps";
import { GraphError } from "../../../graph/client";
import { cannotTell, finding, ok, type Check } from "../check";
import { findingWithLog } from "../finding-with-log";

/** R4.2: Entra's own connection test succeeds with the credentials that the job holds. */
export const provisioningConnection: Check = {
  id: "R4.2",
  runbook: "R4.2",
  cloud: "Entra",
  title: "Provisioning connection test",
  assignOnly: true,
  async run(context) {
    const entra = await context.entra();
    const principal = await context.servicePrincipal();
    const jobs = await context.jobs();
    const [job] = jobs;
    if (job === undefined) return [finding("The enterprise application has no provisioning job.", "Run `pulumi up --refresh`.")];
    const several =
      jobs.length > 1
        ? [
            finding(
              `The enterprise application has ${jobs.length} provisioning jobs: ${jobs.map(({ id }) => id).join(", ")}.`,
              "Delete all but this stack's.",
            ),
          ]
        : [];
    try {
      await entra.testConnection(principal.id, job.id);
      return [...several, ok("Entra reaches the SCIM endpoint with the token that it holds.")];
    } catch (error) {
      if (error instanceof GraphError && (error.status === 400 || error.status === 422)) {
        return [
          ...several,
          await findingWithLog(
            context,
            `Entra's connection test failed: ${error.message}`,
            `If it refuses the token, ${NEW_TOKEN}, and run \`pulumi up\`.${context.settings.provisioning.adopted === true ? ` ${TAKE_ADOPTED_OUT}` : ""}`,
            { known: error.message },
          ),
        ];
      }
      if (error instanceof GraphError && error.status === 403) {
        return [
          ...several,
          cannotTell(
            "Entra did not let us run its connection test.",
            "Give the reader Synchronization.ReadWrite.All, or run the test in the portal.",
          ),
        ];
      }
      throw error;
    }
  },
};
