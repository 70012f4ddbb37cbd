import { generate } from "selfsigned";

/** A certificate of its own authority for `localhost`, and its key, as PEM. */
export async function selfSigned(commonName: string): Promise<{ cert: string; key: string }> {
  const { cert, private: key } = await generate([{ name: "commonName", value: commonName }], {
    keySize: 2048,
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] },
    ],
  });
  return { cert, key };
}
