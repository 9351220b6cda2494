import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { PosternError } from '../../domain/errors.ts';
import { fillCounted } from '../../locales/index.ts';
import { minutesToWait } from '../notices.ts';
import { Contact } from '../parts/contact.tsx';
import type { FrameDeps, PortalOrganisation } from '../ports.ts';
import { show, surroundingsOf } from '../scene.ts';
import type { Surroundings, View } from '../view.ts';

/** Draws an error as a page; `reference` leads support to the log line. */
export type ErrorPage = (c: Context, error: PosternError, reference: string) => Promise<Response>;

/** For the last resort of the server: it must work when the store of the organisation's name does not. */
export function createErrorPage(deps: FrameDeps): ErrorPage {
  return async (c, error, reference) => {
    // Whoever comes under a foreign address learns nothing of the organisation.
    const organisation = error.code === 'unknown-host' ? null : await organisationOrNone(c, deps);
    const at = surroundingsOf(c, deps, organisation);
    return show(c, at, errorView(at, error, reference), error.status as ContentfulStatusCode);
  };
}

async function organisationOrNone(c: Context, deps: FrameDeps): Promise<PortalOrganisation | null> {
  try {
    return await deps.organisation(deps.tenantOf(c));
  } catch {
    // The error that is being shown was logged already; this is most likely the same one again.
    return null;
  }
}

function errorView(at: Surroundings, error: PosternError, reference: string): View {
  const { actions } = at.language.portal;
  const { title, text, ask } = wordsFor(at, error);
  return {
    title,
    outcome: 'stopped',
    reference,
    body: (
      <>
        <p>{text}</p>
        {ask ? <Contact at={at} /> : null}
        {error.code === 'unknown-host' ? null : (
          <p>
            <a href="/">{actions.backToStart}</a>
          </p>
        )}
      </>
    ),
  };
}

interface Words {
  readonly title: string;
  readonly text: string;
  /** Whether to say whom to ask. */
  readonly ask: boolean;
}

function wordsFor({ language }: Surroundings, error: PosternError): Words {
  const { errorPages: texts } = language.portal;
  switch (error.code) {
    case 'not-found':
    case 'method-not-allowed':
      return { title: texts.notFoundTitle, text: texts.notFoundText, ask: false };
    case 'unknown-host':
      return { title: texts.addressTitle, text: texts.addressText, ask: false };
    case 'forbidden':
    case 'forged-request':
      return { title: texts.forbiddenTitle, text: texts.forbiddenText, ask: false };
    case 'too-many-requests':
      return {
        title: texts.tooManyTitle,
        text: fillCounted(language, texts.tooManyText, minutesToWait(error.retryAfterSeconds), {}),
        ask: false,
      };
    case 'busy':
    case 'unavailable':
    case 'set-up-required':
      return { title: texts.unavailableTitle, text: texts.unavailableText, ask: true };
    case 'timed-out':
      return { title: texts.timedOutTitle, text: texts.timedOutText, ask: true };
    default:
      return error.status < 500
        ? { title: texts.badRequestTitle, text: texts.badRequestText, ask: false }
        : { title: texts.unexpectedTitle, text: texts.unexpectedText, ask: true };
  }
}
