const needsEscape = /["#+,;<=>\\]|^ | $/g;

/** The distinguished name of an entry below another one, escaped where it must be (RFC 4514 §2.4). */
export function nameBelow(type: string, value: string, parent: string): string {
  const escaped = value.replaceAll(
    needsEscape,
    (sign) => `\\${sign.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `${type}=${escaped},${parent}`;
}
