/** The words of a text with one word a line: trimmed, in order, each once. */
export function linesOf(text: string): readonly string[] {
  return [...new Set(text.split(/\r?\n/).map((line) => line.trim()))].filter((line) => line !== '');
}
