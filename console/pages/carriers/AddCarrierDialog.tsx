import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { endpoints } from '../../../src/contract/index.ts';
import type { CallResult } from '../../api/types.ts';
import { fieldsOf, initialOf } from '../../forms/fields.ts';
import { FormDialogBody } from '../../forms/FormDialogBody.tsx';
import { useWording } from '../../locales/context.ts';
import { Modal } from '../../parts/Modal.tsx';
import type { DraftCarrier } from './draft.ts';

interface AddCarrierDialogProps {
  readonly kinds: CallResult<typeof endpoints.listCarrierKinds>['items'];
  readonly onAdd: (carrier: DraftCarrier) => void;
  readonly onClose: () => void;
}

const order = ['email', 'sms', 'voice'];

/** Asks what a new carrier carries and by whom; its settings come next. */
export function AddCarrierDialog({ kinds, onAdd, onClose }: AddCarrierDialogProps) {
  const { t } = useWording();
  const texts = t.carriers;
  const choices = kinds
    .flatMap((channel) => channel.kinds.map((kind) => ({ kind, channel })))
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const [chosen, choose] = useState(0);
  const nameOf = (id: string) => texts.channels[id] ?? id;
  const add = () => {
    const choice = choices[chosen];
    if (choice === undefined) return;
    const { kind, channel } = choice;
    onAdd({
      key: `new-${performance.now()}`,
      id: null,
      channel: channel.id,
      kind,
      name: nameOf(channel.id),
      enabled: true,
      countries: [],
      price: 0,
      settings: { ...initialOf(fieldsOf(channel.settingsSchema)), ...channel.defaults },
      secretsKept: [],
    });
  };
  return (
    <Modal onClose={onClose}>
      <FormDialogBody
        title={texts.addTitle}
        submit={t.common.add}
        busy={choices.length === 0}
        onSend={add}
        onClose={onClose}
      >
        <Field label={texts.addWhat}>
          <RadioGroup value={String(chosen)} onChange={(_, data) => choose(Number(data.value))}>
            {choices.map(({ kind, channel }, index) => (
              <Radio
                key={`${kind}/${channel.id}`}
                value={String(index)}
                label={texts.addChoice(texts.kinds[kind], nameOf(channel.id))}
              />
            ))}
          </RadioGroup>
        </Field>
      </FormDialogBody>
    </Modal>
  );
}
