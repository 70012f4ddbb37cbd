import { commandEntry, FLAG, withExamples, withStackOptions } from "./command";

/** `federation activate-certificate`. */
export const activateCertificate = commandEntry({
  name: "activate-certificate",
  define: (command) =>
    withExamples(
      withStackOptions(command.description("make a slot's certificate the one that Entra signs with (R2.4), in Entra alone"))
        .option("--slot <name>", "slot of enterpriseApp.signingCertificates (default: the last)")
        .option(FLAG.yes, "AWS already knows the certificate; do not ask"),
      [
        ["federation activate-certificate", "after the first `pulumi up`"],
        ["federation activate-certificate --slot 2029 --yes", "last step of a rotation"],
      ],
    ),
  load: async () => (await import("../saml/activate-certificate")).activateCertificate,
});
