import type { endpoints } from '../../../src/contract/index.ts';
import type { CallResult } from '../../api/types.ts';
import type { Wording } from '../../locales/context.ts';
import { methodName } from '../../policy/describe.ts';

export type Method = CallResult<typeof endpoints.listMethods>['items'][number];

/** Which gates a method fills, and with which others it shares one. */
export function gatesText(method: Method, all: readonly Method[], wording: Wording): string {
  const { t, format } = wording;
  if (method.fills === 2) return t.methods.fills.two;
  const others = all
    .filter(({ id, methodClass }) => id !== method.id && methodClass === method.methodClass)
    .map(({ id }) => methodName(id, wording));
  return others.length === 0 ? t.methods.fills.own : t.methods.fills.together(format.list(others));
}

/** How many gates could be filled with all of these: one for each kind, two when one alone fills both. */
export function gatesWith(methods: readonly Method[]): number {
  const kinds = new Set(methods.map(({ methodClass }) => methodClass)).size;
  return methods.some(({ fills }) => fills === 2) ? Math.max(kinds, 2) : kinds;
}
