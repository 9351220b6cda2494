import { fill } from '../../locales/index.ts';
import { Lead } from '../frame.tsx';
import { takeNotice } from '../notices.ts';
import { remarkOf } from '../remark.ts';
import { nameOf, sceneOf, show, type PortalPage } from '../scene.ts';

/** A few clear ways on. */
export const home: PortalPage = (app, deps) => {
  app.get('/', async (c) => {
    const at = await sceneOf(c, deps);
    const { home: texts } = at.language.portal;
    const { choice } = at.language.account;
    const offered = await deps.resets.offered(at.visitor.tenantId);
    const ways = [
      ...(offered.unlock && offered.users
        ? [
            { href: '/reset', title: choice.forgot, hint: choice.forgotHint },
            { href: '/unlock', title: choice.know, hint: choice.knowHint },
          ]
        : [{ href: '/reset', title: texts.forgot, hint: texts.forgotHint }]),
      { href: '/change', title: texts.change, hint: texts.changeHint },
      { href: '/help', title: texts.help, hint: texts.helpHint },
    ];
    return show(c, at, {
      title: texts.title,
      remark: remarkOf(at, takeNotice(c, deps.cookies)),
      body: (
        <>
          <Lead>{fill(at.language, texts.lead, { organisation: nameOf(at) })}</Lead>
          <ul class="ways">
            {ways.map(({ href, title, hint }) => (
              <li>
                <a href={href}>
                  <span class="way">{title}</span>
                  <span class="hint">{hint}</span>
                </a>
              </li>
            ))}
          </ul>
        </>
      ),
    });
  });
};
