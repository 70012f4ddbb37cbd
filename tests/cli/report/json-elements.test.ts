import assert from "node:assert/strict";
import fc from "fast-check";
import { elementsOf } from "../../../cli/report/json-elements";

function read(text: string, array: string, sizes: readonly number[]): { elements: unknown[]; rest: unknown } {
  const elements: unknown[] = [];
  const reader = elementsOf(array, (element) => elements.push(element));
  const bytes = Buffer.from(text);
  for (let from = 0, turn = 0; from < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length]!;
    reader.push(bytes.subarray(from, from + size));
    from += size;
  }
  return { elements, rest: reader.end() };
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

describe("elements of a JSON array", () => {
  it("come one by one, wherever the bytes are cut, and the rest without them", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), fc.constantFrom(0, 1), sizes, (steps, other, indent, cuts) => {
        const document = { 'a "quoted\\" key': other, steps, after: other };
        const { elements, rest } = read(JSON.stringify(document, null, indent), "steps", cuts);
        const whole = JSON.parse(JSON.stringify(document)) as typeof document;
        assert.deepEqual(elements, whole.steps);
        assert.deepEqual(rest, { ...whole, steps: [] });
      }),
    );
  });

  it("are found one level down, and not in a deeper array of the same name", () => {
    const document = { deployment: { resources: [{ inputs: { resources: [1, [2]] } }, "\u00e9\u{1f600}\\"] }, version: 3 };
    for (const cut of [1, 3, 1000]) {
      const { elements, rest } = read(JSON.stringify(document), "resources", [cut]);
      assert.deepEqual([elements, rest], [document.deployment.resources, { deployment: { resources: [] }, version: 3 }]);
    }
  });

  it("of a document that was cut off, or is none, are refused", () => {
    const text = '{"steps":[{"a":"b"},{"c":"d"}],"e":1}';
    for (let end = 1; end < text.length; end++)
      assert.throws(() => read(text.slice(0, end), "steps", [7]), SyntaxError, text.slice(0, end));
    for (const other of ['{"steps":[1}', '{"steps":[x]}', "steps", '{"steps":[1]]}']) assert.throws(() => read(other, "steps", [7]), other);
  });
});
