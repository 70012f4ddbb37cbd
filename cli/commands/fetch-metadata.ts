import { FLAG, commandEntry, fileToWrite, withExamples, withStackOptions } from "./command";

/** `federation fetch-metadata`. */
export const fetchMetadata = commandEntry({
  name: "fetch-metadata",
  define: (command) =>
    withExamples(
      withStackOptions(command.description("save the Federation Metadata XML for the AWS console, or one certificate (R2.4, R3.1)"))
        .option(FLAG.out, "file to write (default: federation-metadata-<stack>.xml here)", fileToWrite("--out"))
        .option("--certificate <slot>", "the certificate of a slot as PEM in place of the metadata: what a rotation imports into AWS"),
      [
        ["federation fetch-metadata", "federation-metadata-<stack>.xml in this folder"],
        ["federation fetch-metadata --stack prod --out /tmp/entra.xml", "to a file of your choice"],
        ["federation fetch-metadata --certificate 2029", "signing-certificate-2029.pem, before Entra signs with it"],
      ],
    ),
  load: async () => (await import("../saml/fetch-metadata")).fetchMetadata,
});
