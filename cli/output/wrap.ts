/**
 * Breaks text into lines of at most `width` characters, at blanks where there are any; line breaks of the text stay.
 */
export function wrap(text: string, width: number, indent = ""): string {
  return text
    .split("\n")
    .flatMap((line) => wrapLine(line, width, indent))
    .join("\n");
}

function wrapLine(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const candidate = line === "" ? word : `${line} ${word}`;
    if (candidate.length <= width) {
      line = candidate;
      continue;
    }
    if (line.trim() !== "") {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = candidate;
    // A word that is longer than a line, such as an ARN, is cut.
    for (; line.length > width; line = `${indent}${line.slice(width)}`) lines.push(line.slice(0, width));
  }
  return [...lines, line];
}
