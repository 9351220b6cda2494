import type { Context } from 'hono';
import type { z } from 'zod';
import type { Endpoint } from '../../../contract/endpoint.ts';
import type { Permission } from '../../../domain/access/permissions.ts';
import type { SignedInUser } from '../../../services/access/access-service.ts';
import type { Caller } from '../../../services/access/caller.ts';
import type { Visitor } from '../../../services/visitor.ts';
import type { HttpEnv } from '../../http/env.ts';

/** `public` asks nobody who they are; `signed-in` takes a console session and no key; the rest needs the permission. */
export type Access = 'public' | 'signed-in' | Permission;

/** A request whose parts have the shapes its endpoint states. */
export interface ApiRequest<E extends Endpoint> {
  readonly c: Context<HttpEnv>;
  readonly visitor: Visitor;
  readonly params: Part<E['params']>;
  readonly query: Part<E['query']>;
  readonly body: Part<E['body']>;
}

export interface SessionRequest<E extends Endpoint> extends ApiRequest<E> {
  readonly signedIn: SignedInUser;
  /** The session's secret, as it came in the cookie. */
  readonly token: string;
}

export interface CallerRequest<E extends Endpoint> extends ApiRequest<E> {
  readonly caller: Caller;
}

type Part<Schema> = Schema extends z.ZodType ? z.output<Schema> : never;

/** What a route hands back: the response's data; where none is stated nothing, or a finished response for a file. */
type Answer<E extends Endpoint> =
  NonNullable<E['response']> extends z.ZodNever
    ? Response | undefined
    : z.input<NonNullable<E['response']>>;

/** One endpoint with who may use it and what it does: a line of the table that the server binds. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly access: Access;
  readonly run: (request: ApiRequest<Endpoint> & Partial<Known>) => Promise<unknown>;
}

type Known = Pick<SessionRequest<Endpoint>, 'signedIn' | 'token'> &
  Pick<CallerRequest<Endpoint>, 'caller'>;

export function openTo<E extends Endpoint>(
  endpoint: E,
  run: (request: ApiRequest<E>) => Promise<Answer<E>>,
): Route {
  return { endpoint, access: 'public', run };
}

export function forSignedIn<E extends Endpoint>(
  endpoint: E,
  run: (request: SessionRequest<E>) => Promise<Answer<E>>,
): Route {
  return { endpoint, access: 'signed-in', run: run as unknown as Route['run'] };
}

export function needing<E extends Endpoint>(
  permission: Permission,
  endpoint: E,
  run: (request: CallerRequest<E>) => Promise<Answer<E>>,
): Route {
  return { endpoint, access: permission, run: run as unknown as Route['run'] };
}
