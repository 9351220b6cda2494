const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** As entryUUID has it (RFC 4530). */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}
