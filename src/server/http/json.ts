import { PosternError } from '../../domain/errors.ts';
import { defaultBodyLimit, readText, requireMediaType } from './body.ts';

const deepest = 32;
// A key that assigns to an object's prototype in careless code has no place in any request (A093).
const forbiddenKeys = new Set(['__proto__']);

/**
 * The body of an API request as data. Throws `unsupported-media-type` for anything but
 * `application/json`, `too-large`, and `bad-request` for text that is not JSON (RFC 8259), names a key
 * twice, holds `__proto__` or is nested deeper than 32.
 */
export async function readJson(
  request: Request,
  limitBytes: number = defaultBodyLimit,
): Promise<unknown> {
  requireMediaType(request, 'application/json');
  return parseJson(await readText(request, limitBytes));
}

/** As JSON.parse, but refuses what two readers could understand in two ways (A094). */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new PosternError('bad-request', { faults: [{ path: '', code: 'not-json' }] });
  }
  const fault = ambiguityIn(text);
  if (fault !== null)
    throw new PosternError('bad-request', { faults: [{ path: '', code: fault }] });
  return value;
}

/** Walks text that is known to be JSON and looks at nothing but brackets and keys. */
function ambiguityIn(text: string): 'duplicate-key' | 'forbidden-key' | 'too-deep' | null {
  const open: (Set<string> | null)[] = [];
  let at = 0;
  while (at < text.length) {
    const sign = text[at];
    if (sign === '{' || sign === '[') {
      open.push(sign === '{' ? new Set() : null);
      if (open.length > deepest) return 'too-deep';
    } else if (sign === '}' || sign === ']') {
      open.pop();
    } else if (sign === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (keys && isKey(text, end)) {
        const key = String(JSON.parse(text.slice(at, end)));
        if (forbiddenKeys.has(key)) return 'forbidden-key';
        if (keys.has(key)) return 'duplicate-key';
        keys.add(key);
      }
      at = end;
      continue;
    }
    at += 1;
  }
  return null;
}

/** The position behind the closing quote. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** In JSON a string is a key exactly when a colon follows it. */
function isKey(text: string, end: number): boolean {
  let at = end;
  while (/[ \t\r\n]/.test(text[at] ?? '')) at += 1;
  return text[at] === ':';
}
