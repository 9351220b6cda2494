import type { AnyEndpoint } from './types.ts';

/** The parts of a request, once their types have been checked against the endpoint. */
export interface RequestParts {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
}

type QueryValue = string | number | boolean | readonly string[] | undefined;

const base = '/api/v1';

/** A list becomes one pair per item; what is undefined, or an empty list, is left out. */
export function addressOf(endpoint: AnyEndpoint, input: RequestParts): string {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = input.params?.[name];
    if (value === undefined) throw new Error(`${endpoint.id} needs ${name}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  return search.size === 0 ? `${base}${path}` : `${base}${path}?${search.toString()}`;
}
