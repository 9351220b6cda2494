import { Lead } from '../frame.tsx';
import { CancelReset } from '../parts/cancel-reset.tsx';
import { Form, Submit } from '../parts/fields.tsx';
import { NewPassword, newPasswordProblems } from '../parts/new-password.tsx';
import { remarkOf } from '../remark.ts';
import { progressAt, type Step } from './step.ts';

export const password: Step = ({ at, progress, left, token }) => {
  const { password: texts } = at.language.portal;
  const rules = progress.passwordRules;
  if (rules === null) throw new Error('a reset that waits for a password shows no rules for it');
  const problems = newPasswordProblems(at.language, rules, left) ?? [];
  return {
    title: texts.title,
    progress: progressAt(progress, 'password'),
    problems,
    remark: remarkOf(at, left),
    reference: progress.reference,
    enhance: ['password-rules', 'show-password', 'submit-once'],
    body: (
      <>
        <Lead>{texts.lead}</Lead>
        <Form action="/reset/password" token={token}>
          <NewPassword language={at.language} rules={rules} problems={problems} />
          <Submit>{texts.submit}</Submit>
        </Form>
        <CancelReset at={at} token={token} />
      </>
    ),
  };
};
