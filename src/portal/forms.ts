import type { Context } from 'hono';
import { PosternError } from '../domain/errors.ts';
import type { PortalDeps } from './ports.ts';

/** Name of the hidden field that carries the form token. */
export const FORM_TOKEN_FIELD = 'form_token';

type FormDeps = Pick<PortalDeps, 'cookies' | 'formTokens' | 'readForm' | 'random'>;

/** Thrown for a form whose browser sent no cookie back: the person is told about cookies, not about forgery. */
export class CookiesMissing extends Error {
  constructor() {
    super('the browser sent a form without the cookie it was given');
    this.name = 'CookiesMissing';
  }
}

/** The token for the forms of a page; gives the browser a `visit` cookie when it has none. */
export function formToken(c: Context, { cookies, formTokens, random }: FormDeps): string {
  const known = cookies.get(c, 'visit');
  const visit = known ?? random.token();
  if (known === null) cookies.set(c, 'visit', visit);
  return formTokens.issue(visit);
}

/** Every field of a posted form, for one whose fields depend on what was asked. Throws as {@link readFields} does. */
export async function readAnyFields(
  c: Context,
  { cookies, formTokens, readForm }: FormDeps,
): Promise<ReadonlyMap<string, string>> {
  const fields = await readForm(c.req.raw);
  const visit = cookies.get(c, 'visit');
  if (visit === null) throw new CookiesMissing();
  formTokens.check(visit, fields.get(FORM_TOKEN_FIELD));
  return fields;
}

/**
 * Exactly these fields of a posted form, after its token was checked; one that is missing is an empty string.
 * Throws {@link CookiesMissing}, `forged-request`, `bad-request` (any other field), `too-large` and
 * `unsupported-media-type`.
 */
export async function readFields<Field extends string>(
  c: Context,
  deps: FormDeps,
  wanted: readonly Field[],
): Promise<Readonly<Record<Field, string>>> {
  const fields = await readAnyFields(c, deps);
  const known = new Set<string>([FORM_TOKEN_FIELD, ...wanted]);
  const unknown = [...fields.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new PosternError('bad-request', {
      faults: unknown.map((name) => ({ path: name.slice(0, 64), code: 'unknown-field' })),
    });
  }
  return Object.fromEntries(wanted.map((name) => [name, fields.get(name) ?? ''])) as Record<
    Field,
    string
  >;
}
