import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { SendRegular } from '@fluentui/react-icons';
import { type SubmitEvent, useState } from 'react';
import type { CarrierView } from '../../../src/contract/carriers.ts';
import { endpoints } from '../../../src/contract/index.ts';
import { useEndpointMutation } from '../../api/queries.ts';
import { faultsByPath } from '../../forms/faults.ts';
import { useFaultFocus } from '../../forms/focus.ts';
import { useWording } from '../../locales/context.ts';
import { Problem } from '../../parts/Problem.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

interface CarrierTestProps {
  readonly id: string;
  readonly kind: CarrierView['kind'];
}

/** Sends one message by this carrier, and says what it answered. */
export function CarrierTest({ id, kind }: CarrierTestProps) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = t.carriers.test;
  const [to, setTo] = useState('');
  const [tries, setTries] = useState(0);
  const form = useFaultFocus(tries);
  const attempt = useEndpointMutation(endpoints.testCarrier, [endpoints.getCarriers]);
  const missing = tries > 0 && to.trim() === '';
  const fault = missing ? t.problems.field.required : faultsByPath(attempt.error).get('to');
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    setTries((before) => before + 1);
    if (to.trim() === '') return;
    attempt.mutate(
      { params: { id }, body: { to: to.trim() } },
      { onError: () => setTries((before) => before + 1) },
    );
  };
  const said = () => {
    if (attempt.data === undefined) return null;
    const { status, reason } = attempt.data;
    if (status === 'accepted') return texts.accepted;
    return texts[status](reason ?? texts.noReason);
  };
  return (
    <form ref={form} noValidate className={styles.form} onSubmit={send}>
      <Field
        label={kind === 'email' ? texts.toEmail : texts.toPhone}
        hint={texts.help}
        {...(fault === undefined ? {} : { validationMessage: fault })}
      >
        <Input
          type={kind === 'email' ? 'email' : 'tel'}
          value={to}
          maxLength={254}
          autoComplete="off"
          onChange={(_, data) => setTo(data.value)}
        />
      </Field>
      <div>
        <Button type="submit" icon={<SendRegular />} disabledFocusable={attempt.isPending}>
          {texts.send}
        </Button>
      </div>
      <div aria-live="polite">
        {attempt.data === undefined ? null : (
          <MessageBar
            intent={attempt.data.status === 'accepted' ? 'success' : 'error'}
            layout="multiline"
          >
            <MessageBarBody>{said()}</MessageBarBody>
          </MessageBar>
        )}
        {attempt.error === null ? null : <Problem error={attempt.error} />}
      </div>
    </form>
  );
}
