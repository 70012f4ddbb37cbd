// What the Pulumi CLI is built from where it cannot be downloaded; go.sum beside it holds every source to its hash.
module aws-entra-federation/pulumi-cli

go 1.25.11

require github.com/pulumi/pulumi/pkg/v3 v3.259.0
