/** A security identifier as people write it, such as `S-1-5-32-544` (MS-DTYP 2.4.2). */
export function sidText(bytes: Buffer): string {
  const count = bytes[1] ?? 0;
  if (bytes.length < 8 + 4 * count) return '';
  const parts = Array.from({ length: count }, (_, index) => bytes.readUInt32LE(8 + 4 * index));
  return ['S', bytes[0], bytes.readUIntBE(2, 6), ...parts].join('-');
}

/** The last part, which names an account within its domain. */
export function ridOf(bytes: Buffer): number {
  return bytes.length < 12 ? 0 : bytes.readUInt32LE(bytes.length - 4);
}

/** The identifier of the account of that number in the same domain. */
export function sibling(bytes: Buffer, rid: number): Buffer {
  const other = Buffer.from(bytes);
  other.writeUInt32LE(rid, other.length - 4);
  return other;
}
