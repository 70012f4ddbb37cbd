/** What a pack and the engine say to each other about one account assignment: counted at the pack's own port. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzeRequest, AnalyzerResourceOptions, type AnalyzeResponse, type RemediateResponse } from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Of one resource. The engine asks twice: what to remedy, and what is wrong. */
export interface Messages {
  readonly questions: number;
  /** Rules that the pack says do not apply. */
  readonly notApplicable: number;
  readonly bytesAsked: number;
  readonly bytesAnswered: number;
}

const ASSIGNMENT = {
  instanceArn: "arn:aws:sso:::instance/ssoins-1111222233334444",
  permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-1111222233334444",
  principalType: "GROUP",
  principalId: "65e27c8f-72c3-4a60-8194-d3033054a701",
  targetType: "AWS_ACCOUNT",
  targetId: "300000000000",
  region: "eu-west-1",
};

/** Starts the pack in a folder as the language host does, and asks it about an account assignment. */
export async function messagesOf(folder: string): Promise<Messages> {
  const runner = createRequire(join(folder, "x.js")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const pack = spawn(process.execPath, [runner, "127.0.0.1:1", "."], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const port = await new Promise<string>((listens, failed) => {
      pack.stdout.once("data", (chunk: Buffer) => listens(chunk.toString().trim()));
      pack.once("exit", (code) => failed(new Error(`The pack in ${folder} ended with ${code} before it listened.`)));
    });
    const client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
    const request = new AnalyzeRequest();
    const type = "aws:ssoadmin/accountAssignment:AccountAssignment";
    request.setType(type);
    request.setName("Ops/65e27c8f-72c3-4a60-8194-d3033054a701/300000000000");
    request.setUrn(`urn:pulumi:prod::federation::federation:index:Federation$${type}::${request.getName()}`);
    request.setOptions(new AnalyzerResourceOptions());
    request.setProperties(Struct.fromJavaScript(ASSIGNMENT));
    const answered = <T>(ask: (done: (error: ServiceError | null, answer: T) => void) => unknown): Promise<T> =>
      new Promise((done, failed) => ask((error, answer) => (error === null ? done(answer) : failed(error))));
    const answers = [
      await answered<RemediateResponse>((done) => client.remediate(request, done)),
      await answered<AnalyzeResponse>((done) => client.analyze(request, done)),
    ];
    client.close();
    const sum = (of: (answer: AnalyzeResponse | RemediateResponse) => number): number =>
      answers.reduce((total, each) => total + of(each), 0);
    return {
      questions: answers.length,
      notApplicable: sum((answer) => answer.getNotApplicableList().length),
      bytesAsked: answers.length * request.serializeBinary().length,
      bytesAnswered: sum((answer) => answer.serializeBinary().length),
    };
  } finally {
    pack.kill();
  }
}
