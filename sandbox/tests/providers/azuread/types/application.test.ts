import assert from "node:assert/strict";
import { callerObjectId } from "../fake-graph";
import { templateId, templateScopeId } from "../fake-objects";
import { application, bare, declared, ownScopeId } from "../gallery-application";
import { lazy, rig } from "../rig";

describe("azuread stand-in: the gallery application", () => {
  const { graph, plugin } = lazy(rig());

  it("is instantiated, polled and patched by the official plugin's sequence of calls", async () => {
    const app = await plugin().create(application, "app", declared);
    const id = app.id.slice("/applications/".length);
    const template = `v1.0/applicationTemplates/${templateId}`;
    const temporary = graph().sent[1]?.body?.["displayName"] as string;
    assert.match(temporary, /^TERRAFORM_INSTANTIATE_[0-9a-f-]{36}$/);
    const get = `GET v1.0/applications/${id}`;
    assert.deepEqual(graph().log, [
      `GET ${template}`,
      `POST ${template}/instantiate`,
      `GET v1.0/applications?applicationTemplateId eq '${templateId}' and displayName eq '${temporary}'`,
      ...Array.from({ length: 5 }, () => get),
      `GET v1.0/servicePrincipals?appId eq '${app.outputs["clientId"] as string}'`,
      get, // app roles: nothing to disable
      get, // scopes: the template's goes first
      `PATCH v1.0/applications/${id}`,
      get,
      `PATCH v1.0/applications/${id}`,
      get,
      `GET beta/applications/${id}`,
      `GET v1.0/applications/${id}/owners`,
    ]);
  });

  it("disables the template's scope before it replaces it", async () => {
    await plugin().create(application, "app", declared);
    const [disabling, update] = graph().sent.filter(({ method }) => method === "PATCH");
    assert.deepEqual(
      disabling?.body?.["api"].oauth2PermissionScopes.map(({ id, isEnabled }: { id: string; isEnabled: boolean }) => [id, isEnabled]),
      [[templateScopeId, false]],
    );
    assert.deepEqual(
      update?.body?.["api"].oauth2PermissionScopes.map(({ id }: { id: string }) => id),
      [ownScopeId],
    );
    assert.deepEqual(update?.body?.["tags"], []);
    assert.equal(update?.body?.["groupMembershipClaims"], null);
  });

  it("is quiet in the second up, after a refresh and in the up after it when roles and own scope are declared", async () => {
    const app = await plugin().create(application, "app", declared);
    assert.deepEqual((await plugin().diff(app, declared)).changes, []);
    const refreshed = (await plugin().refresh(app))!;
    assert.deepEqual((await plugin().diff(refreshed, declared)).changes, []);
    assert.deepEqual(refreshed.inputs, app.inputs);
  });

  it("with nothing declared wants the scope gone at once and, after a refresh, the roles too", async () => {
    const app = await plugin().create(application, "app", bare);
    assert.deepEqual(app.outputs["appRoles"], []);
    assert.deepEqual((await plugin().diff(app, bare)).changes, ["api: DELETE", "oauth2PermissionScopeIds: UPDATE"]);
    const withoutScope = await plugin().update(app, bare);
    assert.deepEqual((await plugin().diff(withoutScope, bare)).changes, []);
    const refreshed = (await plugin().refresh(withoutScope))!;
    assert.deepEqual((await plugin().diff(refreshed, bare)).changes, ["appRoleIds: UPDATE", "appRoles: DELETE"]);
  });

  it("keeps showing the ids of scopes however much is ignored, and never deletes what is ignored", async () => {
    const ignored = ["appRoles", "api", "oauth2PermissionScopeIds"];
    let app = await plugin().create(application, "app", bare);
    for (const paths of [ignored, ["*"], ["appRoles", "api"]]) {
      assert.deepEqual((await plugin().diff(app, bare, paths)).changes, ["oauth2PermissionScopeIds: UPDATE"]);
    }
    app = await plugin().update(app, bare, false, ignored);
    assert.deepEqual((app.outputs["api"] as { oauth2PermissionScopes: { id: string }[] }).oauth2PermissionScopes[0]?.id, templateScopeId);
  });

  it("leaves TERRAFORM_INSTANTIATE behind when it fails before the update", async () => {
    graph().fault = ({ method, path }) =>
      method === "GET" && /applications\/[^/]+$/.test(path) ? { status: 501, code: "Stop" } : undefined;
    await assert.rejects(
      plugin().create(application, "app", declared),
      /unexpected status 501 \(501 Not Implemented\) with error: Stop: Injected\./,
    );
    const names = [...graph().objects.values()].map(({ displayName }) => String(displayName));
    assert.equal(names.filter((name) => name.startsWith("TERRAFORM_INSTANTIATE_")).length, 2);
  });

  it("tolerates Graph's false 404 at instantiation as long as the application appears", async () => {
    graph().fault = (sent) => {
      if (!sent.path.endsWith("/instantiate")) return undefined;
      graph().put("applications/a1a1a1a1-0000-4000-8000-000000000001", {
        appId: "app-id",
        applicationTemplateId: templateId,
        displayName: sent.body?.["displayName"],
        groupMembershipClaims: null,
      });
      graph().put("servicePrincipals/b1b1b1b1-0000-4000-8000-000000000001", { appId: "app-id", applicationTemplateId: templateId });
      return { status: 404 };
    };
    const app = await plugin().create(application, "app", bare);
    assert.equal(app.id, "/applications/a1a1a1a1-0000-4000-8000-000000000001");
  });

  it("as a plain application is made with the caller as owner, renamed twice, and the caller removed", async () => {
    const app = await plugin().create(application, "app", { displayName: "plain" });
    const [create, first, second] = graph().sent;
    assert.deepEqual(create?.body?.["owners@odata.bind"], [`${graph().base}/v1.0/directoryObjects/${callerObjectId}`]);
    assert.match(String(first?.body?.["displayName"]), /^TERRAFORM_UPDATE_/);
    assert.deepEqual(second?.body, { "@odata.type": "#microsoft.graph.application", displayName: "plain" });
    assert.equal(graph().log[3], `DELETE v1.0${app.id}/owners/${callerObjectId}/$ref`);
    assert.deepEqual((await plugin().diff((await plugin().refresh(app))!, { displayName: "plain" })).changes, []);
  });

  it("is replaced for another template, and updated in place for another name", async () => {
    const app = await plugin().create(application, "app", declared);
    const other = { ...declared, templateId: "8b1025e4-1dd2-430b-a150-2ef79cd700f5" };
    assert.deepEqual((await plugin().diff(app, other)).replaces, ["templateId"]);
    assert.deepEqual(await plugin().diff(app, { ...declared, displayName: "AWS 2" }), {
      changes: ["displayName: UPDATE"],
      replaces: [],
      deleteFirst: false,
    });
  });
});
