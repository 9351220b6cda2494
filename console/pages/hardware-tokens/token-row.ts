/** The columns of a file of tokens, in order. */
export const tokenColumns = [
  'username',
  'serial',
  'seed',
  'digits',
  'periodSeconds',
  'algorithm',
] as const;

export type TokenRow = Readonly<Record<(typeof tokenColumns)[number], string>>;

/** A file of one token: what is typed for one goes the same way as a list (RFC 4180 §2). */
export function fileOf(row: TokenRow): string {
  const cells = tokenColumns.map((column) => `"${row[column].replaceAll('"', '""')}"`);
  return `${tokenColumns.join(',')}\r\n${cells.join(',')}\r\n`;
}
