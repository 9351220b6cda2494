import { Button, MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import { PrintRegular } from '@fluentui/react-icons';
import { endpoints } from '../../../src/contract/index.ts';
import { useEndpointMutation } from '../../api/queries.ts';
import type { CallResult } from '../../api/types.ts';
import { OneTextForm } from '../../forms/OneTextForm.tsx';
import { useWording } from '../../locales/context.ts';
import { ShownOnce, ShownOnceDialog } from '../../parts/ShownOnce.tsx';
import { CodeSheet } from './CodeSheet.tsx';

/** What was made, and by which name it is known. */
interface Labelled {
  readonly made: CallResult<typeof endpoints.createBreakGlassCode>;
  readonly label: string;
}

/** A code that is shown once, to be printed. */
export function MakeCodeDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWording();
  const texts = t.breakGlass.form;
  const create = useEndpointMutation(endpoints.createBreakGlassCode, [
    endpoints.listBreakGlassCodes,
    endpoints.listAdministrators,
    endpoints.listAuditEvents,
  ]);
  return (
    <ShownOnceDialog<Labelled>
      onClose={onClose}
      form={(onMade) => (
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
              { onSuccess: (made) => onMade({ made, label }), onError: onRefused },
            )
          }
          onClose={onClose}
        >
          <Text>{texts.text}</Text>
        </OneTextForm>
      )}
      shown={(labelled) => <Sheet {...labelled} onClose={onClose} />}
    />
  );
}

interface SheetProps extends Labelled {
  readonly onClose: () => void;
}

function Sheet({ made, label, onClose }: SheetProps) {
  const { t } = useWording();
  const texts = t.breakGlass.sheet;
  return (
    <ShownOnce
      title={texts.title}
      done={texts.done}
      action={
        <Button appearance="primary" icon={<PrintRegular />} onClick={() => globalThis.print()}>
          {texts.print}
        </Button>
      }
      onClose={onClose}
    >
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{texts.once}</MessageBarBody>
      </MessageBar>
      <CodeSheet made={made} label={label} />
    </ShownOnce>
  );
}
