import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { PrintRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { useEndpointMutation } from '../../api/queries.ts';
import type { CallResult } from '../../api/types.ts';
import { OneTextForm } from '../../forms/OneTextForm.tsx';
import { useWording } from '../../locales/context.ts';
import { Modal } from '../../parts/Modal.tsx';
import { CodeSheet } from './CodeSheet.tsx';

type Made = CallResult<typeof endpoints.createBreakGlassCode>;

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** A code that is shown once, to be printed: closing this ends all sight of it. */
export function MakeCodeDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWording();
  const texts = t.breakGlass.form;
  const [shown, show] = useState<{ readonly made: Made; readonly label: string } | null>(null);
  const create = useEndpointMutation(endpoints.createBreakGlassCode, [
    endpoints.listBreakGlassCodes,
    endpoints.listAdministrators,
    endpoints.listAuditEvents,
  ]);
  return (
    <Modal firm onClose={shown === null ? onClose : () => undefined}>
      {shown === null ? (
        <OneTextForm
          title={texts.title}
          label={texts.label}
          help={texts.labelHelp}
          maxLength={120}
          submit={texts.submit}
          path="label"
          error={create.error}
          busy={create.isPending}
          onSend={(label, onRefused) =>
            create.mutate(
              { body: { label } },
              { onSuccess: (made) => show({ made, label }), onError: onRefused },
            )
          }
          onClose={onClose}
        >
          <Text>{texts.text}</Text>
        </OneTextForm>
      ) : (
        <Shown made={shown.made} label={shown.label} onClose={onClose} />
      )}
    </Modal>
  );
}

interface ShownProps {
  readonly made: Made;
  readonly label: string;
  readonly onClose: () => void;
}

function Shown({ made, label, onClose }: ShownProps) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = t.breakGlass.sheet;
  return (
    <DialogBody>
      <DialogTitle>{texts.title}</DialogTitle>
      <DialogContent className={styles.content}>
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{texts.once}</MessageBarBody>
        </MessageBar>
        <CodeSheet made={made} label={label} />
      </DialogContent>
      <DialogActions>
        <Button appearance="primary" icon={<PrintRegular />} onClick={() => globalThis.print()}>
          {texts.print}
        </Button>
        <Button onClick={onClose}>{texts.done}</Button>
      </DialogActions>
    </DialogBody>
  );
}
