import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { filesIn, repository, textOf } from "./repository/files";

const MAX_CELL = 120;

const MAX_COLUMNS = 120;

/** Pages that a command writes, with a table as wide as what it tells: `what-if --markdown`, `npm run bench`. */
const generated = /^docs\/what-if-prod\.md$|^bench\/results\//;

/** Records of drills, which `federation drill` writes. */
const written = /^docs\/drills\b/;

/** The cells of a table's row, without the padding that prettier adds; an escaped bar is text. */
function cellsOf(row: string): string[] {
  return row
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** A Markdown text without its blocks and spans of code, whose lines and columns stay. */
function proseOf(text: string): string {
  const blank = (code: string): string => code.replace(/[^\n]/g, " ");
  return text.replace(/^( *)(```+)[\s\S]*?^\1\2 *$/gm, blank).replace(/`[^`]+`/g, blank);
}

/** What headings say, as they are read: without backticks and links. */
function headingsOf(text: string): string[] {
  const blocks = text.replace(/^( *)(```+)[\s\S]*?^\1\2 *$/gm, "");
  return [...blocks.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = ""]) =>
    heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/`/g, ""),
  );
}

/**
 * The anchors of a page as GitHub makes them: lower case, blanks as dashes, without punctuation; a second one of the
 * same words has a number.
 */
function anchorsOf(file: string): Set<string> {
  const text = textOf(file);
  const seen = new Map<string, number>();
  const anchors = headingsOf(text).map((heading) => {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
      .replace(/ /g, "-");
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
  return new Set([...anchors, ...[...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, name = ""]) => name)]);
}

/** Why a link leads nowhere, or undefined; its path is one from the root. */
function faultOf(path: string, anchor: string | undefined): string | undefined {
  if (!existsSync(join(repository, path))) return "is not there";
  if (anchor === undefined || !path.endsWith(".md")) return undefined;
  return anchorsOf(path).has(anchor) ? undefined : `has no heading #${anchor}`;
}

describe("Markdown of the repository", () => {
  const files = filesIn().filter((file) => file.endsWith(".md"));

  it("has tables that a screen can show: no cell is longer than 120 characters", () => {
    const long = files.flatMap((file) =>
      textOf(file)
        .split("\n")
        .flatMap((line, index) =>
          line.startsWith("|") && cellsOf(line).some((cell) => cell.length > MAX_CELL && !/^:?-+:?$/.test(cell))
            ? [`${file}:${index + 1}`]
            : [],
        ),
    );
    assert.deepEqual(long, []);
  });

  it("has no line above 120 columns, but for a word that is longer, such as an address", () => {
    const wide = files
      .filter((file) => !generated.test(file))
      .flatMap((file) =>
        textOf(file)
          .split("\n")
          .flatMap((line, index) => (line.length > MAX_COLUMNS && line.trim().split(/\s+/).length > 2 ? [`${file}:${index + 1}`] : [])),
      );
    assert.deepEqual(wide, []);
  });

  it("says under its title what it is for, before any heading, list, table or block", () => {
    const mute = files
      .filter((file) => !generated.test(file))
      .flatMap((file) => {
        const [title = "", first = ""] = textOf(file)
          .replace(/<!--.*?-->/gs, "")
          .split("\n")
          .filter((line) => line.trim() !== "");
        return title.startsWith("# ") && /^[\p{L}`[]/u.test(first) ? [] : [`${file}: ${first}`];
      });
    assert.deepEqual(mute, []);
  });

  it("is found from the README: each page of docs is linked to by another", () => {
    const linked = new Set(
      files.flatMap((file) =>
        [...textOf(file).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].flatMap(([, target = ""]) => {
          const path = posix.join(posix.dirname(file), target);
          return path === file ? [] : [path];
        }),
      ),
    );
    assert.deepEqual(
      files.filter((file) => file.startsWith("docs/") && !linked.has(file)),
      [],
    );
  });

  it("links to files and headings that are there", () => {
    const links = files.flatMap((file) =>
      [
        ...proseOf(textOf(file)).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)/g),
        ...textOf(file).matchAll(/\b(?:src|srcset|href)="(?!https?:|mailto:)([^"#]*)(?:#([^"]*))?"/g),
      ].map(([link, target = "", anchor]) => ({
        file,
        link,
        path: target === "" ? file : posix.join(posix.dirname(file), target),
        anchor,
      })),
    );
    assert.ok(links.length > 100, `${links.length} links`);
    assert.ok(links.filter(({ anchor }) => anchor !== undefined).length > 80);
    const broken = links.flatMap(({ file, link, path, anchor }) => {
      const fault = faultOf(path, anchor);
      return fault === undefined ? [] : [`${file}: ${link} ${fault}`];
    });
    assert.deepEqual(broken, []);
  });

  it("is there where messages, comments and stack files name it, with the heading that they name", () => {
    const sources = filesIn().filter(
      (file) => /\.(?:ts|tsx|cjs|mjs|js|ya?ml|json|html)$/.test(file) && !/package-lock\.json$|^bench\/results\//.test(file),
    );
    const named = sources.flatMap((file) =>
      [...textOf(file).matchAll(/(?<![\w./-])(docs\/[\w./-]+\.(?:md|json))(?:#([\w-]+)|, \\?"?([A-Z][\w' ]*[\w])(?=[)".;:,]))?/g)].map(
        ([words, path = "", anchor, heading]) => ({ file, words, path, anchor, heading }),
      ),
    );
    assert.ok(named.length > 60, `${named.length} names`);
    assert.ok(named.filter(({ heading }) => heading !== undefined).length > 4);
    const broken = named.flatMap(({ file, words, path, anchor, heading }) => {
      if (written.test(path)) return [];
      const fault = faultOf(path, anchor);
      const missing = fault === undefined && heading !== undefined && !headingsOf(textOf(path)).includes(heading);
      return fault === undefined && !missing ? [] : [`${file}: ${words} ${fault ?? "has no such heading"}`];
    });
    assert.deepEqual(broken, []);
  });
});
