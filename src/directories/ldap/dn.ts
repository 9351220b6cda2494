/**
 * One text for every way to write the same name (RFC 4514): servers send the members of a group in the way somebody
 * once typed them. Types and values in lower case, blanks as `insignificant space handling` of RFC 4518 §2.6.1 has
 * them, escapes undone. Text for comparing only: it is never sent.
 */
export function comparableDn(dn: string): string {
  return splitUnescaped(dn, ',;')
    .map((rdn) =>
      splitUnescaped(rdn, '+')
        .map((pair) => {
          const [type = '', ...rest] = splitUnescaped(pair, '=');
          return `${type.trim().toLowerCase()}=${JSON.stringify(plainValue(rest.join('=')))}`;
        })
        .toSorted()
        .join('+'),
    )
    .join(',');
}

/** The value of the first part of a name when it is of this type, such as `uid`; null otherwise. */
export function leadingValue(dn: string, type: string): string | null {
  const [rdn = ''] = splitUnescaped(dn, ',;');
  for (const pair of splitUnescaped(rdn, '+')) {
    const [name = '', ...rest] = splitUnescaped(pair, '=');
    if (name.trim().toLowerCase() === type.toLowerCase()) return plainValue(rest.join('='));
  }
  return null;
}

function splitUnescaped(text: string, separators: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index] ?? '';
    if (sign === '\\') index += 1;
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && separators.includes(sign)) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function plainValue(written: string): string {
  const trimmed = withoutOuterBlanks(written);
  const unquoted = /^"(.*)"$/s.exec(trimmed)?.[1] ?? trimmed;
  const bytes: Buffer[] = [];
  for (let index = 0; index < unquoted.length; ) {
    const [, hex, literal] =
      /^\\(?:([0-9a-f]{2})|(.))/isu.exec(unquoted.slice(index, index + 3)) ?? [];
    const sign = literal ?? String.fromCodePoint(unquoted.codePointAt(index) ?? 0);
    bytes.push(hex === undefined ? Buffer.from(sign) : Buffer.from(hex, 'hex'));
    index += hex === undefined ? sign.length + (literal === undefined ? 0 : 1) : 3;
  }
  const value = Buffer.concat(bytes).toString('utf8');
  return value.normalize('NFKC').toLowerCase().replaceAll(/ +/g, ' ').trim();
}

/** A blank that is escaped belongs to the value. */
function withoutOuterBlanks(text: string): string {
  const started = text.trimStart();
  const ended = started.trimEnd();
  return /(?:^|[^\\])(?:\\\\)*\\$/.test(ended) && ended.length < started.length
    ? `${ended} `
    : ended;
}
