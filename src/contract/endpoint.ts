import type { z } from 'zod';

export type HttpMethod = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One operation of the API as data: the server binds it, the OpenAPI text and the console's client are made from it. */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly method: HttpMethod;
  /** Below /api/v1, with `{name}` for path parameters. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Largest body accepted, in bytes; 16 KiB unless stated. */
  readonly bodyLimit?: number;
  readonly status: 200 | 201 | 202 | 204;
  /** Absent for 204 and for a response that is a file. */
  readonly response?: Response;
  /** Media types of a response that is a file. */
  readonly files?: readonly string[];
}

/** Keeps the schemas' types. */
export function endpoint<
  Params extends z.ZodType = z.ZodNever,
  Query extends z.ZodType = z.ZodNever,
  Body extends z.ZodType = z.ZodNever,
  Response extends z.ZodType = z.ZodNever,
>(definition: Endpoint<Params, Query, Body, Response>): Endpoint<Params, Query, Body, Response> {
  return definition;
}
