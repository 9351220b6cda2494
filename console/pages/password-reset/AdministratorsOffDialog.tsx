import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useFaultFocus } from '../../forms/focus.ts';
import { useWording } from '../../locales/context.ts';
import { Modal } from '../../parts/Modal.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

interface AdministratorsOffDialogProps {
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Nobody takes away the administrators' own way back in by a slip of the hand: it has to be typed. */
export function AdministratorsOffDialog({ onConfirm, onClose }: AdministratorsOffDialogProps) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = t.administrators.off;
  const administrators = useQuery(endpointQuery(useApi(), endpoints.listAdministrators));
  const [typed, setTyped] = useState('');
  const [tries, setTries] = useState(0);
  const form = useFaultFocus(tries);
  const right = typed.trim().toLowerCase() === texts.phrase;
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (!right) {
      setTries(tries + 1);
      return;
    }
    onConfirm();
    onClose();
  };
  return (
    <Modal firm onClose={onClose}>
      <form ref={form} noValidate onSubmit={send}>
        <DialogBody>
          <DialogTitle>{texts.title}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{texts.text}</Text>
            {administrators.data === undefined ? null : (
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>
                  {texts.concerned(administrators.data.items.length)}{' '}
                  {texts.breakGlass(administrators.data.breakGlassCodes)}
                </MessageBarBody>
              </MessageBar>
            )}
            <Field
              label={texts.type(texts.phrase)}
              hint={texts.saved}
              {...(tries > 0 && !right ? { validationMessage: texts.mistyped(texts.phrase) } : {})}
            >
              <Input
                value={typed}
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                onChange={(_, data) => setTyped(data.value)}
              />
            </Field>
          </DialogContent>
          <DialogActions fluid>
            <Button type="submit" appearance="primary">
              {texts.confirm}
            </Button>
            <Button onClick={onClose}>{t.common.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </form>
    </Modal>
  );
}
