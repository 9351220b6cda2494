// What an anonymous visitor can see of an answer, in a form that can be compared byte by byte.

/** Values that are new for every answer; what stands in their place has their length. */
const perAnswer: readonly RegExp[] = [
  /(?<="token":")[\w-]+(?=")/g,
  /(?<="reference":")[\w-]+(?=")/g,
  /(?<="(?:expiresAt|resendAt|startedAt)":)\d+/g,
  /(?<=nonce="|'nonce-)[\w-]+/g,
  /(?<=name="form_token" value=")[\w-]+/g,
  /(?<=<bdi>)[0-9A-Z]{4}-[0-9A-Z]{4}(?=<\/bdi>)/g,
  // The countdown to the next code goes on from one answer to the next.
  /(?<=data-resend=")\d\d(?=")/g,
  /(?<=>[^<]*)\b\d:\d\d\b/g,
];
const perAnswerHeader: readonly RegExp[] = [
  /(?<=postern-(?:reset|visit|not-me|portal|console)=)[\w-]+/g,
  /(?<=^date: ).+/g,
  /(?<=^retry-after: |postern-reset=.*Max-Age=)\d+/g,
  /(?<='nonce-)[\w-]+/g,
];

interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Status, every header line and the body, with what is new for every answer blacked out. */
export function observed({ status, headers, body }: Seen): string {
  const lines = [...headers].map(([name, value]) => masked(`${name}: ${value}`, perAnswerHeader));
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return [String(status), ...lines.toSorted(), '', masked(text, perAnswer)].join('\n');
}

function masked(text: string, patterns: readonly RegExp[]): string {
  return patterns.reduce(
    (current, pattern) => current.replace(pattern, (value) => '#'.repeat(value.length)),
    text,
  );
}
