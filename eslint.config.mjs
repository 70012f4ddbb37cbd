import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** A room may only look where an arrow of docs/architecture.md points. */
const walls = (files, patterns) => ({
  files,
  rules: {
    "no-restricted-imports": [
      "error",
      {
        paths: [
          {
            name: "@pulumi/aws",
            message: "Import the sub-module (@pulumi/aws/ssoadmin): the whole package costs seconds in every preview.",
          },
        ],
        patterns,
      },
    ],
  },
});
const room = (name, message) => ({ group: [`**/${name}/**`], message });

export default tseslint.config(
  { ignores: ["node_modules/", ".sandbox/", "policy/bin/", "**/*.cjs", "**/*.mjs"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
      // Index access is checked (noUncheckedIndexedAccess); where the index is known to be there, `!` says so.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-invalid-void-type": "off",
      "no-console": "off",
      eqeqeq: "error",
    },
  },
  walls(
    ["index.ts", "components/**/*.ts"],
    [
      room("cli", "Components do not know the command."),
      room("sandbox", "Nothing outside the sandbox knows that it exists."),
      room("policy", "The pack stands alone."),
    ],
  ),
  walls(
    ["access/**/*.ts"],
    [
      { group: ["@pulumi/*", "@aws-sdk/*", "@azure/*", "node:*"], message: "access/ is pure: no Pulumi, no SDK, no I/O." },
      ...["cli", "sandbox", "policy", "components", "graph"].map((name) => room(name, "access/ imports from no other room.")),
    ],
  ),
  walls(
    ["graph/**/*.ts"],
    ["cli", "sandbox", "policy", "components"].map((name) => room(name, "graph/ asks Microsoft Graph and knows nobody who asks it.")),
  ),
  walls(
    ["cli/**/*.ts"],
    [
      room("sandbox", "Nothing outside the sandbox knows that it exists."),
      room("policy", "The pack stands alone."),
      room("components", "The command asks access/ and the clouds."),
    ],
  ),
  walls(
    ["cli/report/page/client/**/*.{ts,tsx}"],
    [{ regex: "^(?!\\./|preact)", message: "This runs in a browser: it has its own files and Preact, and nothing else." }],
  ),
  walls(
    ["sandbox/**/*.ts"],
    ["access", "cli", "components", "policy"].map((name) => room(name, "The sandbox imports from no other room.")),
  ),
  walls(["tests/**/*.ts", "bench/**/*.ts"], []),
  { files: ["tests/**/*.ts"], rules: { "@typescript-eslint/no-unused-expressions": "off" } },
);
