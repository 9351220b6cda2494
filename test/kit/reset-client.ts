import type { ResetView } from '../../src/contract/resets.ts';
import { ApiClient, type ApiAnswer } from './api-client.ts';

/** What any step answers: the reset itself, the reset with its token, or a problem. */
export interface StepBody extends Partial<ResetView> {
  readonly reset?: ResetView;
  readonly token?: string;
  readonly accepted?: boolean;
  readonly code?: string;
  readonly faults?: readonly { readonly path: string; readonly code: string }[];
}

export type StepAnswer = ApiAnswer<StepBody>;

/** One reset by the API, as a program of the organisation walks through it; keeps the token it was given last. */
export class ResetClient {
  token = '';
  readonly #api: ApiClient;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(origin: string, headers: Readonly<Record<string, string>> = {}) {
    this.#api = new ApiClient(origin);
    this.#headers = headers;
  }

  /** A reset that was started; throws when it was refused. */
  static async started(
    origin: string,
    identifier: string,
    kind: 'reset' | 'unlock' = 'reset',
  ): Promise<ResetClient> {
    const client = new ResetClient(origin);
    const answer = await client.start(identifier, { kind });
    if (answer.status !== 202) throw new Error(`START answered ${JSON.stringify(answer.body)}`);
    return client;
  }

  start(identifier: string, more: Readonly<Record<string, unknown>> = {}): Promise<StepAnswer> {
    return this.step('POST', '/resets', { identifier, ...more });
  }

  progress(): Promise<StepAnswer> {
    return this.step('GET', '/resets/current');
  }

  choose(method: string, more: Readonly<Record<string, unknown>> = {}): Promise<StepAnswer> {
    return this.step('POST', '/resets/current/challenges', { method, ...more });
  }

  prove(answer: string, more: Readonly<Record<string, unknown>> = {}): Promise<StepAnswer> {
    return this.step('POST', '/resets/current/proofs', { answer, ...more });
  }

  set(password: string, more: Readonly<Record<string, unknown>> = {}): Promise<StepAnswer> {
    return this.step('POST', '/resets/current/password', { password, ...more });
  }

  unlock(): Promise<StepAnswer> {
    return this.step('POST', '/resets/current/unlock');
  }

  wantPassword(): Promise<StepAnswer> {
    return this.step('POST', '/resets/current/password-wanted');
  }

  cancel(): Promise<StepAnswer> {
    return this.step('DELETE', '/resets/current');
  }

  /** Where the reset stands by its own account. */
  async state(): Promise<string> {
    const { status, body } = await this.progress();
    return body.state ?? `${status} ${body.code ?? ''}`;
  }

  async step(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<StepAnswer> {
    const answer = await this.#api.call<StepBody>(method, path, body, {
      ...this.#headers,
      ...(this.token === '' ? {} : { 'postern-reset': this.token }),
      ...headers,
    });
    if (answer.status < 300 && answer.body.token !== undefined) this.token = answer.body.token;
    return answer;
  }
}

/** A code of the right shape that is not the right one. */
export const wrongCode = (code: string) => (code.startsWith('1') ? '2' : '1') + code.slice(1);
