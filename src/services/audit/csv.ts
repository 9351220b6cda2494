// What a spreadsheet takes for the start of a formula, its full-width forms too (R173, A091).
const formulaStart = /^[=+\-@\p{Cc}\uFF0B\uFF0D\uFF1D\uFF20]/u;
// A line break in a value would start a line of its own for whoever reads line by line.
const control = /[\p{Cc}\u2028\u2029]/gu;

/** RFC 4180, every field quoted, CRLF at the end. */
export function csvLine(values: readonly (string | number | null)[]): string {
  return `${values.map(csvField).join(',')}\r\n`;
}

function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return `"${value}"`;
  const guarded = formulaStart.test(value) ? `'${value}` : value;
  const visible = guarded.replace(control, (sign) => {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${visible.replaceAll('"', '""')}"`;
}
