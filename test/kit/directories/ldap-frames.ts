/** The kinds of LDAP message (RFC 4511 §4.2 to §4.12) that tests tell apart, by the tag of the operation. */
const operations = new Map<number, string>([
  [0x60, 'bind'],
  [0x61, 'bind'],
  [0x63, 'search'],
  [0x65, 'search'],
  [0x66, 'modify'],
  [0x67, 'modify'],
  [0x77, 'extended'],
  [0x78, 'extended'],
]);

export interface LdapFrame {
  /** `other` for what nobody waits for: entries of a search, an unbind. */
  readonly operation: string;
  readonly bytes: Buffer;
}

/** Cuts a stream into whole LDAP messages; what is not whole yet waits for the next call. */
export function createFrameReader(): (chunk: Buffer) => LdapFrame[] {
  let waiting = Buffer.alloc(0);
  return (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    const frames: LdapFrame[] = [];
    for (let end = endOf(waiting, 0); end !== null; end = endOf(waiting, 0)) {
      const bytes = Buffer.from(waiting.subarray(0, end));
      waiting = waiting.subarray(end);
      frames.push({ operation: operationOf(bytes), bytes });
    }
    return frames;
  };
}

function operationOf(message: Buffer): string {
  const messageId = contentOf(message, 0);
  if (messageId === null) return 'other';
  const operation = endOf(message, messageId);
  return operations.get(operation === null ? 0 : (message[operation] ?? 0)) ?? 'other';
}

/** Where the content of the BER element at an offset begins; null while its length is not there yet. */
function contentOf(buffer: Buffer, offset: number): number | null {
  const first = buffer[offset + 1];
  if (first === undefined) return null;
  return offset + 2 + (first < 0x80 ? 0 : first & 0x7f);
}

/** Where the BER element at an offset ends; null while it is not all there. */
function endOf(buffer: Buffer, offset: number): number | null {
  const content = contentOf(buffer, offset);
  const first = buffer[offset + 1];
  if (content === null || first === undefined || buffer.length < content) return null;
  const length = first < 0x80 ? first : buffer.readUIntBE(offset + 2, first & 0x7f);
  return content + length > buffer.length ? null : content + length;
}
