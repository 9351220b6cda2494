import { Field, Input, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { useEndpointMutation } from '../../api/queries.ts';
import { FormDialogBody } from '../../forms/FormDialogBody.tsx';
import { useWording } from '../../locales/context.ts';
import { breakpoints } from '../../parts/breakpoints.ts';
import { Modal } from '../../parts/Modal.tsx';
import { useNotify } from '../../parts/notify.tsx';
import { fileOf, type TokenRow } from './token-row.ts';

const useStyles = makeStyles({
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

  const send = () => {
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

  return (
    <Modal firm onClose={onClose}>
      <FormDialogBody
        title={texts.title}
        intro={<Text>{texts.text}</Text>}
        submit={texts.submit}
        busy={check.isPending || assign.isPending}
        error={check.error ?? assign.error}
        tries={tries}
        onSend={send}
        onClose={onClose}
      >
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
            <Select value={row.algorithm} onChange={(_, data) => put({ algorithm: data.value })}>
              {choices.algorithm.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </Select>
          </Field>
        </div>
      </FormDialogBody>
    </Modal>
  );
}
