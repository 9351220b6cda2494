import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Switch,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { type ReactNode, useMemo } from 'react';
import type { endpoints } from '../../../src/contract/index.ts';
import type { CallResult } from '../../api/types.ts';
import { fieldsOf, type NumberField } from '../../forms/fields.ts';
import { NumberInput } from '../../forms/NumberInput.tsx';
import { SettingRows } from '../../forms/SettingRow.tsx';
import type { FormSource } from '../../forms/source.ts';
import { useWording } from '../../locales/context.ts';
import { CountryPicker } from '../../parts/CountryPicker.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { CarrierTest } from './CarrierTest.tsx';
import type { CarriersDraft } from './draft.ts';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  heading: { ...typographyStyles.subtitle2, margin: 0 },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  muted: { color: tokens.colorNeutralForeground2 },
});

const price: NumberField = {
  kind: 'number',
  name: 'price',
  title: '',
  description: undefined,
  nullable: false,
  initial: 0,
  min: 0,
  max: 1_000_000,
  unit: undefined,
};

interface CarrierPanelProps {
  readonly form: FormSource;
  readonly draft: CarriersDraft;
  readonly index: number;
  readonly kinds: CallResult<typeof endpoints.listCarrierKinds>;
  /** Something on the page is not saved: a test would not be of what is shown. */
  readonly unsaved: boolean;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

export function CarrierPanel(props: CarrierPanelProps) {
  const { form, draft, index, kinds, unsaved, onRemove, onClose } = props;
  const styles = useStyles();
  const { t } = useWording();
  const texts = t.carriers.panel;
  const carrier = draft.carriers[index];
  const channel = kinds.items.find(({ id }) => id === carrier?.channel);
  const fields = useMemo(
    () => (channel === undefined ? [] : fieldsOf(channel.settingsSchema)),
    [channel],
  );
  if (carrier === undefined) return null;
  const path = `carriers.${index}`;
  const faultOf = (name: string) => {
    const fault = form.fault(`${path}.${name}`);
    return fault === undefined ? {} : { validationMessage: fault };
  };
  return (
    <Panel title={carrier.name} onClose={onClose}>
      <div className={styles.part}>
        <Text className={styles.muted}>
          {t.carriers.addChoice(
            t.carriers.kinds[carrier.kind],
            t.carriers.channels[carrier.channel] ?? carrier.channel,
          )}
        </Text>
        <Field label={texts.enabled} hint={texts.enabledHelp}>
          <Switch
            checked={carrier.enabled}
            disabled={form.readOnly}
            label={carrier.enabled ? t.carriers.on : t.carriers.off}
            onChange={(_, data) => form.set(`${path}.enabled`, data.checked)}
          />
        </Field>
        <Field label={texts.name} hint={texts.nameHelp} required {...faultOf('name')}>
          <Input
            value={carrier.name}
            maxLength={128}
            readOnly={form.readOnly}
            autoComplete="off"
            onChange={(_, data) => form.set(`${path}.name`, data.value)}
          />
        </Field>
        {carrier.kind === 'email' ? null : (
          <>
            <CountryPicker
              label={texts.countries}
              help={texts.countriesHelp}
              value={carrier.countries}
              all={kinds.countries}
              fault={form.fault(`${path}.countries`)}
              disabled={form.readOnly}
              onChange={(countries) => form.set(`${path}.countries`, countries)}
            />
            <Field label={texts.price} hint={texts.priceHelp} {...faultOf('price')}>
              <NumberInput
                field={price}
                value={carrier.price}
                readOnly={form.readOnly}
                onNumber={(next) => form.set(`${path}.price`, next)}
                onRejected={(message) => form.reject(`${path}.price`, message)}
              />
            </Field>
          </>
        )}
      </div>
      <Part title={texts.settings}>
        {channel === undefined ? (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{texts.unknown}</MessageBarBody>
          </MessageBar>
        ) : (
          <SettingRows form={form} path={`${path}.settings`} fields={fields} />
        )}
      </Part>
      {form.readOnly ? null : (
        <>
          <Part title={t.carriers.test.title}>
            {carrier.id === null || unsaved ? (
              <Text className={styles.muted}>{t.carriers.test.saveFirst}</Text>
            ) : (
              <CarrierTest id={carrier.id} kind={carrier.kind} />
            )}
          </Part>
          <div className={styles.foot}>
            <Button appearance="primary" onClick={onClose}>
              {texts.done}
            </Button>
            <Button icon={<DeleteRegular />} onClick={onRemove}>
              {texts.remove}
            </Button>
            <Text className={styles.muted} aria-live="polite">
              {unsaved ? texts.unsaved : ''}
            </Text>
          </div>
        </>
      )}
    </Panel>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={styles.part}>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  );
}
