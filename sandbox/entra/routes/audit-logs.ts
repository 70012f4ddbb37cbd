import { listed, param, type Routes } from "../context";
import { notFound } from "../graph-error";
import { entity } from "../query";

/** `/auditLogs/signIns` and `/auditLogs/provisioning`, newest first. */
export const auditLogs: Routes = (app, context) => {
  const { directory } = context;
  for (const [name, rows] of [
    ["signIns", directory.signIns],
    ["provisioning", directory.provisioningEvents],
  ] as const) {
    app.get(`/auditLogs/${name}`, (request) => listed(context, request, [...rows].reverse()));
    app.get(`/auditLogs/${name}/:id`, (request) => {
      const id = param(request, "id");
      const row = rows.find((candidate) => candidate.id === id);
      if (row === undefined) throw notFound(id);
      return entity(request, row);
    });
  }
};
