import assert from "node:assert/strict";
import { problemSentence } from "../../access/problems";
import { clashProblem, notInState, type UniqueName } from "../../access/existing-names";

const set: UniqueName = {
  kind: "permission set",
  type: "aws:ssoadmin/permissionSet:PermissionSet",
  resource: "Ops-RO",
  name: "Ops-RO",
  setting: "federation:permissionSets.Ops-RO",
};
const topic: UniqueName = { kind: "SNS topic", type: "aws:sns/topic:Topic", resource: "alarms", name: "alarms" };

describe("names that exist already", () => {
  it("are asked about only where the state does not hold the resource, whatever else has its name", () => {
    assert.deepEqual(notInState([set, topic], []), [set, topic]);
    assert.deepEqual(notInState([set, topic], [{ type: set.type, name: "Ops-RO" }]), [topic]);
    assert.deepEqual(notInState([set], [{ type: "federation:aws:PermissionSet", name: "Ops-RO" }]), [set]);
  });

  it("are told with the setting, what has the name, and every way out", () => {
    assert.equal(
      problemSentence(clashProblem({ wanted: set, id: "arn:1" })),
      'federation:permissionSets.Ops-RO names the permission set "Ops-RO", which exists already (arn:1) and is not in this stack\'s state: write another name, or take it over with `federation take-over`; if a run of this stack was interrupted, `federation recover` tells whether it made it.',
    );
  });

  it("are told with the import where the settings say that it was there before", () => {
    assert.match(
      problemSentence(clashProblem({ wanted: { ...set, adopted: true }, id: "arn:1" })),
      /state: import it \(docs\/adopt\.md, In steps\), or take it over with `federation take-over`; if a run/,
    );
  });

  it("are told without a setting where the name is the program's own", () => {
    assert.match(
      problemSentence(clashProblem({ wanted: topic, id: "arn:2" })),
      /^The SNS topic "alarms" exists already \(arn:2\) and is not in this stack's state: rename or remove the other, or take it over with `pulumi import` \(docs/,
    );
  });

  it("of a user are never taken over: somebody may know its password", () => {
    const user: UniqueName = {
      ...{ kind: "IAM user", type: "aws:iam/user:User", resource: "breakglass-1", name: "breakglass-1" },
      setting: "federation:breakglass.users[0].name",
    };
    const message = problemSentence(clashProblem({ wanted: user, id: "arn:3" }));
    assert.match(
      message,
      /: write another name, or delete the other with its credentials, which somebody may know; it is never taken over; if/,
    );
    assert.doesNotMatch(message, /pulumi import/);
  });

  it("of an OIDC provider are used as they are: an account takes an issuer once", () => {
    const provider: UniqueName = {
      ...{ kind: "OIDC provider", type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider", resource: "siem/sentinel" },
      ...{ name: "https://sts.windows.net/t/", setting: "federation:siem.sentinel" },
    };
    assert.match(
      problemSentence(clashProblem({ wanted: provider, id: "arn:4" })),
      /^federation:siem\.sentinel has none of its own .*already \(arn:4\): write arn:4 as federation:siem\.sentinel\.existingOidcProvider; if/,
    );
  });
});
