import type { Context } from 'hono';
import { z } from 'zod';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { type FieldFault, PosternError } from '../../../domain/errors.ts';
import { checkShape } from '../../../domain/faults.ts';
import { defaultBodyLimit, readText } from '../../http/body.ts';
import type { HttpEnv } from '../../http/env.ts';
import { readJson } from '../../http/json.ts';

export interface RequestParts {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

const mostParameters = 64;

/** Makes the reader of one endpoint's requests; what the endpoint does not state is refused (R158). */
export function createPartsReader(
  endpoint: Endpoint,
): (c: Context<HttpEnv>) => Promise<RequestParts> {
  const lists = endpoint.query ? listParameters(endpoint.query) : new Set<string>();
  return async (c) => ({
    params: readParams(endpoint, c),
    query: readQuery(endpoint, c, lists),
    body: await readBody(endpoint, c),
  });
}

/** An address whose parts cannot be anything's name is the address of nothing. */
function readParams(endpoint: Endpoint, c: Context<HttpEnv>): unknown {
  if (!endpoint.params) return undefined;
  const checked = checkShape(endpoint.params, c.req.param());
  if (!checked.ok) throw new PosternError('not-found');
  return checked.value;
}

function readQuery(endpoint: Endpoint, c: Context<HttpEnv>, lists: ReadonlySet<string>): unknown {
  const given = parseQuery(new URL(c.req.url).search.slice(1), lists);
  const checked = checkShape(endpoint.query ?? z.strictObject({}), given);
  if (!checked.ok) throw refused(checked.faults);
  return checked.value;
}

/** Strict as a posted form is: a parameter given twice is a mistake unless it is a list. */
function parseQuery(text: string, lists: ReadonlySet<string>): Record<string, unknown> {
  const given = new Map<string, string | string[]>();
  const pairs = text.split('&').filter((pair) => pair !== '');
  if (pairs.length > mostParameters) throw refused([{ path: '', code: 'too-many-fields' }]);
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = decode(equals < 0 ? '' : pair.slice(equals + 1));
    const before = given.get(name);
    if (lists.has(name)) given.set(name, [...(before ?? []), value]);
    else if (before === undefined) given.set(name, value);
    else throw refused([{ path: name.slice(0, 64), code: 'duplicate-field' }]);
  }
  return Object.fromEntries(given);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw refused([{ path: '', code: 'not-a-form' }]);
  }
}

async function readBody(endpoint: Endpoint, c: Context<HttpEnv>): Promise<unknown> {
  const limit = endpoint.bodyLimit ?? defaultBodyLimit;
  if (!endpoint.body) {
    const sent = c.req.raw.body === null ? '' : await readText(c.req.raw, limit);
    if (sent !== '') throw refused([{ path: '', code: 'unknown-field' }]);
    return undefined;
  }
  const checked = checkShape(endpoint.body, await readJson(c.req.raw, limit));
  if (!checked.ok) throw refused(checked.faults);
  return checked.value;
}

function refused(faults: readonly FieldFault[]): PosternError {
  return new PosternError('bad-request', { faults });
}

/** Parameters that may be repeated: those whose schema is a list. */
function listParameters(schema: z.ZodType): ReadonlySet<string> {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
  return new Set(
    Object.entries(properties)
      .filter(([, property]) => typeof property === 'object' && property.type === 'array')
      .map(([name]) => name),
  );
}
