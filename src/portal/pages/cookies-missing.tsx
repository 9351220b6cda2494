import { show, type Scene } from '../scene.ts';
import type { Context } from 'hono';

/** For a browser that did not send its cookie back with a form; `back` is where the form was. */
export function showCookiesMissing(
  c: Context,
  at: Scene,
  back: string,
): Response | Promise<Response> {
  const { cookies: texts, actions } = at.language.portal;
  return show(
    c,
    at,
    {
      title: texts.title,
      outcome: 'stopped',
      body: (
        <>
          <p>{texts.text}</p>
          <p>{texts.remedy}</p>
          <p>{texts.short}</p>
          <p class="act">
            <a class="button primary" href={back}>
              {actions.startAgain}
            </a>
          </p>
        </>
      ),
    },
    400,
  );
}
