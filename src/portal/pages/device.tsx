import type { Context } from 'hono';
import { PosternError } from '../../domain/errors.ts';
import { formatTime } from '../../locales/index.ts';
import type { SignedAct } from '../../services/device/device-service.ts';
import { formToken, readFields } from '../forms.ts';
import { Lead } from '../frame.tsx';
import { Submit } from '../parts/fields.tsx';
import type { PortalDeps } from '../ports.ts';
import { nameOf, sceneOf, show, type PortalPage, type Scene } from '../scene.ts';

/** What a script of the page reads; it says them in words that came with the page. */
const outcomes = {
  approved: 'approved',
  denied: 'denied',
  'wrong-number': 'wrongNumber',
  gone: 'gone',
} as const;

/**
 * Where a registered device shows what waits for its owner. Nobody signs in here: who needs it has lost the password,
 * and every request is signed by the device.
 */
export const device: PortalPage = (app, deps) => {
  app.get('/device', async (c) => {
    const at = await sceneOf(c, deps);
    const { title, lead } = at.language.devices.page;
    return show(c, at, {
      title,
      enhance: ['device'],
      manifest: '/device/manifest.webmanifest',
      body: (
        <>
          <Lead>{lead}</Lead>
          <Waiting
            at={at}
            token={formToken(c, deps)}
            now={deps.clock.now()}
            pushKey={deps.devices.pushKey}
            worker={deps.fileUrl('enhance/device-worker.js')}
          />
        </>
      ),
    });
  });

  app.post('/device/waiting', async (c) => {
    const { at, signed } = await signedBy(c, deps);
    try {
      const waiting = await deps.devices.waiting(at.visitor, signed);
      const approvals = waiting.map(({ id, username, ip, askedAt }) => ({
        id,
        account: username,
        from: ip ?? at.language.devices.page.nowhere,
        when: formatTime(at.language, askedAt),
      }));
      return c.json({ registered: true, approvals });
    } catch (error) {
      if (!isUnknown(error)) throw error;
      return c.json({ registered: false, approvals: [] });
    }
  });

  app.post('/device/subscribe', async (c) => {
    const { at, signed } = await signedBy(c, deps);
    return c.json({ kept: await deps.devices.subscribe(at.visitor, signed) });
  });

  // So that a phone keeps the page among its apps, and shows messages of it (W3C Web App Manifest).
  app.get('/device/manifest.webmanifest', async (c) => {
    const at = await sceneOf(c, deps);
    const { title } = at.language.devices.page;
    c.header('Content-Type', 'application/manifest+json');
    return c.body(
      JSON.stringify({
        name: `${nameOf(at)} – ${title}`,
        short_name: title,
        lang: at.language.code,
        dir: at.language.dir,
        id: '/device',
        start_url: '/device',
        scope: '/device',
        display: 'standalone',
        icons: [{ src: deps.fileUrl('assets/favicon.svg'), sizes: 'any', type: 'image/svg+xml' }],
      }),
    );
  });

  app.post('/device/decide', async (c) => {
    const { at, signed } = await signedBy(c, deps);
    try {
      return c.json({ outcome: outcomes[await deps.devices.decide(at.visitor, signed)] });
    } catch (error) {
      if (!isUnknown(error)) throw error;
      deps.noteError(c, error);
      return c.json({ outcome: outcomes.gone });
    }
  });
};

async function signedBy(
  c: Context,
  deps: PortalDeps,
): Promise<{ readonly at: Scene; readonly signed: SignedAct }> {
  const signed = await readFields(c, deps, ['payload', 'signature']);
  return { at: await sceneOf(c, deps), signed };
}

function isUnknown(error: unknown): error is PosternError {
  return error instanceof PosternError && error.code === 'not-found';
}

function Waiting({
  at,
  token,
  now,
  pushKey,
  worker,
}: {
  readonly at: Scene;
  readonly token: string;
  readonly now: number;
  readonly pushKey: string | null;
  /** Address of the script that takes messages while no page is open. */
  readonly worker: string;
}) {
  const texts = at.language.devices.page;
  return (
    <div data-device data-now={now} data-token={token}>
      <p data-device-unavailable>{texts.unavailable}</p>
      <p data-device-unknown hidden>
        {texts.unknown} <a href="/security-info">{texts.register}</a>
      </p>
      <p
        class="live"
        role="status"
        data-device-said
        data-approved={texts.approved}
        data-denied={texts.denied}
        data-wrong-number={texts.wrongNumber}
        data-gone={texts.gone}
        data-failed={texts.failed}
      />
      <p data-device-idle role="status" hidden>
        {texts.idle}
      </p>
      <div data-device-list aria-live="polite" />
      {pushKey === null ? null : (
        <button
          type="button"
          class="secondary"
          hidden
          data-device-messages={pushKey}
          data-worker={worker}
          data-title={texts.messageTitle}
          data-body={texts.messageBody}
          data-on={texts.messagesOn}
        >
          {texts.messages}
        </button>
      )}
      <template>
        <section class="approval" data-approval>
          <h2>{texts.heading}</h2>
          <p>{texts.warning}</p>
          <dl class="facts">
            <dt>{texts.account}</dt>
            <dd>
              <bdi data-account />
            </dd>
            <dt>{texts.from}</dt>
            <dd>
              <bdi data-from />
            </dd>
            <dt>{texts.when}</dt>
            <dd data-when />
          </dl>
          <form novalidate>
            <div class="field">
              <label>
                {texts.number}
                <input
                  class="code"
                  type="text"
                  inputmode="numeric"
                  autocomplete="off"
                  dir="ltr"
                  required
                />
              </label>
            </div>
            <Submit>{texts.approve}</Submit>
            <button type="button" class="secondary" data-deny>
              {texts.deny}
            </button>
          </form>
        </section>
      </template>
    </div>
  );
}
