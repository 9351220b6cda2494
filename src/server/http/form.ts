import { PosternError } from '../../domain/errors.ts';
import { defaultBodyLimit, readText, requireMediaType } from './body.ts';

const mostFields = 64;

export type FormFields = ReadonlyMap<string, string>;

/**
 * The fields of a posted form. Throws `unsupported-media-type` for anything but
 * `application/x-www-form-urlencoded`, `too-large`, and `bad-request` for a field sent twice or text
 * that does not decode.
 */
export async function readForm(
  request: Request,
  limitBytes: number = defaultBodyLimit,
): Promise<FormFields> {
  requireMediaType(request, 'application/x-www-form-urlencoded');
  return parseForm(await readText(request, limitBytes));
}

/** WHATWG URL §5.1, but strict: what URLSearchParams would repair or repeat is refused. */
export function parseForm(text: string): FormFields {
  const fields = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const [name = '', ...value] = pair.split('=');
    const key = decode(name);
    if (fields.has(key)) throw fault(key, 'duplicate-field');
    if (fields.size >= mostFields) throw fault('', 'too-many-fields');
    fields.set(key, decode(value.join('=')));
  }
  return fields;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw fault('', 'not-a-form');
  }
}

function fault(path: string, code: string): PosternError {
  return new PosternError('bad-request', { faults: [{ path: path.slice(0, 64), code }] });
}
