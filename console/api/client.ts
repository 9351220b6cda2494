import { problemSchema } from '../../src/contract/common.ts';
import { endpoints } from '../../src/contract/index.ts';
import { addressOf, type RequestParts } from './address.ts';
import { ApiProblem, isProblem, type ProblemCode } from './problem.ts';
import type { AnyEndpoint, CallArguments, CallOptions, CallResult } from './types.ts';

export interface ApiClientDeps {
  readonly fetch: typeof globalThis.fetch;
  /** Asks the person for their password again; true when it was proved. */
  readonly reauthenticate: () => Promise<boolean>;
  /** Nobody is signed in any more. */
  readonly onSignedOut: () => void;
}

export interface DownloadedFile {
  readonly content: Blob;
  readonly name: string;
}

export interface ApiClient {
  /** Rejects with {@link ApiProblem} and with nothing else, but for an aborted call. */
  call<E extends AnyEndpoint>(endpoint: E, ...input: CallArguments<E>): Promise<CallResult<E>>;
  /** For an operation that answers with a file. */
  download<E extends AnyEndpoint>(endpoint: E, ...input: CallArguments<E>): Promise<DownloadedFile>;
}

/** Operations whose answer tells the form token of the session. */
const sessionOperations: ReadonlySet<string> = new Set([
  endpoints.session.id,
  endpoints.signIn.id,
  endpoints.reauthenticate.id,
]);

/** A 401 of these is an answer to what was typed, not the end of a session. */
const credentialOperations: ReadonlySet<string> = new Set([
  endpoints.signIn.id,
  endpoints.reauthenticate.id,
]);

export function createApiClient(deps: ApiClientDeps): ApiClient {
  let formToken: string | null = null;

  async function send(
    endpoint: AnyEndpoint,
    input: RequestParts,
    options: CallOptions,
  ): Promise<Response> {
    const headers = new Headers({ accept: 'application/json' });
    if (input.body !== undefined) headers.set('content-type', 'application/json');
    if (endpoint.method !== 'get' && formToken !== null) {
      headers.set('Postern-Form-Token', formToken);
    }
    let response: Response;
    try {
      response = await deps.fetch(addressOf(endpoint, input), {
        method: endpoint.method.toUpperCase(),
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
    } catch (cause) {
      if (options.signal?.aborted === true) throw cause;
      throw new ApiProblem('unreachable', 0, undefined, cause);
    }
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  /** Repeats a call once after what stood in its way is put right. */
  async function sendPersistently(
    endpoint: AnyEndpoint,
    input: RequestParts,
    options: CallOptions,
  ): Promise<Response> {
    try {
      return await send(endpoint, input, options);
    } catch (error) {
      if (credentialOperations.has(endpoint.id)) throw error;
      if (isProblem(error, 'reauthentication-required') && (await deps.reauthenticate())) {
        return send(endpoint, input, options);
      }
      if (isProblem(error, 'forged-request')) {
        // Another tab may have proved the password since, which gives the session a new token.
        await call(endpoints.session);
        return send(endpoint, input, options);
      }
      if (isProblem(error, 'not-signed-in')) {
        formToken = null;
        deps.onSignedOut();
      }
      throw error;
    }
  }

  async function call<E extends AnyEndpoint>(
    endpoint: E,
    ...[input, options]: CallArguments<E>
  ): Promise<CallResult<E>> {
    const response = await sendPersistently(endpoint, (input ?? {}) as RequestParts, options ?? {});
    if (endpoint.response === undefined) return undefined as CallResult<E>;
    const answer = endpoint.response.safeParse(await readJson(response));
    if (!answer.success) {
      throw new ApiProblem('unreadable', response.status, undefined, answer.error);
    }
    if (sessionOperations.has(endpoint.id)) {
      formToken = (answer.data as CallResult<typeof endpoints.session>).formToken;
    }
    return answer.data as CallResult<E>;
  }

  async function download<E extends AnyEndpoint>(
    endpoint: E,
    ...[input, options]: CallArguments<E>
  ): Promise<DownloadedFile> {
    const response = await sendPersistently(endpoint, (input ?? {}) as RequestParts, options ?? {});
    return {
      content: await response.blob(),
      name: fileNameOf(response.headers.get('content-disposition')) ?? endpoint.id,
    };
  }

  return { call, download };
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new ApiProblem('unreadable', response.status, undefined, cause);
  }
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const parsed = problemSchema.safeParse(await readJson(response));
  if (!parsed.success) {
    return new ApiProblem('unreadable', response.status, undefined, parsed.error);
  }
  return new ApiProblem(parsed.data.code as ProblemCode, response.status, parsed.data);
}

/** RFC 6266, in the one form that the server writes. */
function fileNameOf(disposition: string | null): string | null {
  return /filename="([^"/\\]+)"/.exec(disposition ?? '')?.[1] ?? null;
}
