import { Hono } from 'hono';
import { PosternError } from '../../domain/errors.ts';
import type { HttpEnv } from '../http/env.ts';
import type { CaughtMessage, Mailbox } from './mailbox.ts';

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem; }
article { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .5rem; margin: 1rem 0; padding: 1rem; }
h2 { font-size: 1.1rem; margin: 0; }
dl { display: grid; gap: 0 .75rem; grid-template-columns: auto 1fr; margin: .5rem 0; }
dd { margin: 0; overflow-wrap: anywhere; }
pre { font: inherit; margin: .75rem 0 0; overflow-wrap: anywhere; white-space: pre-wrap; }
`;

/** What the demo caught, for people (`/demo/mailbox`) and for programs (`/demo/mailbox.json`). */
export function createMailboxPages(mailbox: Mailbox): Hono<HttpEnv> {
  const pages = new Hono<HttpEnv>();
  pages.get('/mailbox', (c) =>
    c.html(<MailboxPage messages={mailbox.messages()} nonce={c.var.facts.nonce} />),
  );
  pages.get('/mailbox.json', (c) => c.json(mailbox.messages()));
  pages.get('/mailbox/:number{[0-9]+}', (c) => {
    const message = mailbox.messages().at(-Number(c.req.param('number')));
    if (message === undefined) throw new PosternError('not-found');
    // Shown as a mail program shows it: its own styles, and nothing that runs or loads.
    c.header(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox",
    );
    return c.html(message.html);
  });
  return pages;
}

function MailboxPage(props: { messages: readonly CaughtMessage[]; nonce: string }) {
  const { messages, nonce } = props;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Demo mailbox</title>
        <link rel="icon" type="image/svg+xml" href="/assets/favicon.svg" />
        <style nonce={nonce}>{style}</style>
      </head>
      <body>
        <main>
          <h1>Demo mailbox</h1>
          <p>
            Every message that this demo sent, newest first. Nothing leaves this machine.{' '}
            <a href="/demo/mailbox">Look again</a> · <a href="/">Portal</a> ·{' '}
            <a href="/admin/">Console</a>
          </p>
          {messages.length === 0 && <p>No messages yet.</p>}
          {messages.map((message, index) => (
            <article>
              <h2>{message.subject}</h2>
              <dl>
                <dt>To</dt>
                <dd>{message.to}</dd>
                <dt>At</dt>
                <dd>
                  <time datetime={message.at}>{message.at}</time>
                </dd>
              </dl>
              <pre>{message.text}</pre>
              {message.html !== '' && (
                <a href={`/demo/mailbox/${messages.length - index}`}>As a mail program shows it</a>
              )}
            </article>
          ))}
        </main>
      </body>
    </html>
  );
}
