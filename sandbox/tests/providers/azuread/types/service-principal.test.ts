import assert from "node:assert/strict";
import { application, declared } from "../gallery-application";
import { lazy, rig, type } from "../rig";

describe("azuread stand-in: the service principal", () => {
  const { graph, plugin } = lazy(rig());
  const servicePrincipal = type("servicePrincipal");

  async function adopted(inputs: object): ReturnType<ReturnType<typeof plugin>["create"]> {
    const app = await plugin().create(application, "app", declared);
    graph().sent.length = 0;
    return plugin().create(servicePrincipal, "sp", { clientId: app.outputs["clientId"] as string, useExisting: true, ...inputs });
  }

  it("adopted with nothing declared undoes what the template set", async () => {
    await adopted({});
    const patch = graph().sent.find(({ method }) => method === "PATCH");
    assert.deepEqual(patch?.body, {
      "@odata.type": "#microsoft.graph.servicePrincipal",
      accountEnabled: true,
      alternativeNames: [],
      appRoleAssignmentRequired: false,
      description: null,
      loginUrl: null,
      notes: null,
      notificationEmailAddresses: [],
      preferredSingleSignOnMode: null,
      samlSingleSignOnSettings: {},
      tags: [],
    });
  });

  it("adopted with feature tags is quiet afterwards, refresh included", async () => {
    const inputs = {
      appRoleAssignmentRequired: true,
      preferredSingleSignOnMode: "saml",
      featureTags: [{ enterprise: true, gallery: true }],
    };
    const principal = await adopted(inputs);
    const news = { ...principal.inputs, ...inputs };
    assert.deepEqual(principal.outputs["tags"], [
      "WindowsAzureActiveDirectoryIntegratedApp",
      "WindowsAzureActiveDirectoryGalleryApplicationNonPrimaryV1",
    ]);
    assert.deepEqual(principal.outputs["appRoleIds"], {});
    assert.deepEqual((await plugin().diff(principal, news)).changes, []);
    assert.deepEqual((await plugin().diff((await plugin().refresh(principal))!, news)).changes, []);
  });

  it("that exists is refused without useExisting, naming its id", async () => {
    await assert.rejects(
      adopted({ useExisting: false }),
      /A resource with the ID "\/servicePrincipals\/[0-9a-f-]{36}" already exists - .*needs to be imported/,
    );
  });

  it("sees what somebody changed behind its back", async () => {
    const principal = await adopted({ appRoleAssignmentRequired: true });
    graph().objects.set(principal.id.slice(1), { ...graph().objects.get(principal.id.slice(1)), appRoleAssignmentRequired: false });
    const refreshed = (await plugin().refresh(principal))!;
    assert.deepEqual((await plugin().diff(refreshed, principal.inputs)).changes, ["appRoleAssignmentRequired: UPDATE"]);
  });

  it("adopted goes without a look back; its own is waited for", async () => {
    const principal = await adopted({});
    graph().sent.length = 0;
    graph().fault = () => ({ status: 404 });
    await plugin().delete(principal);
    assert.deepEqual(graph().log, [`DELETE v1.0${principal.id}`]);
  });
});
