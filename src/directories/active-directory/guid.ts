const text = /^([\da-f]{8})-([\da-f]{4})-([\da-f]{4})-([\da-f]{4})-([\da-f]{12})$/;

/** An objectGUID as people write it (MS-DTYP 2.3.4.3): the first three parts are little-endian. Null for anything else. */
export function guidText(bytes: Buffer | undefined): string | null {
  if (bytes?.length !== 16) return null;
  const hex = (from: number, to: number) => bytes.subarray(from, to).toString('hex');
  const swapped = (from: number, to: number) =>
    Buffer.from(bytes.subarray(from, to).toReversed()).toString('hex');
  return [swapped(0, 4), swapped(4, 6), swapped(6, 8), hex(8, 10), hex(10, 16)].join('-');
}

export function isGuid(anchor: string): boolean {
  return text.test(anchor);
}

/** @param anchor that {@link isGuid}. */
export function guidBytes(anchor: string): Buffer {
  const [, a = '', b = '', c = '', d = '', e = ''] = text.exec(anchor) ?? [];
  const swapped = [a, b, c].map((part) => Buffer.from(part, 'hex').toReversed());
  return Buffer.concat([...swapped, Buffer.from(d + e, 'hex')]);
}

/** Names an entry by its objectGUID wherever it is moved to (MS-ADTS 3.1.1.3.1.2.4). @param anchor that {@link isGuid}. */
export function dnOfGuid(anchor: string): string {
  return `<GUID=${anchor}>`;
}
