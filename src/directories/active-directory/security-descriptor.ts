import { guidText } from './guid.ts';
import { sidText } from './sid.ts';

/** Extended rights (MS-ADTS 5.1.3.2.1). */
export const extendedRights = {
  changePassword: 'ab721a53-1e2f-11d0-9819-00aa0040529b',
  resetPassword: '00299570-246d-11d0-a768-00aa006e0529',
} as const;

const self = 'S-1-5-10';
const everyone = 'S-1-1-0';

/** MS-DTYP 2.4.4.1; conditional entries are of other types, and are passed over. */
const kinds: Readonly<Record<number, { readonly allows: boolean; readonly ofObject: boolean }>> = {
  0: { allows: true, ofObject: false },
  1: { allows: false, ofObject: false },
  5: { allows: true, ofObject: true },
  6: { allows: false, ofObject: true },
};
const controlAccess = 0x0000_0100;
const objectTypePresent = 0x1;
const inheritedTypePresent = 0x2;
const inheritOnly = 0x08;

/** One entry that is about an extended right. */
interface Entry {
  readonly allows: boolean;
  /** Null: every extended right. */
  readonly right: string | null;
  readonly trustee: string;
}

/**
 * Whether an account is marked "user cannot change password": there is no attribute for it, it is an entry in the security
 * descriptor that denies the right to the account itself or to everyone. Null when the descriptor cannot be read.
 */
export function deniesOwnChange(descriptor: Buffer | undefined): boolean | null {
  const entries = readEntries(descriptor);
  if (entries === null) return null;
  return entries.some(
    ({ allows, right, trustee }) =>
      !allows &&
      right === extendedRights.changePassword &&
      (trustee === self || trustee === everyone),
  );
}

/**
 * Whether somebody with these security identifiers has an extended right to the object: the first entry about it decides
 * (MS-DTYP 2.5.3.2). Null when the descriptor cannot be read.
 */
export function grants(
  descriptor: Buffer | undefined,
  right: string,
  sids: ReadonlySet<string>,
): boolean | null {
  const entries = readEntries(descriptor);
  if (entries === null) return null;
  const first = entries.find(
    (entry) => (entry.right === null || entry.right === right) && sids.has(entry.trustee),
  );
  return first?.allows ?? false;
}

/** MS-DTYP 2.4.6, 2.4.5: a self-relative descriptor. */
function readEntries(descriptor: Buffer | undefined): readonly Entry[] | null {
  if (descriptor === undefined || descriptor.length < 20) return null;
  const offset = descriptor.readUInt32LE(16);
  if (offset === 0 || offset + 8 > descriptor.length) return null;
  const count = descriptor.readUInt16LE(offset + 4);
  const entries: Entry[] = [];
  let at = offset + 8;
  for (let index = 0; index < count; index += 1) {
    if (at + 4 > descriptor.length) return null;
    const size = descriptor.readUInt16LE(at + 2);
    if (size < 4 || at + size > descriptor.length) return null;
    const entry = readEntry(descriptor.subarray(at, at + size));
    if (entry !== null) entries.push(entry);
    at += size;
  }
  return entries;
}

function readEntry(bytes: Buffer): Entry | null {
  const kind = kinds[bytes[0] ?? -1];
  if (kind === undefined || ((bytes[1] ?? 0) & inheritOnly) !== 0 || bytes.length < 16) return null;
  if ((bytes.readUInt32LE(4) & controlAccess) === 0) return null;
  const { allows } = kind;
  if (!kind.ofObject) return { allows, right: null, trustee: sidText(bytes.subarray(8)) };
  const flags = bytes.readUInt32LE(8);
  const hasType = (flags & objectTypePresent) !== 0;
  const sidAt = 12 + (hasType ? 16 : 0) + ((flags & inheritedTypePresent) === 0 ? 0 : 16);
  return {
    allows,
    right: hasType ? guidText(bytes.subarray(12, 28)) : null,
    trustee: sidText(bytes.subarray(sidAt)),
  };
}
