import { fill, type Language } from '../locales/index.ts';
import type { MessageBrand, RenderedMessage } from '../ports/messages.ts';
import type { Letter, Piece } from './letter.ts';

/** Draws a letter as plain text and as HTML that needs nothing from the network. */
export function drawLetter(
  letter: Letter,
  language: Language,
  brand: MessageBrand,
): RenderedMessage {
  const closing = closingLines(language, brand);
  return {
    subject: letter.subject,
    text: drawText(letter, closing),
    html: `<!DOCTYPE html>${drawn(<Html letter={letter} language={language} brand={brand} closing={closing} />)}`,
  };
}

function drawn(element: ReturnType<typeof Html>): string {
  if (element instanceof Promise)
    throw new Error('a message is drawn without waiting for anything');
  return element.toString();
}

function closingLines(language: Language, brand: MessageBrand): string[] {
  const { mails } = language;
  const { organisation, helpContact } = brand;
  return [
    helpContact === null
      ? fill(language, mails.noContact, { organisation })
      : fill(language, mails.contact, { contact: helpContact }),
    fill(language, mails.footer, { organisation }),
  ];
}

function drawText(letter: Letter, closing: readonly string[]): string {
  const blocks = [
    ...(letter.greeting === null ? [] : [letter.greeting]),
    ...letter.pieces.map(textOf),
    `-- \n${closing.join('\n')}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function textOf(piece: Piece): string {
  switch (piece.kind) {
    case 'paragraph':
    case 'heading':
      return piece.text;
    case 'code':
      return piece.code;
    case 'facts':
      return piece.facts.map(([name, value]) => `${name}: ${value}`).join('\n');
    case 'steps':
      return piece.steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
    case 'action':
      return `${piece.label}:\n${piece.url}`;
  }
}

const fonts = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
const digits = "ui-monospace,'SF Mono',Menlo,Consolas,'Roboto Mono',monospace";

// Colours stand inline for clients that drop style elements; the dark ones can only stand here.
const darkRules = `
@media (prefers-color-scheme: dark) {
  .page { background: #0f1416 !important }
  .sheet { background: #1a2226 !important; border-color: #303b40 !important }
  .ink { color: #e9edee !important }
  .soft { color: #a9b6ba !important }
  .code { background: #10282a !important; border-color: #2f5f62 !important; color: #bdeae8 !important }
  .rule { border-color: #303b40 !important }
  .act { background: #7fd0cd !important; color: #06282a !important }
  .link { color: #7fd0cd !important }
}`;

interface HtmlProps {
  readonly letter: Letter;
  readonly language: Language;
  readonly brand: MessageBrand;
  readonly closing: readonly string[];
}

function Html({ letter, language, brand, closing }: HtmlProps) {
  const { code, dir } = language;
  // Some clients drop the attributes of html and body, so the sheet repeats them.
  const start = dir === 'rtl' ? 'right' : 'left';
  return (
    <html lang={code} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta
          name="format-detection"
          content="telephone=no, date=no, address=no, email=no, url=no"
        />
        <title>{letter.subject}</title>
        <style>{darkRules}</style>
      </head>
      <body class="page" style="margin:0;padding:0;background:#f3f1ec">
        <div class="page" style="background:#f3f1ec;padding:24px 12px">
          <div
            class="sheet"
            lang={code}
            dir={dir}
            role="article"
            aria-label={letter.subject}
            style={`max-width:520px;margin:0 auto;background:#ffffff;border:1px solid #d9d5cc;border-radius:14px;padding:28px 24px;text-align:${start};font-family:${fonts};font-size:16px;line-height:1.55`}
          >
            <p class="soft" style="margin:0 0 20px;font-size:15px;font-weight:600;color:#4d5a60">
              {brand.organisation}
            </p>
            {letter.greeting === null ? null : <Paragraph text={letter.greeting} />}
            {letter.pieces.map((piece) => (
              <Drawn piece={piece} start={start} />
            ))}
            <div class="rule" style="border-top:1px solid #d9d5cc;margin:28px 0 0;padding:16px 0 0">
              {closing.map((line) => (
                <p class="soft" style="margin:0 0 8px;font-size:14px;color:#4d5a60">
                  {line}
                </p>
              ))}
            </div>
          </div>
        </div>
      </body>
    </html>
  );
}

function Paragraph({ text }: { readonly text: string }) {
  return (
    <p class="ink" style="margin:0 0 16px;color:#1b2326">
      {text}
    </p>
  );
}

function Drawn({ piece, start }: { readonly piece: Piece; readonly start: 'left' | 'right' }) {
  switch (piece.kind) {
    case 'paragraph':
      return <Paragraph text={piece.text} />;
    case 'heading':
      return (
        <h2 class="ink" style="margin:28px 0 6px;font-size:16px;line-height:1.4;color:#1b2326">
          {piece.text}
        </h2>
      );
    case 'code':
      return (
        <p
          class="code"
          dir="ltr"
          style={`margin:20px 0;padding:18px 20px;border:1px solid #b7d2d2;border-radius:10px;background:#eef5f4;color:#08464c;text-align:${start};font-family:${digits};font-size:32px;line-height:1.2;font-weight:700;letter-spacing:5px`}
        >
          {piece.code}
        </p>
      );
    case 'facts':
      return (
        <p
          class="rule"
          style="margin:20px 0;border-top:1px solid #d9d5cc;padding-top:16px;line-height:1.75"
        >
          {piece.facts.map(([name, value], index) => (
            <>
              {index === 0 ? null : <br />}
              <span class="soft" style="color:#4d5a60">
                {name}:
              </span>{' '}
              <bdi class="ink" style="color:#1b2326;font-weight:600">
                {value}
              </bdi>
            </>
          ))}
        </p>
      );
    case 'steps':
      return (
        <ol class="ink" style={`margin:0 0 16px;padding-${start}:22px;color:#1b2326`}>
          {piece.steps.map((step) => (
            <li style="margin:0 0 6px">{step}</li>
          ))}
        </ol>
      );
    case 'action':
      return (
        <p style="margin:20px 0">
          <a
            class="act"
            href={piece.url}
            style="display:inline-block;padding:13px 22px;border-radius:10px;background:#0d5c63;color:#ffffff;font-weight:600;text-decoration:none"
          >
            {piece.label}
          </a>
        </p>
      );
  }
}
