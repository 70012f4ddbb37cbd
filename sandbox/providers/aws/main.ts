/**
 * The sandbox's `aws` resource plugin: stands in for the official one of the same version and drives the local AWS
 * through the AWS SDK.
 */
import { serve } from "../shared/serve";
import { awsStandIn } from "./stand-in";

void serve(awsStandIn());
