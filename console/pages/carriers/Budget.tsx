import { Field, MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { CarriersView } from '../../../src/contract/carriers.ts';
import type { NumberField } from '../../forms/fields.ts';
import { NumberInput } from '../../forms/NumberInput.tsx';
import type { FormSource } from '../../forms/source.ts';
import { useWording } from '../../locales/context.ts';
import { CountryPicker } from '../../parts/CountryPicker.tsx';
import { Section } from '../../parts/Section.tsx';
import type { CarriersDraft } from './draft.ts';

const cost: NumberField = {
  kind: 'number',
  name: 'costPerDay',
  title: '',
  description: undefined,
  nullable: false,
  initial: 0,
  min: 0,
  max: 1_000_000_000,
  unit: undefined,
};

interface BudgetProps {
  readonly form: FormSource;
  readonly draft: CarriersDraft;
  readonly view: CarriersView;
  readonly countries: readonly string[];
}

/** Where texts and calls may go at all, and what they may cost in a day. */
export function Budget({ form, draft, view, countries }: BudgetProps) {
  const { t } = useWording();
  const texts = t.carriers.budget;
  const fault = form.fault('costPerDay');
  return (
    <Section title={texts.title} description={texts.description}>
      <CountryPicker
        label={texts.countries}
        help={texts.countriesHelp}
        value={draft.countries}
        all={countries}
        fault={form.fault('countries')}
        disabled={form.readOnly}
        onChange={(chosen) => form.set('countries', chosen)}
      />
      {draft.countries.length === 0 ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{texts.noCountries}</MessageBarBody>
        </MessageBar>
      ) : null}
      <Field
        label={texts.cost}
        hint={`${texts.costHelp} ${texts.spent(view.spentToday, view.costPerDay)}`}
        {...(fault === undefined ? {} : { validationMessage: fault })}
      >
        <NumberInput
          field={cost}
          value={draft.costPerDay}
          readOnly={form.readOnly}
          onNumber={(next) => form.set('costPerDay', next)}
          onRejected={(message) => form.reject('costPerDay', message)}
        />
      </Field>
    </Section>
  );
}
