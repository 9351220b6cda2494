import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type SubmitEvent, useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { useEndpointMutation } from '../../api/queries.ts';
import { useFaultFocus } from '../../forms/focus.ts';
import { useWording } from '../../locales/context.ts';
import { breakpoints } from '../../parts/breakpoints.ts';
import { Modal } from '../../parts/Modal.tsx';
import { useNotify } from '../../parts/notify.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { fileOf, type TokenRow } from './token-row.ts';

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  choices: {
    display: 'grid',
    gridTemplateColumns: '1fr 1fr 1fr',
    gap: tokens.spacingHorizontalM,
    [breakpoints.phone]: { gridTemplateColumns: '1fr' },
  },
});

const start: TokenRow = {
  username: '',
  serial: '',
  seed: '',
  digits: '6',
  periodSeconds: '30',
  algorithm: 'SHA1',
};
const typedColumns = ['username', 'serial', 'seed'] as const;
const choices = {
  digits: ['6', '7', '8'],
  periodSeconds: ['30', '60'],
  algorithm: ['SHA1', 'SHA256', 'SHA512'],
} as const;

/** One token for one person, tried first as a list of one is, so that each fault stands at its field. */
export function AssignTokenDialog({ onClose }: { readonly onClose: () => void }) {
  const styles = useStyles();
  const { t } = useWording();
  const notify = useNotify();
  const texts = t.hardwareTokens.form;
  const [row, setRow] = useState(start);
  const [tries, setTries] = useState(0);
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const form = useFaultFocus(tries);
  const check = useEndpointMutation(endpoints.importHardwareTokens, []);
  const assign = useEndpointMutation(endpoints.importHardwareTokens, [
    endpoints.listHardwareTokens,
    endpoints.listRegistrations,
    endpoints.listAuditEvents,
  ]);
  const put = (change: Partial<TokenRow>) => {
    setRow({ ...row, ...change });
    setRefused(new Map([...refused].filter(([column]) => !(column in change))));
  };
  const fault = (column: keyof TokenRow) => {
    const message =
      tries > 0 && row[column].trim() === '' ? t.problems.field.required : refused.get(column);
    return message === undefined ? {} : { validationMessage: message };
  };
  const failed = () => setTries((before) => before + 1);

  const send = (event: SubmitEvent) => {
    event.preventDefault();
    setTries((before) => before + 1);
    if (typedColumns.some((column) => row[column].trim() === '')) return;
    const csv = fileOf(row);
    check.mutate(
      { body: { csv, dryRun: true } },
      {
        onError: failed,
        onSuccess: (report) => {
          setRefused(new Map(report.refused.map(({ column, message }) => [column, message])));
          if (report.refused.length > 0) failed();
          else make(csv);
        },
      },
    );
  };
  const make = (csv: string) =>
    assign.mutate(
      { body: { csv, dryRun: false } },
      {
        onError: failed,
        onSuccess: ({ assigned }) => {
          const serial = row.serial.trim();
          notify(assigned === 0 ? texts.already(serial) : texts.assigned(serial));
          onClose();
        },
      },
    );

  const error = check.error ?? assign.error;
  return (
    <Modal firm onClose={onClose}>
      <form ref={form} noValidate onSubmit={send}>
        <DialogBody>
          <DialogTitle>{texts.title}</DialogTitle>
          <DialogContent className={styles.fields}>
            <Text>{texts.text}</Text>
            {error === null ? null : <Problem error={error} />}
            <Field required label={texts.username} {...fault('username')}>
              <Input
                value={row.username}
                autoComplete="off"
                spellCheck={false}
                onChange={(_, data) => put({ username: data.value })}
              />
            </Field>
            <Field required label={texts.serial} hint={texts.serialHelp} {...fault('serial')}>
              <Input
                value={row.serial}
                autoComplete="off"
                spellCheck={false}
                onChange={(_, data) => put({ serial: data.value })}
              />
            </Field>
            <Field required label={texts.seed} hint={texts.seedHelp} {...fault('seed')}>
              <Input
                value={row.seed}
                autoComplete="off"
                spellCheck={false}
                onChange={(_, data) => put({ seed: data.value })}
              />
            </Field>
            <div className={styles.choices}>
              <Field label={texts.digits} {...fault('digits')}>
                <Select value={row.digits} onChange={(_, data) => put({ digits: data.value })}>
                  {choices.digits.map((one) => (
                    <option key={one}>{one}</option>
                  ))}
                </Select>
              </Field>
              <Field label={texts.period} {...fault('periodSeconds')}>
                <Select
                  value={row.periodSeconds}
                  onChange={(_, data) => put({ periodSeconds: data.value })}
                >
                  {choices.periodSeconds.map((one) => (
                    <option key={one} value={one}>
                      {texts.seconds(Number(one))}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label={texts.algorithm} {...fault('algorithm')}>
                <Select
                  value={row.algorithm}
                  onChange={(_, data) => put({ algorithm: data.value })}
                >
                  {choices.algorithm.map((one) => (
                    <option key={one}>{one}</option>
                  ))}
                </Select>
              </Field>
            </div>
          </DialogContent>
          <DialogActions>
            <Button
              type="submit"
              appearance="primary"
              disabledFocusable={check.isPending || assign.isPending}
            >
              {texts.submit}
            </Button>
            <Button onClick={onClose}>{t.common.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </form>
    </Modal>
  );
}
