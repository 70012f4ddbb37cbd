import assert from "node:assert/strict";
import { IDENTITY_CENTER_TEMPLATE } from "../../../contract/gallery-app";
import { converted, Folder, PLACE } from "./convert";

const ACS = "https://eu-west-1.signin.aws/platform/saml/acs/00000000-0000-0000-0000-000000000000";
const resource = (type: string, name: string, values: object) => ({ address: `${type}.${name}`, mode: "managed", type, name, values });
const made = (id: string) =>
  resource("azuread_application_from_template", id, {
    application_object_id: id,
    display_name: "AWS",
    template_id: IDENTITY_CENTER_TEMPLATE,
  });
const setUp = (id: string) => resource("azuread_application", id, { object_id: id, display_name: "AWS", web: [{ redirect_uris: [ACS] }] });
const set = resource("aws_ssoadmin_permission_set", "ops", { arn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1", name: "Ops" });

describe("federation convert --from terraform, of the application", () => {
  let folder: Folder;
  before(() => void (folder = new Folder()));
  after(() => folder.remove());

  const read = async (...apps: ReturnType<typeof resource>[]) => {
    const state = { format_version: "1.0", terraform_version: "1.9.0", values: { root_module: { resources: [set, ...apps] } } };
    const { settings, leftOut } = await converted(folder, "--from", "terraform", folder.write("state.json", state), ...PLACE);
    return [settings["identityCenter"], leftOut.filter(({ why }) => why.startsWith("Several applications")).map(({ what }) => what)];
  };

  it("knows one that was made from the template and then set up", async () => {
    assert.deepEqual(await read(made("a"), setUp("a")), [{ acsUrls: [ACS] }, []]);
  });

  it("takes none of two, and names both", async () => {
    assert.deepEqual(await read(made("a"), setUp("b")), [undefined, ["azuread_application_from_template.a, azuread_application.b"]]);
  });
});
