/** The console's way to the API: a signed-in session with its form token. */
export interface ApiAnswer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export class ApiClient {
  readonly origin: string;
  readonly #headers: Readonly<Record<string, string>>;
  #cookie = '';
  #formToken = '';

  /** @param headers sent with every request, over the usual ones. */
  constructor(origin: string, headers: Readonly<Record<string, string>> = {}) {
    this.origin = origin;
    this.#headers = headers;
  }

  static async signIn(
    origin: string,
    identifier: string,
    password: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiClient> {
    const client = new ApiClient(origin, headers);
    const answer = await client.call<{ formToken: string }>('POST', '/session', {
      identifier,
      password,
    });
    if (answer.status !== 200)
      throw new Error(`sign-in of ${identifier} answered ${answer.status}`);
    client.#formToken = answer.body.formToken;
    return client;
  }

  async call<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiAnswer<T>> {
    const response = await fetch(new URL(`/api/v1${path}`, this.origin), {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        origin: this.origin,
        'sec-fetch-site': 'same-origin',
        ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
        ...(this.#formToken === '' ? {} : { 'postern-form-token': this.#formToken }),
        ...this.#headers,
        ...headers,
      },
    });
    const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    if (cookies.length > 0) this.#cookie = cookies.join('; ');
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const json = /^application\/(?:problem\+)?json\b/.test(type) && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      body: (json ? JSON.parse(text) : text) as T,
    };
  }

  /** The body of an answer that must be a success; throws with the problem otherwise. */
  async ok<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.call<T>(method, path, body);
    if (answer.status >= 300)
      throw new Error(
        `${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`,
      );
    return answer.body;
  }
}
