import { Agent, type IncomingMessage, request } from 'node:http';

/**
 * A browser without JavaScript, as far as the portal needs one: keeps cookies, follows redirects, reads forms.
 * Tests use it to do what a person does, and to send what a person would not.
 */
export interface Page {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

export interface PageRequest {
  readonly method?: string;
  readonly headers?: Fields;
  readonly body?: string;
}

export interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

export type Fields = Readonly<Record<string, string>>;

export class PortalClient {
  readonly origin: string;
  readonly cookies = new Map<string, string>();
  readonly #headers: Readonly<Record<string, string>>;

  constructor(origin: string, headers: Readonly<Record<string, string>> = {}) {
    this.origin = origin;
    this.#headers = headers;
  }

  /** One request, without following anything. */
  async request(path: string, init: PageRequest = {}): Promise<Page> {
    const url = new URL(path, this.origin);
    const headers: Record<string, string> = { 'accept-language': 'en' };
    for (const given of [this.#headers, init.headers ?? {}]) {
      for (const [name, value] of Object.entries(given)) headers[name.toLowerCase()] = value;
    }
    if (this.cookies.size > 0) headers['cookie'] ??= this.cookieHeader();
    const answer = await exchange(url, init.method ?? 'GET', headers, init.body);
    for (const line of answer.setCookies) this.#keep(line);
    return answer;
  }

  async get(path: string): Promise<Page> {
    return this.#follow(await this.request(path));
  }

  async post(path: string, fields: Fields, headers: Fields = {}): Promise<Page> {
    return this.#follow(await this.send(path, fields, headers));
  }

  /** A form post as a browser on the same origin sends it, not following the answer. */
  send(path: string, fields: Fields, headers: Fields = {}): Promise<Page> {
    return this.request(path, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: this.#headers['origin'] ?? this.origin,
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    });
  }

  /** Fills in the form that holds the named field and sends it. */
  async submit(page: Page, fields: Fields): Promise<Page> {
    const form = formWith(page, Object.keys(fields)[0] ?? '');
    return this.post(form.action, { ...form.fields, ...fields });
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Another browser holding the same cookies at this moment. */
  copy(): PortalClient {
    const other = new PortalClient(this.origin, this.#headers);
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    return other;
  }

  async #follow(page: Page): Promise<Page> {
    let current = page;
    for (let hops = 0; current.status >= 300 && current.status < 400; hops += 1) {
      if (hops > 10) throw new Error(`too many redirects from ${page.url}`);
      const location = current.headers.get('location');
      if (location === null) throw new Error(`redirect without a place to go from ${current.url}`);
      current = await this.request(new URL(location, current.url).href);
    }
    return current;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    const ended = attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute));
    if (ended) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(at + 1).trim());
  }
}

// Node's own client instead of fetch: it costs a third, which a benchmark on the same machine feels.
const agent = new Agent({ keepAlive: true });

/** Reads the headers when somebody asks for them: most pages of a benchmark are never asked. */
class Answer implements Page {
  readonly status: number;
  readonly url: string;
  readonly setCookies: readonly string[];
  readonly body: string;
  readonly #raw: readonly string[];

  constructor(url: URL, answer: IncomingMessage, body: string) {
    this.status = answer.statusCode ?? 0;
    this.url = url.href;
    this.setCookies = answer.headers['set-cookie'] ?? [];
    this.body = body;
    this.#raw = answer.rawHeaders;
  }

  get headers(): Headers {
    const headers = new Headers();
    for (let at = 0; at + 1 < this.#raw.length; at += 2) {
      headers.append(this.#raw[at] ?? '', this.#raw[at + 1] ?? '');
    }
    return headers;
  }
}

function exchange(
  url: URL,
  method: string,
  headers: Fields,
  body: string | undefined,
): Promise<Answer> {
  return new Promise((answered, failed) => {
    const asked = request(url, { method, headers, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', failed);
      answer.on('end', () => {
        answered(new Answer(url, answer, Buffer.concat(chunks).toString('utf8')));
      });
    });
    asked.on('error', failed);
    asked.end(body);
  });
}

export function formsOf(page: Page): Form[] {
  return [...page.body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(
    ([, head = '', inside = '']) => ({
      action: attribute(head, 'action') || new URL(page.url).pathname,
      fields: Object.fromEntries(
        [...inside.matchAll(/<input\b([^>]*)>/g)]
          .map(([, tag = '']): [string, string] => [
            attribute(tag, 'name'),
            attribute(tag, 'value'),
          ])
          .filter(([name]) => name !== ''),
      ),
    }),
  );
}

/** The form that holds a field; throws with what the page does hold, so that a test says what it met. */
export function formWith(page: Page, field: string): Form {
  const found = formsOf(page).find((form) => field in form.fields);
  if (found) return found;
  const names = formsOf(page).map(
    (form) => `${form.action}: ${Object.keys(form.fields).join(', ')}`,
  );
  throw new Error(
    `no form with "${field}" on ${page.url} (${page.status}); it has [${names.join(' | ')}]`,
  );
}

/** The page's own heading. */
export function headingOf(page: Page): string {
  const inside = /<h1\b[^>]*>([\s\S]*?)<\/h1>/.exec(page.body)?.[1] ?? '';
  return decode(inside.replaceAll(/<[^>]+>/g, '')).trim();
}

const attributes = {
  action: /(?:^|\s)action="([^"]*)"/,
  name: /(?:^|\s)name="([^"]*)"/,
  value: /(?:^|\s)value="([^"]*)"/,
};

function attribute(tag: string, name: keyof typeof attributes): string {
  return decode(attributes[name].exec(tag)?.[1] ?? '');
}

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
