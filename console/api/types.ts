import type { z } from 'zod';
import type { Endpoint } from '../../src/contract/endpoint.ts';

export type AnyEndpoint = Endpoint;

type IsAbsent<Schema> = [Schema] extends [z.ZodNever] ? true : false;

/** Of the keys, those whose value may not be left out. */
type RequiredKeys<Shape> = {
  [Key in keyof Shape]-?: undefined extends Shape[Key] ? never : Key;
}[keyof Shape];

/** Keys are optional where the server has a default; values are typed as the server reads them. */
type Query<Schema extends z.ZodType> = {
  [Key in RequiredKeys<z.input<Schema>> & keyof z.output<Schema>]: z.output<Schema>[Key];
} & {
  [Key in Exclude<keyof z.output<Schema>, RequiredKeys<z.input<Schema>>>]?:
    | z.output<Schema>[Key]
    | undefined;
};

type Params<Schema extends z.ZodType> = { readonly params: z.input<Schema> };
type Body<Schema extends z.ZodType> = { readonly body: z.input<Schema> };
type QueryPart<Schema extends z.ZodType> = [RequiredKeys<z.input<Schema>>] extends [never]
  ? { readonly query?: Query<Schema> }
  : { readonly query: Query<Schema> };

/** What one operation must be called with: only the parts its schemas name. */
export type CallInput<E> =
  E extends Endpoint<infer P, infer Q, infer B>
    ? (IsAbsent<P> extends true ? unknown : Params<P>) &
        (IsAbsent<Q> extends true ? unknown : QueryPart<Q>) &
        (IsAbsent<B> extends true ? unknown : Body<B>)
    : never;

/** The second argument may be left out where nothing in it is required. */
export type CallArguments<E> = [RequiredKeys<CallInput<E>>] extends [never]
  ? [input?: CallInput<E>, options?: CallOptions]
  : [input: CallInput<E>, options?: CallOptions];

export interface CallOptions {
  readonly signal?: AbortSignal;
}

export type CallResult<E> =
  E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer R>
    ? IsAbsent<R> extends true
      ? undefined
      : z.output<R>
    : never;
