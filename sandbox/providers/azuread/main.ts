import { serve } from "../shared/serve";
import { AzureadStandIn } from "./stand-in";

void serve(new AzureadStandIn());
