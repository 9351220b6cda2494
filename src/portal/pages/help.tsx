import { Contact } from '../parts/contact.tsx';
import { Advice } from '../parts/nothing-came.tsx';
import { sceneOf, show, type PortalPage } from '../scene.ts';

/** How it works, whom to ask, and what nobody here will ever ask for. */
export const help: PortalPage = (app, deps) => {
  app.get('/help', async (c) => {
    const at = await sceneOf(c, deps);
    const { help: texts } = at.language.portal;
    return show(c, at, {
      title: texts.title,
      body: (
        <div class="prose">
          <h2>{texts.howHeading}</h2>
          <ol>
            <li>{texts.howName}</li>
            <li>{texts.howProve}</li>
            <li>{texts.howPassword}</li>
          </ol>
          <h2>{texts.codeHeading}</h2>
          <Advice at={at} />
          <h2>{texts.neverHeading}</h2>
          <ul>
            <li>{texts.neverPassword}</li>
            <li>{texts.neverCode}</li>
            <li>{texts.neverMail}</li>
          </ul>
          <h2>{texts.contactHeading}</h2>
          <Contact at={at} />
          <p>{texts.contactText}</p>
        </div>
      ),
    });
  });
};
