import type { Child } from 'hono/jsx';
import { fill, languages } from '../locales/index.ts';
import { Form } from './parts/fields.tsx';
import { Mark } from './parts/mark.tsx';
import type { Problem, Remark, Surroundings, View } from './view.ts';

/** A whole page: the organisation on top, one column with one task, help and languages below. */
export function drawPage(at: Surroundings, view: View): string {
  const page = <Page at={at} view={view} />;
  if (page instanceof Promise) throw new Error('a page is drawn without waiting for anything');
  return `<!DOCTYPE html>${page.toString()}`;
}

interface PageProps {
  readonly at: Surroundings;
  readonly view: View;
}

function Page({ at, view }: PageProps) {
  const { language, organisation, nonce, fileUrl } = at;
  const { frame } = language.portal;
  const problems = view.problems ?? [];
  const prefix = problems.length > 0 ? `${frame.errorPrefix} ` : '';
  const suffix = organisation === null ? '' : ` – ${organisation.name}`;
  return (
    <html lang={language.code} dir={language.dir}>
      <head>
        <meta charset="utf-8" />
        <title>{`${prefix}${view.title}${suffix}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="stylesheet" href={fileUrl('assets/portal.css')} nonce={nonce} />
        <link rel="icon" type="image/svg+xml" href={fileUrl('assets/favicon.svg')} />
        {view.goesOnTo === undefined ? null : (
          <meta http-equiv="refresh" content={`0; url=${view.goesOnTo}`} />
        )}
        {view.manifest === undefined ? null : <link rel="manifest" href={view.manifest} />}
        {view.enhance?.map((name) => (
          <script type="module" src={fileUrl(`enhance/${name}.js`)} nonce={nonce} />
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          {frame.skip}
        </a>
        <header>
          <a class="brand" href="/">
            <Mark size={28} />
            <span>{organisation?.name ?? frame.start}</span>
          </a>
        </header>
        <ErrandBox at={at} />
        <main id="main">
          <div class="sheet">
            <Progress at={at} progress={view.progress} />
            <Problems at={at} problems={problems} />
            {view.outcome === undefined ? null : <Outcome outcome={view.outcome} />}
            <h1>{view.title}</h1>
            <RemarkBox at={at} remark={view.remark ?? null} />
            {view.body}
          </div>
        </main>
        <Foot at={at} reference={view.reference} />
      </body>
    </html>
  );
}

/** Whose account it is stays in sight, so that nobody sets anything up for somebody else. */
function ErrandBox({ at }: { readonly at: Surroundings }) {
  const { language, errand = null } = at;
  if (errand === null) return null;
  const { name, username, host, formToken } = errand;
  const { handOver } = language;
  return (
    <aside class="errand" aria-label={handOver.whose}>
      <p>{fill(language, handOver.banner, { name, username })}</p>
      <Form action="/hand-over/finish" token={formToken}>
        <button type="submit" class="quiet">
          {fill(language, handOver.leave, { host })}
        </button>
      </Form>
    </aside>
  );
}

function Progress({
  at,
  progress,
}: {
  readonly at: Surroundings;
  readonly progress: View['progress'];
}) {
  if (progress === undefined) return null;
  const { frame } = at.language.portal;
  const { step, steps } = progress;
  return (
    <p class="step">
      {steps === null ? frame.firstStep : fill(at.language, frame.step, { step, steps })}
      <span class="bar" aria-hidden="true">
        {steps === null ? (
          <>
            <span class="on" />
            <span class="rest" />
          </>
        ) : (
          Array.from({ length: steps }, (_, index) => (
            <span class={index < step ? 'on' : undefined} />
          ))
        )}
      </span>
    </p>
  );
}

/** Takes the focus, so that a person hears or sees at once what to put right. */
function Problems({
  at,
  problems,
}: {
  readonly at: Surroundings;
  readonly problems: readonly Problem[];
}) {
  if (problems.length === 0) return null;
  return (
    <div class="problems" role="alert" tabindex={-1} autofocus aria-labelledby="problems-title">
      <h2 id="problems-title">{at.language.portal.frame.problem}</h2>
      <ul class="plain">
        {problems.map(({ field, text }) => (
          <li>
            <a href={`#${field}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

const outcomeDrawings = {
  good: 'M9 16.5 14 21.5 23.5 11',
  stopped: 'M16 9v9M16 22.6v.2',
  waiting: 'M16 9v7.5l4.5 2.7',
};

function Outcome({ outcome }: { readonly outcome: NonNullable<View['outcome']> }) {
  return (
    <svg class={`outcome ${outcome}`} viewBox="0 0 32 32" width="56" height="56" aria-hidden="true">
      <path class="arch" d="M3 30V15a13 13 0 0 1 26 0v15Z" />
      <path class="sign" d={outcomeDrawings[outcome]} />
    </svg>
  );
}

function RemarkBox({ at, remark }: { readonly at: Surroundings; readonly remark: Remark | null }) {
  if (remark === null) return null;
  const { frame } = at.language.portal;
  return (
    <div class={`remark ${remark.tone}`} role="status">
      <span class="unseen">{remark.tone === 'good' ? frame.done : frame.pleaseNote}: </span>
      {remark.text}
      {remark.link === undefined ? null : (
        <>
          {' '}
          <a href={remark.link.href}>{remark.link.text}</a>
        </>
      )}
    </div>
  );
}

function Foot({
  at,
  reference,
}: {
  readonly at: Surroundings;
  readonly reference: string | undefined;
}) {
  const { language, query } = at;
  const { frame } = language.portal;
  const keep = query === undefined || query === '' ? '' : `&${query}`;
  return (
    <footer>
      {reference === undefined ? null : (
        <p class="reference">
          {frame.reference}: <bdi>{reference}</bdi>
          <span class="hint">{frame.referenceHint}</span>
        </p>
      )}
      <ul class="links">
        <li>
          <a href="/">{frame.start}</a>
        </li>
        <li>
          <a href="/help">{frame.help}</a>
        </li>
      </ul>
      <nav aria-label={frame.language}>
        <ul class="links">
          {Object.values(languages).map(({ code, name }) => (
            <li>
              {code === language.code ? (
                <span aria-current="true" lang={code}>
                  {name}
                </span>
              ) : (
                <a href={`?lang=${code}${keep}`} lang={code} hreflang={code}>
                  {name}
                </a>
              )}
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  );
}

/** Text under the title that says what the page is for. */
export function Lead({ children }: { readonly children?: Child }) {
  return <p class="lead">{children}</p>;
}
