import { listed, param, type Context, type Routes } from "../context";
import { GraphError, notFound } from "../graph-error";
import { entity } from "../query";

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
    app.get(`/auditLogs/${name}/:id`, (request) => {
      refuseWithout(context);
      const id = param(request, "id");
      const row = rows.find((candidate) => candidate.id === id);
      if (row === undefined) throw notFound(id);
      return entity(request, row);
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
