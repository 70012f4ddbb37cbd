import js from "@eslint/js";
import tseslint from "typescript-eslint";

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
      // What passes this is two things. Files in other languages: tests/repository/size.test.ts.
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", { max: 120, skipComments: true }],
    },
  },
  {
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
        },
      ],
    },
  },
  {
    files: ["policy/{rules,shared}/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "ImportDeclaration[source.value=/^@pulumi\\u002Fpulumi/], Identifier[name=/^(__pulumiType|stackTraceLimit|UnknownValueError)$/][parent.type!='ImportSpecifier'][parent.type!='TSTypeReference']",
          message: "What the pack knows of the SDK's inside is in policy/sdk, each with what it saves (docs/performance.md).",
        },
      ],
    },
  },
  {
    files: ["**/tests/**/*.ts"],
    // A suite is one function.
    rules: { "@typescript-eslint/no-unused-expressions": "off", "max-lines-per-function": "off" },
  },
);
