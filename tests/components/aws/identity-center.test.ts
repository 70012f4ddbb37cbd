import assert from "node:assert/strict";
import { problemSentence } from "../../../access/problems";
import { findInstance } from "../../../components/aws/identity-center";
import { startMocks } from "../mocks";

describe("finding the Identity Center instance", () => {
  let seen: { arns: string[]; identityStoreIds: string[] };
  let regions: unknown[] = [];
  before(() =>
    startMocks({
      "aws:ssoadmin/getInstances:getInstances": ({ region }) => {
        regions.push(region);
        return seen;
      },
    }),
  );
  beforeEach(() => (regions = []));

  it("takes the only one, and asks in the home region", async () => {
    seen = { arns: ["arn:aws-us-gov:sso:::instance/ssoins-1"], identityStoreIds: ["d-1"] };
    assert.deepEqual(await findInstance("us-gov-west-1"), {
      instance: {
        instanceArn: "arn:aws-us-gov:sso:::instance/ssoins-1",
        identityStoreId: "d-1",
        region: "us-gov-west-1",
      },
    });
    assert.deepEqual(regions, ["us-gov-west-1"]);
  });

  it("says where Identity Center is enabled, where there is none", async () => {
    seen = { arns: [], identityStoreIds: [] };
    const found = await findInstance("eu-west-1");
    assert.ok("problem" in found);
    assert.equal(
      problemSentence(found.problem),
      'federation:homeRegion is "eu-west-1", but IAM Identity Center is not enabled there: enable it in the management account (AWS console > IAM Identity Center > Enable, organization instance), or name the region in which it is enabled.',
    );
  });

  it("chooses none of two", async () => {
    seen = { arns: ["arn:one", "arn:two"], identityStoreIds: ["d-1", "d-2"] };
    const found = await findInstance("eu-west-1");
    assert.ok("problem" in found);
    assert.match(
      problemSentence(found.problem),
      /shows 2 Identity Center instances \(arn:one, arn:two\): run with credentials of the management account/,
    );
  });
});
