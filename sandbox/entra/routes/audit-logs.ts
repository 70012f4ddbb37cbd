import { listed, type Context, type Routes } from "../context";
import { GraphError } from "../graph-error";

/** What every log needs of its reader. */
const PERMISSION = "AuditLog.Read.All";

/** `/auditLogs/signIns`, `/auditLogs/provisioning` and `/auditLogs/directoryAudits`, newest first. */
export const auditLogs: Routes = (app, context) => {
  const { directory } = context;
  for (const [name, rows] of [
    ["signIns", directory.signIns],
    ["provisioning", directory.provisioningEvents],
    ["directoryAudits", directory.directoryAudits],
  ] as const) {
    app.get(`/auditLogs/${name}`, (request) => {
      refuseWithout(context);
      return listed(context, request, [...rows].reverse());
    });
  }
};

function refuseWithout({ settings }: Context): void {
  if (!settings.withheldPermissions.includes(PERMISSION)) return;
  throw new GraphError(
    403,
    "Authentication_MSGraphPermissionMissing",
    `Calling principal does not have required MSGraph permissions ${PERMISSION}`,
  );
}
