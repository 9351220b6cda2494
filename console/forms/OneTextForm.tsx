import { Field, Input } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useWording } from '../locales/context.ts';
import { faultsByPath } from './faults.ts';
import { FormDialogBody } from './FormDialogBody.tsx';

interface OneTextFormProps {
  readonly title: string;
  readonly label: string;
  readonly help: string;
  readonly maxLength: number;
  readonly submit: string;
  /** Where the server says what is wrong with the text. */
  readonly path: string;
  readonly error: unknown;
  readonly busy: boolean;
  /** The text without blanks around it, and what to do when it was refused. */
  readonly onSend: (text: string, onRefused: () => void) => void;
  readonly onClose: () => void;
  /** What it is for, above the field. */
  readonly children: ReactNode;
}

/** What stands in a dialog that needs one text before it does something. */
export function OneTextForm(props: OneTextFormProps) {
  const { title, label, help, maxLength, submit, path, error, busy, onSend, onClose } = props;
  const { t } = useWording();
  const [typed, setTyped] = useState('');
  const [tries, setTries] = useState(0);
  const text = typed.trim();
  const fault =
    tries > 0 && text === '' ? t.problems.field.required : faultsByPath(error).get(path);
  const tryAgain = () => setTries((before) => before + 1);
  const send = () => {
    tryAgain();
    if (text !== '') onSend(text, tryAgain);
  };
  return (
    <FormDialogBody
      title={title}
      intro={props.children}
      submit={submit}
      busy={busy}
      error={error}
      tries={tries}
      onSend={send}
      onClose={onClose}
    >
      <Field
        required
        label={label}
        hint={help}
        {...(fault === undefined ? {} : { validationMessage: fault })}
      >
        <Input
          value={typed}
          maxLength={maxLength}
          autoComplete="off"
          spellCheck={false}
          onChange={(_, data) => setTyped(data.value)}
        />
      </Field>
    </FormDialogBody>
  );
}
