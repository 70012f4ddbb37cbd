/** What a reader of elements hands on. */
export interface ElementsReader {
  /** Takes the next bytes of the document. */
  push(chunk: Buffer): void;
  /** The document without the elements of the array, once it is there as a whole; throws where it is no JSON. */
  end(): unknown;
}

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, COMMA] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d, 0x2c] as const;

/**
 * Parses the elements of one array of a JSON document one by one, as the bytes come: a preview of ten thousand
 * assignments is hundreds of megabytes, of which the report keeps little.
 *
 * @param array name of the array: a member of the document, or of a member of it.
 * @param take gets each element.
 */
export function elementsOf(array: string, take: (element: unknown) => void): ElementsReader {
  /** Everything but the elements. */
  const rest: Buffer[] = [];
  /** The bytes so far of the element at hand. */
  let element: Buffer[] = [];
  let depth = 0;
  /** Depth of the array's elements, once inside of it. */
  let inside: number | undefined;
  let inString = false;
  let escaped = false;
  /** Last string outside of the array, which is the key where an array follows it. */
  let key = "";
  let keyParts: Buffer[] = [];

  const finish = (): void => {
    const text = element.length === 1 ? element[0]!.toString("utf8") : Buffer.concat(element).toString("utf8");
    element = [];
    if (text.trim() !== "") take(JSON.parse(text));
  };

  return {
    push(chunk) {
      let from = 0;
      let at = 0;
      let stringFrom = 0;
      const keep = (to: number): void => {
        if (to > from) (inside === undefined ? rest : element).push(chunk.subarray(from, to));
        from = to;
      };
      while (at < chunk.length) {
        if (inString) {
          if (escaped) {
            escaped = false;
            at += 1;
            continue;
          }
          const quote = chunk.indexOf(QUOTE, at);
          const stop = quote === -1 ? chunk.length : quote;
          // A quote ends the string unless an odd number of backslashes stands before it.
          let slashes = 0;
          while (stop - slashes > at && chunk[stop - slashes - 1] === BACKSLASH) slashes += 1;
          if (quote === -1) {
            escaped = slashes % 2 === 1;
            if (inside === undefined) keyParts.push(chunk.subarray(stringFrom, chunk.length));
            at = chunk.length;
          } else if (slashes % 2 === 1) at = quote + 1;
          else {
            inString = false;
            if (inside === undefined) key = Buffer.concat([...keyParts, chunk.subarray(stringFrom, quote)]).toString("utf8");
            at = quote + 1;
          }
          continue;
        }
        const byte = chunk[at]!;
        if (byte === QUOTE) {
          [inString, stringFrom, keyParts] = [true, at + 1, []];
        } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
          depth += 1;
          if (inside === undefined && byte === OPEN_BRACKET && key === array && depth <= 3) {
            keep(at + 1);
            inside = depth;
          }
        } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
          if (depth === inside) {
            keep(at);
            finish();
            inside = undefined;
            key = "";
          }
          depth -= 1;
        } else if (byte === COMMA && depth === inside) {
          keep(at);
          finish();
          from = at + 1;
        }
        at += 1;
      }
      keep(chunk.length);
    },
    end: () => {
      if (inside !== undefined) throw new SyntaxError("The document was cut off.");
      return JSON.parse(
        Buffer.concat(rest)
          .toString("utf8")
          .replace(/^\uFEFF/, ""),
      ) as unknown;
    },
  };
}
