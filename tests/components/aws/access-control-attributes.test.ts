import assert from "node:assert/strict";
import { AccessControlAttributes } from "../../../components/aws/access-control-attributes";
import { only, resources, startMocks } from "../mocks";

const instance = { instanceArn: "arn:aws:sso:::instance/ssoins-1", identityStoreId: "d-1", region: "eu-west-1" };

describe("attributes for access control", () => {
  before(() => startMocks());

  it("are mapped from the identity store where provisioning writes them, and left to the claim elsewhere", async () => {
    await resources();
    new AccessControlAttributes("abac", {
      instance,
      sessionAttributes: { Team: "jobtitle", Department: "department", CostCenter: "extensionattribute1" },
    });
    assert.deepEqual(only(await resources(), "aws:ssoadmin/instanceAccessControlAttributes:InstanceAccessControlAttributes").inputs, {
      region: "eu-west-1",
      instanceArn: instance.instanceArn,
      attributes: [
        { key: "Department", values: [{ sources: ["${path:enterprise.department}"] }] },
        { key: "Team", values: [{ sources: ["${path:title}"] }] },
      ],
    });
  });

  it("are switched on even where every attribute travels as a claim only", async () => {
    await resources();
    new AccessControlAttributes("abac", { instance, sessionAttributes: { CostCenter: "extensionattribute1" } });
    const { inputs } = only(await resources(), "aws:ssoadmin/instanceAccessControlAttributes:InstanceAccessControlAttributes");
    assert.deepEqual(inputs["attributes"], []);
  });
});
