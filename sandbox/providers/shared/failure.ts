import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { type Props } from "./values";

/**
 * The object exists but what had to follow its creation or update failed. The engine keeps it in state, shows the
 * reason, and updates it on the next `up`: what official plugins answer after an operation that failed in part.
 */
export class PartialFailure extends Error {
  /** @param id the resource id, when the operation that failed gave it one; an update's is known anyway */
  constructor(
    readonly id: string | undefined,
    cause: unknown,
    /** Outputs that only the creation could tell. */
    readonly outputs: Props = {},
  ) {
    super(messageOf(cause), { cause });
    this.name = "PartialFailure";
  }
}

/** One sentence about what went wrong, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An error as gRPC sends it: the message alone, never the stack. */
export function asServiceError(error: unknown, code: status = status.UNKNOWN): Partial<ServiceError> {
  return { code, details: messageOf(error) };
}

/** The error of a partial failure: the state that the engine is to keep travels with it. */
export function asPartialFailure(reason: string, id: string, outputs: Props, inputs: Props): Partial<ServiceError> {
  const failed = new ErrorResourceInitFailed();
  failed.setId(id);
  failed.setProperties(Struct.fromJavaScript(outputs));
  failed.setInputs(Struct.fromJavaScript(inputs));
  failed.addReasons(reason);
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const answer = new Status();
  answer.setCode(status.UNKNOWN);
  answer.setMessage(reason);
  answer.addDetails(detail);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(answer.serializeBinary()));
  return { code: status.UNKNOWN, details: reason, metadata };
}
