import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { selfSigned } from "../providers/azuread/self-signed";

/** Files for a server on localhost, and the PEM text that its callers trust. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

let made: Promise<TlsFiles> | undefined;

/** Makes them once for all tests of this process; they go with it. */
export function tlsFiles(): Promise<TlsFiles> {
  return (made ??= selfSigned("localhost").then(({ cert, key }) => {
    const folder = mkdtempSync(join(tmpdir(), "entra-tls-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    const files = { cert: join(folder, "cert.pem"), key: join(folder, "key.pem"), ca: cert };
    writeFileSync(files.cert, cert);
    writeFileSync(files.key, key, { mode: 0o600 });
    return files;
  }));
}
