import { Lead } from '../frame.tsx';
import { Field, Form, Submit } from '../parts/fields.tsx';
import type { EnrolmentPage } from './enrolment-page.ts';

/** The browser that shows this page becomes the device: it makes a key that never leaves it. */
export const device: EnrolmentPage = {
  before: null,
  after: {
    fields: () => ['name', 'device'],
    draw({ at, action, token, shown, problems }) {
      const texts = at.language.devices.enrolment;
      return {
        title: texts.title,
        enhance: ['device-enrol', 'submit-once'],
        body: (
          <>
            <Lead>{texts.lead}</Lead>
            <p>
              {texts.after} <a href="/device">{texts.open}</a>
            </p>
            <p data-device-unavailable>{texts.unavailable}</p>
            <div id="device" tabindex={-1} data-device-enrol={String(shown['challenge'])} hidden>
              <p class="problem" role="alert" data-device-problem data-failed={texts.failed} />
              <Form action={action} token={token}>
                <Field
                  name="name"
                  label={texts.name}
                  hint={texts.nameHint}
                  autocomplete="off"
                  optional
                  problems={problems}
                />
                <input type="hidden" name="device" value="" data-device-answer />
                <Submit>{texts.action}</Submit>
              </Form>
            </div>
          </>
        ),
      };
    },
  },
};
