import * as z from "zod";
import { checked, graphType } from "../body";
import { addSigningCertificate, DEFAULT_SUBJECT } from "../certificate";
import { param, type Routes } from "../context";
import { servicePrincipalOf } from "./service-principals";

const request = graphType({ displayName: z.string().nullable(), endDateTime: z.string().nullable() });

/** `addTokenSigningCertificate`; reading and removing go through the service principal itself. */
export const signingCertificates: Routes = (app, context) => {
  app.post("/servicePrincipals/:id/addTokenSigningCertificate", async (call) => {
    const principal = servicePrincipalOf(context, param(call, "id"));
    const { displayName, endDateTime } = checked(request, call.body ?? {}, "SelfSignedCertificate") as {
      displayName?: string | null;
      endDateTime?: string | null;
    };
    return addSigningCertificate(context.directory, principal, displayName ?? DEFAULT_SUBJECT, endDateTime ?? undefined);
  });
};
