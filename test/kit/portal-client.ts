import { Agent, request } from 'node:http';

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
    const headers = new Headers({ 'accept-language': 'en', ...this.#headers });
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    if (this.cookies.size > 0 && !headers.has('cookie')) headers.set('cookie', this.cookieHeader());
    const answer = await exchange(url, init.method ?? 'GET', headers, init.body);
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    return { ...answer, url: url.href };
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

function exchange(
  url: URL,
  method: string,
  headers: Headers,
  body: string | undefined,
): Promise<Omit<Page, 'url'>> {
  return new Promise((answered, failed) => {
    const asked = request(
      url,
      { method, headers: Object.fromEntries(headers), agent },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', failed);
        answer.on('end', () => {
          answered({
            status: answer.statusCode ?? 0,
            headers: headersOf(answer.rawHeaders),
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
      },
    );
    asked.on('error', failed);
    asked.end(body);
  });
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < raw.length; at += 2) headers.append(raw[at] ?? '', raw[at + 1] ?? '');
  return headers;
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

function attribute(tag: string, name: string): string {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1];
  return decode(found ?? '');
}

function decode(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
